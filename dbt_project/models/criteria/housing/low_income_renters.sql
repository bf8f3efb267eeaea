-- Definition: Persons 18-67 with low income (under 60 % of the median per consumption unit, EU scale) who rent
--   their dwelling (holders of bonds in a bond-financed housing company included) and are not enrolled in higher
--   education.
-- Decision: Proposed by the FO4 working group (2024), additional criterion: FO4A and FO4B 0.09, FO4C 0.11.
-- Source: microdata.no. Budget year N uses N-3.
-- Left out: the city row and rest rows (Sentrum, Marka, unregistered); the staging test holds them against the districts.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('stg_microdata_tables__counts') }}
    where measure = 'low_income_renters' and target_group = 'in' and level = 'district'
)

{{ count_cells('low_income_renters') }}
