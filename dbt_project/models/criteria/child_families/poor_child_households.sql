-- Definition: Households with a child under 18, low income (under 60 % of the median per consumption unit, EU
--   scale) and gross financial capital per consumption unit under 1 G.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.05, FO4B and FO4C 0.10.
-- Source: the city's remote-access extract at Statistics Norway (STP, fjerntilgang). Budget year N uses N-4.
with cells as (
    select
        *,
        {{ with_children() }} and {{ poor() }} as is_counted
    from {{ ref('int_stp__households') }}
)

{{ count_cells('poor_child_households') }}
