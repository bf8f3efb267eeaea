-- Definition: Inhabitants 18-67 who are poor (low income and financial capital under 1 G), single and unemployed.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.13, FO4B and FO4C 0.05.
-- Source: the city's remote-access extract at Statistics Norway (STP, fjerntilgang). Budget year N uses N-4.
with cells as (
    select
        *,
        household_type = 'living_alone'
        and {{ aged_18_67() }}
        and {{ poor() }}
        and employment = 'unemployed' as is_counted
    from {{ ref('int_stp__persons') }}
)

{{ count_cells('poor_living_alone_unemployed_18_67') }}
