-- Definition: Inhabitants 16-24.
-- Decision: Fafo 2014: proposed F232 (0.05).
-- Source: population statistics, Statistics Norway (SSB), delivered for Fafo's evaluation (2014), Tables V2.1 and
--   V2.2. Budget year N uses N-1.
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
where criterion_id = 'share_age_16_24'
order by area_system, source_year, district_id
