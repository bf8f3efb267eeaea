-- Inhabitants of all ages per district on 1 January: the base of amounts per inhabitant and of the relative share. A district
-- with an age that is not known has no number. What is left out is said in int_population__persons.
select
    area_system,
    source_year,
    district_id,
    cast(case when count(value) = count(*) then sum(value) end as bigint) as inhabitants,
    'all ages' as age_group,
    max(delivery_id) as delivery_id,
    {{ line_span('min(file_row)', 'max(file_row)', 'count(*)') }} as delivered_rows,
    bool_or(synthetic) as synthetic
from {{ ref('int_population__persons') }}
group by area_system, source_year, district_id
order by area_system, source_year, district_id
