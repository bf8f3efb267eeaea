-- Definition: Persons 18-67 who really live alone, without children, with low income (under 60 % of the median per
--   consumption unit, EU scale) and low education (highest level none, primary or lower secondary).
-- Decision: Proposed by the FO4 working group (2024), main criterion: FO4A and FO4B 0.12, FO4C 0.25.
-- Source: the city's remote-access extract at Statistics Norway (STP, fjerntilgang). Budget year N uses N-3.
with cells as (
    select
        *,
        {{ main_criterion('living_alone_low_income_low_education') }} as is_counted
    from {{ ref('int_stp__persons') }}
)

{{ count_cells('living_alone_low_income_low_education') }}
