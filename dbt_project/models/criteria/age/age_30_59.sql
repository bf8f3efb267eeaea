-- Definition: Inhabitants 30-59 on 1 January.
-- Decision: Considered in the gross list of the working-group report on FO4 (2024): in the new SØF/SINTEF set of
--   11; weight not printed.
-- Source: Statistics Norway (SSB), table 10826. Budget year N uses N-1.
with cells as (
    select
        *,
        age between '030' and '059' as is_counted
    from {{ ref('int_population__persons') }}
)

{{ count_cells('age_30_59') }}
