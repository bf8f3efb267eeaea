-- Definition: Households that receive state housing allowance (bostøtte).
-- Decision: Considered in the gross list of the working-group report on FO4 (2024) and rejected: districts handle
--   applications.
-- Source: Husbanken. Budget year N uses N-2.
-- Left out: the city row and rest rows (Sentrum, Marka, unregistered); the staging test holds them against the districts.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('stg_husbanken_housing_allowance__amounts') }}
    where measure = 'recipients' and level = 'district'
)

{{ count_cells('recipients_housing_allowance') }}
