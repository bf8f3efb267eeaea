-- Definition: Persons 18-67 whose highest completed education is none, primary or lower secondary school.
-- Decision: Considered in the gross list of the working-group report on FO4 (2024): in the new SØF/SINTEF set of
--   11; weight not printed.
-- Source: microdata.no. Budget year N uses N-3.
-- Left out: the city row and rest rows (Sentrum, Marka, unregistered); the staging test holds them against the districts.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('stg_microdata_tables__counts') }}
    where measure = 'low_education_18_67' and target_group = 'in' and level = 'district'
)

{{ count_cells('low_education_18_67') }}
