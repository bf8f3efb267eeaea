{#- A key for budget year N uses the criterion year N minus that criterion's lag, and no other: old counts never slip in. -#}
{% test source_year_matches_lag(model) %}
with judged as (
    select
        used.criterion_id,
        used.budget_year,
        used.district_id,
        used.source_year,
        used.budget_year - coalesce(lags.lag, normal.lag) as expected_source_year
    from {{ model }} as used
    inner join {{ ref('areas') }} as areas on used.district_id = areas.district_id
    left join {{ ref('lags') }} as lags
        on
            areas.area_system = lags.area_system
            and used.criterion_id = lags.criterion_id
            and {{ valid_in('lags', 'used.budget_year') }}
    left join ({{ normal_lags() }}) as normal on used.criterion_id = normal.criterion_id
)

select
    concat(
        'Criterion ', criterion_id, ', budget year ', budget_year, ', district ', district_id, ': source year ', source_year,
        ' is used, expected ', expected_source_year, '. See the lag in seeds/decisions/lags.csv and in the criterion''s YAML.'
    ) as message
from judged
where expected_source_year is null or source_year <> expected_source_year
{% endtest %}
