-- Definition: Immigrants 0-19 from Asia, Africa, Latin America, Oceania except Australia and New Zealand, and
--   Europe outside the EU and EEA.
-- Decision: Fafo 2014: today's F232 (0.0291) and F244 (0.2236); proposed child welfare alternative 2 (0.55).
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
where criterion_id = 'non_western_0_19'
order by area_system, source_year, district_id
