-- Definition: Non-western immigrants who receive cash-for-care (kontantstøtte).
-- Decision: Fafo 2014: proposed F232 (0.05).
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
where criterion_id = 'non_western_cash_for_care'
order by area_system, source_year, district_id
