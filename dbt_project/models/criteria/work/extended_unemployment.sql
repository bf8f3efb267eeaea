-- Definition: Persons 18-67 who are fully unemployed, on ordinary measures, with reduced work capacity on or off
--   measures, or otherwise served by Nav, and not enrolled in higher education.
-- Decision: Proposed by the FO4 working group (2024), additional criterion: FO4A and FO4B 0.04, FO4C 0.03.
-- Source: microdata.no. Budget year N uses N-3.
-- Left out: the city row and rest rows (Sentrum, Marka, unregistered); the staging test holds them against the districts.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('stg_microdata_tables__counts') }}
    where measure = 'extended_unemployment' and target_group = 'in' and level = 'district'
)

{{ count_cells('extended_unemployment') }}
