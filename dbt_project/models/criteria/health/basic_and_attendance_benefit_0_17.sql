-- Definition: Children 0-17 who receive both basic benefit (grunnstønad) and attendance benefit (hjelpestønad).
-- Decision: Fafo 2014: today's F232 (0.0248) and F244 (0.1905); proposed child welfare alternative 1 (0.05).
-- Source: Trondheim kommune (2010 counts), delivered for Fafo's evaluation (2014), Tables V2.1 and V2.2. Budget
--   year 2013 uses 2010; budget year 2012 used it too (decisions.lags).
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
where criterion_id = 'basic_and_attendance_benefit_0_17'
order by area_system, source_year, district_id
