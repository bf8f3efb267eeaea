-- Definition: Households with a child under 18 that are disadvantaged in the housing market (vanskeligstilte).
-- Decision: Considered in the gross list of the working-group report on FO4 (2024); no weight.
-- Source: microdata.no. Budget year N uses N-3.
-- Left out: the city row and rest rows (Sentrum, Marka, unregistered); the staging test holds them against the districts.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('stg_microdata_tables__counts') }}
    where measure = 'hard_to_house_with_children' and target_group = 'in' and level = 'district'
)

{{ count_cells('hard_to_house_with_children') }}
