-- Definition: Persons 18-67 with refugee background and more than five years of residence; immigrated from
--   countries outside the Nordic region.
-- Decision: Proposed by the FO4 working group (2024), additional criterion: FO4A and FO4B 0.16, FO4C 0.08.
-- Source: microdata.no. Budget year N uses N-1.
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
where criterion_id = 'refugees_over_5_years'
order by area_system, source_year, district_id
