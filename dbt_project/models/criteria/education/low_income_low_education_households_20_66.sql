-- Definition: Inhabitants 20-66 of households whose main earner has low education, with low income (under 60 % of
--   the median per consumption unit, EU scale).
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.26; not used in FO4B and FO4C.
-- Source: the city's remote-access extract at Statistics Norway (STP, fjerntilgang). Budget year N uses N-4.
with cells as (
    select
        *,
        age_group in ('20_29', '30_49', '50_66')
        and low_income = 'yes'
        and {{ low_education('main_earner_education') }} as is_counted
    from {{ ref('int_stp__persons') }}
)

{{ count_cells('low_income_low_education_households_20_66') }}
