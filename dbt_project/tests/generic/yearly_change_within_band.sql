{#-
    A district's value changes from one budget year to the next within the band its criterion declares. A change outside is
    an error in the delivery until somebody has found out otherwise and widened the band with the reason in words.
-#}
{% test yearly_change_within_band(model) %}
with changes as (
    select
        now.*,
        before.value as value_before,
        before.source_year as source_year_before,
        now.value / before.value - 1 as change
    from {{ model }} as now
    inner join {{ model }} as before
        on
            now.area_system = before.area_system
            and now.criterion_id = before.criterion_id
            and now.district_id = before.district_id
            and now.budget_year = before.budget_year + 1
            and before.value > 0
)

select
    concat(
        'Criterion ', changes.criterion_id, ', district ', changes.district_id, ': ', {{ plain_number('changes.value') }},
        ' for budget year ', changes.budget_year, ' (source year ', changes.source_year, ') against ',
        {{ plain_number('changes.value_before') }}, ' the year before is ', {{ percent('changes.change') }}, ', expected between ',
        {{ percent('catalogue.band_min_change') }}, ' and ', {{ percent('catalogue.band_max_change') }},
        '. Look up the row in the delivery; widen the band only with a reason.'
    ) as message
from changes
inner join {{ ref('criterion_catalogue') }} as catalogue using (criterion_id)
where changes.change not between catalogue.band_min_change and catalogue.band_max_change
{% endtest %}
