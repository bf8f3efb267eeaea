-- Definition: Inhabitants of households with a child under 18, low income (under 60 % of the median per consumption
--   unit, EU scale) and gross financial capital under 1 G; single-parent households are left out.
-- Decision: Proposed by the FO4 working group (2024), main criterion: FO4A and FO4B 0.24, FO4C 0.23.
-- Source: the city's remote-access extract at Statistics Norway (STP, fjerntilgang). Budget year N uses N-3.
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
where criterion_id = 'persons_poor_child_households'
order by area_system, source_year, district_id
