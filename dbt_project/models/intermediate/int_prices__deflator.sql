-- What an amount of one year is in the municipal prices of another: the product of the yearly changes between them. `factor` is
-- for price_year 2024 and source_year 2022 (1 + change of 2023) x (1 + change of 2024), and 1 within a year. One row for each
-- pair of years with every change between them delivered; money is multiplied by it once, where it is shown.
with changes as (
    select
        source_year,
        cast(1 + value / 100 as decimal(12, 8)) as growth,
        synthetic
    from {{ ref('stg_municipal_deflator__changes') }}
    where measure = 'change_pct'
    qualify {{ latest_delivery() }}
),

pairs as (
    select
        source.source_year,
        target.source_year as price_year
    from changes as source
    inner join changes as target on source.source_year <= target.source_year
)

select
    pairs.source_year,
    pairs.price_year,
    cast(coalesce(product(cast(between_them.growth as double) order by between_them.source_year), 1) as decimal(18, 12)) as factor,
    coalesce(bool_or(between_them.synthetic), false) as synthetic
from pairs
left join changes as between_them
    on pairs.source_year < between_them.source_year and pairs.price_year >= between_them.source_year
group by pairs.source_year, pairs.price_year
having count(between_them.growth) = pairs.price_year - pairs.source_year
order by pairs.source_year, pairs.price_year
