-- Definition: Unique patients in specialised substance treatment (TSB) or adult mental health care with main
--   diagnosis F10-F19.
-- Decision: Proposed by the FO4 working group (2024), additional criterion: FO4A and FO4B 0.13, FO4C 0.07.
-- Source: helsedata.no, yearly order from the Norwegian Patient Registry (NPR). Budget year N uses N-2.
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
where criterion_id = 'tsb_patients'
order by area_system, source_year, district_id
