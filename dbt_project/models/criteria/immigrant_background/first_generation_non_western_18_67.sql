-- Definition: Inhabitants 18-67 on 1 January who are first-generation immigrants from non-western countries.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.21, FO4B and FO4C 0.06.
-- Source: Statistics Norway (SSB). Budget year N uses N-2.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('int_commissioned__counts') }}
    where measure = 'first_generation_non_western_18_67' and level = 'district'
)

{{ count_cells('first_generation_non_western_18_67') }}
