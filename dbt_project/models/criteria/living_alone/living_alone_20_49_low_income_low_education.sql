-- Definition: Single persons 20-49 with low income (under 60 % of the median per consumption unit, EU scale) and
--   low education.
-- Decision: Criterion of Grønt hefte 2024: FO4B and FO4C 0.12; not used in FO4A.
-- Source: the city's remote-access extract at Statistics Norway (STP, fjerntilgang). Budget year N uses N-4.
with cells as (
    select
        *,
        household_type = 'living_alone'
        and age_group in ('20_29', '30_49')
        and low_income = 'yes'
        and {{ low_education('education') }} as is_counted
    from {{ ref('int_stp__persons') }}
)

{{ count_cells('living_alone_20_49_low_income_low_education') }}
