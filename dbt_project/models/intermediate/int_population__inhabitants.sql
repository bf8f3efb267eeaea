-- Inhabitants of all ages per district on 1 January: the base of amounts per inhabitant and of the relative share. What is left
-- out is said in int_population__persons.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('int_population__persons') }}
)

select
    area_system,
    source_year,
    district_id,
    cast({{ sum_or_nothing('value') }} as bigint) as inhabitants,
    'all ages' as age_group,
    {{ origin_columns('is_counted') }}
from cells
group by area_system, source_year, district_id
order by area_system, source_year, district_id
