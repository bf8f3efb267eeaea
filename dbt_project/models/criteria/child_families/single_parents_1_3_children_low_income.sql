-- Definition: Single providers with one to three children under 18 and low income (under 60 % of the median per
--   consumption unit, EU scale).
-- Decision: Considered in the gross list of the working-group report on FO4 (2024): in the new SØF/SINTEF set of
--   11; weight not printed.
-- Source: the city's remote-access extract at Statistics Norway (STP, fjerntilgang). Budget year N uses N-3.
with cells as (
    select
        *,
        {{ single_parent(most=3) }} and low_income = 'yes' as is_counted
    from {{ ref('int_stp__households') }}
)

{{ count_cells('single_parents_1_3_children_low_income') }}
