{#- Every delivered count reaches criterion_values through the model of its criterion, so nothing is left out in silence. -#}
{% test counts_all_used(model) %}
with used as (
    select distinct
        area_system,
        criterion_id,
        source_year,
        district_id
    from {{ model }}
)

select
    concat(
        'Criterion ', counts.criterion_id, ', source year ', counts.source_year, ', district ', counts.district_id,
        ' (', counts.delivery_id, ', row ', counts.delivered_rows, ') is delivered but not in criterion_values. ',
        'Write models/criteria/<family>/', counts.criterion_id, '.sql with its YAML entry and run refresh.'
    ) as message
from {{ ref('int_counts__districts') }} as counts
anti join used using (area_system, criterion_id, source_year, district_id)
{% endtest %}
