-- Definition: Inhabitants 20-66 of households whose main earner has low education, with low income (under 60 % of
--   the median per consumption unit, EU scale).
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.26; not used in FO4B and FO4C.
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
where criterion_id = 'low_income_low_education_households_20_66'
order by area_system, source_year, district_id
