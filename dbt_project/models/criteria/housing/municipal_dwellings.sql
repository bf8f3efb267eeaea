-- Definition: Rental dwellings at the municipality's disposal on 1 January, one-room dwellings included.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.02, FO4B and FO4C 0.02.
-- Source: Boligbygg and Statistics Norway (SSB). Budget year N uses N-2.
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
where criterion_id = 'municipal_dwellings'
order by area_system, source_year, district_id
