-- Definition: Single providers with three or more children, low income (under 60 % of the median per consumption
--   unit, EU scale) and gross financial capital per consumption unit under 1 G.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.05, FO4B and FO4C 0.12.
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
where criterion_id = 'single_parents_3plus_children_poor'
order by area_system, source_year, district_id
