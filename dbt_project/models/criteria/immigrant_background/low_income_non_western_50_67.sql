-- Definition: Persons 50-67 with low income (under 60 % of the median per consumption unit, EU scale) and
--   background from Asia, Africa, Latin America or Eastern Europe outside the EU.
-- Decision: Proposed by the FO4 working group (2024), additional criterion: FO4A and FO4B 0.04, FO4C 0.03.
-- Source: microdata.no. Budget year N uses N-3.
-- Left out: the city row and rest rows (Sentrum, Marka, unregistered); the staging test holds them against the districts.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('stg_microdata_tables__counts') }}
    where measure = 'low_income_non_western_50_67' and target_group = 'in' and level = 'district'
)

{{ count_cells('low_income_non_western_50_67') }}
