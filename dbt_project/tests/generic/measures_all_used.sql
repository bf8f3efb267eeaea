{#-
    Every measure in the staging tables named by `staged` is a criterion of its own, or a part of the one `parts` names: a
    table that is delivered and used by nothing would otherwise be left out in silence.
-#}
{% test measures_all_used(model, staged, parts) %}
with delivered as (
    {%- for name in staged %}
    select
        delivery_id,
        measure,
        source_year
    from {{ ref(name) }}
    {{ 'union distinct' if not loop.last }}
    {%- endfor %}
),

placed as (
    select
        *,
        case measure
            {%- for measure, criterion_id in parts.items() %}
            when '{{ measure }}' then '{{ criterion_id }}'
            {%- endfor %}
            else measure
        end as criterion_id
    from delivered
)

select
    concat(
        delivery_id, ': measure ', measure, ' of source year ', source_year, ' is used by no criterion (expected ', criterion_id,
        '). Write models/criteria/<family>/', criterion_id, '.sql with its YAML entry and run refresh.'
    ) as message
from placed
anti join {{ model }} using (criterion_id, source_year)
{% endtest %}
