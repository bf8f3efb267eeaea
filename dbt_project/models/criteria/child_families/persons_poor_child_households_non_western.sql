-- Definition: Inhabitants of households with a child under 18, low income (under 60 % of the median per consumption
--   unit, EU scale) and gross financial capital per consumption unit under 1 G, country background Asia, Africa,
--   Latin America or Eastern Europe outside the EU.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.21, FO4B and FO4C 0.25.
-- Source: the city's remote-access extract at Statistics Norway (STP, fjerntilgang). Budget year N uses N-4.
with cells as (
    select
        *,
        {{ with_children() }}
        and {{ poor() }}
        and {{ non_western('country_background') }} as is_counted
    from {{ ref('int_stp__persons') }}
)

{{ count_cells('persons_poor_child_households_non_western') }}
