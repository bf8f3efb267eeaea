-- Definition: Non-western immigrants without occupational income (yrkesinntekt).
-- Decision: Fafo 2014: proposed child welfare alternative 1 (0.60).
-- Source: individual data (FD-trygd, as far as the report says), delivered for Fafo's evaluation (2014), Tables
--   V2.1 and V2.2. Budget year N uses N-1.
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
where criterion_id = 'non_western_no_earnings'
order by area_system, source_year, district_id
