-- Definition: Inhabitants 18-67 who are poor, single and unemployed.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.13, FO4B and FO4C 0.05.
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
where criterion_id = 'poor_living_alone_unemployed_18_67'
order by area_system, source_year, district_id
