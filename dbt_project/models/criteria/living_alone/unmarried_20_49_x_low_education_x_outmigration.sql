-- Definition: Unmarried inhabitants 20-49 on 1 January, times the district's low-education index, times its out-
--   migration index.
-- Decision: Criterion of Grønt hefte 2024: FO4B and FO4C 0.23; not used in FO4A.
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
where criterion_id = 'unmarried_20_49_x_low_education_x_outmigration'
order by area_system, source_year, district_id
