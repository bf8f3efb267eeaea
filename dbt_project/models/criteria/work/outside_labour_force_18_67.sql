-- Definition: Persons 18-67 outside the labour force (status codes 0 and 3) who are not in extended unemployment
--   and not in upper secondary or higher education.
-- Decision: Considered in the gross list of the working-group report on FO4 (2024): in both SØF/SINTEF sets; weight
--   not printed.
-- Source: microdata.no. Budget year N uses N-3.
-- Left out: the city row and rest rows (Sentrum, Marka, unregistered); the staging test holds them against the districts.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('stg_microdata_tables__counts') }}
    where measure = 'outside_labour_force_18_67' and target_group = 'in' and level = 'district'
)

{{ count_cells('outside_labour_force_18_67') }}
