-- Definition: Persons 17-54 with nothing registered beyond lower secondary school (ungdomsskole).
-- Decision: Fafo 2014: today's F232 (0.0299) and F244 (0.2302); proposed child welfare alternative 2 (0.20).
-- Source: Statistics Norway (register not named), delivered for Fafo's evaluation (2014), Tables V2.1 and V2.2.
--   Budget year N uses N-1.
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
    delivered_rows,
    synthetic
from {{ ref('int_counts__districts') }}
where criterion_id = 'low_education_17_54'
order by area_system, source_year, district_id
