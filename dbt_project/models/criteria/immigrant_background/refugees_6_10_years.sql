-- Definition: Persons 18-67 with refugee background and six to ten years of residence.
-- Decision: Considered in the gross list of the working-group report on FO4 (2024): in both SØF/SINTEF sets; weight
--   not printed.
-- Source: microdata.no. Budget year N uses N-1.
-- Left out: the city row and rest rows (Sentrum, Marka, unregistered); the staging test holds them against the districts.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('stg_microdata_tables__counts') }}
    where measure = 'refugees_6_10_years' and target_group = 'in' and level = 'district'
)

{{ count_cells('refugees_6_10_years') }}
