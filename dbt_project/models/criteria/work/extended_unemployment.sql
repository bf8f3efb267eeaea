-- Definition: Persons 18-67 who are fully unemployed, on ordinary measures, with reduced work capacity on or off
--   measures, or otherwise served by Nav, and not enrolled in higher education.
-- Decision: Proposed by the FO4 working group (2024), additional criterion: FO4A and FO4B 0.04, FO4C 0.03.
-- Source: microdata.no. Budget year N uses N-3.
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
where criterion_id = 'extended_unemployment'
order by area_system, source_year, district_id
