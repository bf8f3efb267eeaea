-- Inhabitants by district, sex and single age. Left out here: the city row and Sentrum, Marka and unregistered (the staging test
-- city_total has held them against the districts), and years of an older delivery that a newer one holds too.
select
    area_system,
    source_year,
    district_id,
    sex,
    age,
    value,
    value_min,
    value_max,
    status,
    precision,
    delivery_id,
    file_row,
    synthetic
from {{ ref('stg_ssb_population__persons') }}
where level = 'district'
qualify {{ latest_delivery() }}
