-- Definition: Persons 18-67 with refugee background and more than five years of residence; immigrated from
--   countries outside the Nordic region.
-- Decision: Proposed by the FO4 working group (2024), additional criterion: FO4A and FO4B 0.16, FO4C 0.08.
-- Source: microdata.no. Budget year N uses N-1.
-- Left out: the city row and rest rows (Sentrum, Marka, unregistered); the staging test holds them against the districts.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('stg_microdata_tables__counts') }}
    where measure = 'refugees_over_5_years' and target_group = 'in' and level = 'district'
)

{{ count_cells('refugees_over_5_years') }}
