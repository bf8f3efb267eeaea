-- Definition: Persons 50-67 with low income (under 60 % of the median per consumption unit, EU scale) and
--   background from Asia, Africa, Latin America or Eastern Europe outside the EU.
-- Decision: Proposed by the FO4 working group (2024), additional criterion: FO4A and FO4B 0.04, FO4C 0.03.
-- Source: microdata.no. Budget year N uses N-3.
select
    area_system,
    source_year,
    district_id,
    criterion_id,
    value,
    status,
    precision,
    delivery_id,
    delivered_rows,
    synthetic
from {{ ref('int_counts__districts') }}
where criterion_id = 'low_income_non_western_50_67'
order by area_system, source_year, district_id
