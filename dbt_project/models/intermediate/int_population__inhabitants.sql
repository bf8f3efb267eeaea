-- Inhabitants per district and year: the base of amounts per inhabitant and of the relative share. The city row is left out;
-- in Oslo it holds 4 544 persons without a district or in Sentrum and Marka, which the staging test allows for.
select
    area_system,
    source_year,
    district_id,
    cast(value as bigint) as inhabitants,
    '18 and over' as age_group,
    delivery_id,
    cast(file_row as varchar) as delivered_rows,
    synthetic
from {{ ref('stg_oslo_population_18plus__inhabitants') }}
where level = 'district'
order by area_system, source_year, district_id
