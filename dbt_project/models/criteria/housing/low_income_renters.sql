-- Definition: Persons 18-67 with low income (under 60 % of the median per consumption unit, EU scale) who rent
--   their dwelling (holders of bonds in a bond-financed housing company included) and are not enrolled in higher
--   education.
-- Decision: Proposed by the FO4 working group (2024), additional criterion: FO4A and FO4B 0.09, FO4C 0.11.
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
where criterion_id = 'low_income_renters'
order by area_system, source_year, district_id
