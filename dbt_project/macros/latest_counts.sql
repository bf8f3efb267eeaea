{#-
    Ready-made counts at one level (district or city). When several deliveries hold the same criterion and source year, the one
    made for the latest budget year is used whole, so that a district can never be taken from one delivery and its neighbour
    from another.
-#}
{% macro latest_counts(level) -%}
with ranked as (
    select
        *,
        dense_rank() over (
            partition by area_system, criterion_id, source_year
            order by for_budget_year desc nulls last, delivery_id desc
        ) as delivery_rank
    from {{ ref('stg_trondheim_criterion_counts__counts') }}
    where level = '{{ level }}'
)

select
    area_system,
    source_year,
    district_id,
    criterion_id,
    value,
    value_min,
    value_max,
    status,
    precision,
    delivery_id,
    cast(file_row as varchar) as delivered_rows,
    synthetic
from ranked
where delivery_rank = 1
order by area_system, criterion_id, source_year, district_id
{%- endmacro %}
