-- Commissioned counts by district, with the city beside them because two indices compare a district with the city. Left out
-- here: rest rows (Sentrum, Marka, Uoppgitt), which the city row includes; the staging test has held them against it.
select
    area_system,
    source_year,
    district_id,
    level,
    measure,
    value,
    value_min,
    value_max,
    status,
    precision,
    delivery_id,
    file_row,
    synthetic
from {{ ref('stg_ssb_commissioned__counts') }}
where level in ('district', 'city')
order by area_system, source_year, measure, district_id
