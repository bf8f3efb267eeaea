-- Definition: Inhabitants 22-35 without completed upper secondary education.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.07, FO4B and FO4C 0.05.
-- Source: Statistics Norway (SSB). Budget year N uses N-3.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('int_commissioned__counts') }}
    where measure = 'no_upper_secondary_22_35' and level = 'district'
)

{{ count_cells('no_upper_secondary_22_35') }}
