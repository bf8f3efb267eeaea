-- Definition: Inhabitants 22-35 without completed upper secondary education.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.07, FO4B and FO4C 0.05.
-- Source: Statistics Norway (SSB). Budget year N uses N-3.
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
where criterion_id = 'no_upper_secondary_22_35'
order by area_system, source_year, district_id
