{#-
    No row is counted by more than one of the main criteria. The conditions are the models' own: both read them from the macro
    main_criterion, so the proof cannot drift from what is counted.
-#}
{% test counted_at_most_once(model, criteria) %}
with judged as (
    select
        *,
        {%- for criterion_id in criteria %}
        case when {{ main_criterion(criterion_id) }} then '{{ criterion_id }}' end as counted_by_{{ loop.index }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ model }}
)

select
    concat(
        delivery_id, ', row ', file_row, ': district ', district_id, ', ', household_type, ', ', age_group, ' is counted by ',
        concat_ws(' and by '{% for criterion_id in criteria %}, counted_by_{{ loop.index }}{% endfor %}),
        ', expected one of them at most. Two definitions overlap: correct macros/conditions.sql.'
    ) as message
from judged
where {% for criterion_id in criteria %}cast(counted_by_{{ loop.index }} is not null as integer){{ ' + ' if not loop.last }}{% endfor %} > 1
{% endtest %}
