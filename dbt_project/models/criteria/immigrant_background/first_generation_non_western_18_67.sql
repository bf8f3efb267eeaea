-- Definition: Inhabitants 18-67 on 1 January who are first-generation immigrants from non-western countries.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.21, FO4B and FO4C 0.06.
-- Source: Statistics Norway (SSB). Budget year N uses N-2.
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
where criterion_id = 'first_generation_non_western_18_67'
order by area_system, source_year, district_id
