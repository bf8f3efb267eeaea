-- Definition: Rental dwellings at the municipality's disposal on 1 January, one-room dwellings included.
-- Decision: Criterion of Grønt hefte 2024: FO4A 0.02, FO4B and FO4C 0.02.
-- Source: Boligbygg and Statistics Norway (SSB). Budget year N uses N-2.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('int_dwellings__homes') }}
)

{{ count_cells('municipal_dwellings') }}
