-- Definition: Inhabitants of households with a child under 18, low income (under 60 % of the median per consumption
--   unit, EU scale) and gross financial capital under 1 G; single-parent households are left out.
-- Decision: Proposed by the FO4 working group (2024), main criterion: FO4A and FO4B 0.24, FO4C 0.23.
-- Source: the city's remote-access extract at Statistics Norway (STP, fjerntilgang). Budget year N uses N-3.
with cells as (
    select
        *,
        {{ main_criterion('persons_poor_child_households') }} as is_counted
    from {{ ref('int_stp__persons') }}
)

{{ count_cells('persons_poor_child_households') }}
