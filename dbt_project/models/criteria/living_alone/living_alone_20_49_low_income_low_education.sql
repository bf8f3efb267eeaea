-- Definition: Single persons 20-49 with low income (under 60 % of the median per consumption unit, EU scale) and
--   low education.
-- Decision: Criterion of Grønt hefte 2024: FO4B and FO4C 0.12; not used in FO4A.
-- Source: the city's remote-access extract at Statistics Norway (STP, fjerntilgang). Budget year N uses N-4.
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
where criterion_id = 'living_alone_20_49_low_income_low_education'
order by area_system, source_year, district_id
