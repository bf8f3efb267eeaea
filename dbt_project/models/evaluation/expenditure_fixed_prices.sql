-- The city's net expenditure per KOSTRA function and year, and the same in the prices of the latest accounting year, by the
-- municipal deflator. Without a delivered change for a year between, the amount in fixed prices is empty, not a guess.
with spent as (
    select
        area_system,
        source_year,
        kostra_function,
        sum(net_nok) as net_nok,
        max(source_year) over (partition by area_system) as price_year,
        bool_or(synthetic) as synthetic
    from {{ ref('int_ledger__net_expenditure') }}
    group by area_system, source_year, kostra_function
)

select
    spent.area_system,
    spent.source_year,
    spent.kostra_function,
    areas.functional_area,
    cast(spent.net_nok as decimal(20, 2)) as net_nok,
    spent.price_year,
    deflator.factor as price_factor,
    cast(cast(spent.net_nok as double) * deflator.factor as decimal(20, 2)) as net_fixed_nok,
    spent.synthetic or coalesce(deflator.synthetic, false) as synthetic
from spent
left join {{ ref('functional_area_functions') }} as areas
    on
        spent.area_system = areas.area_system
        and spent.kostra_function = areas.kostra_function
        and spent.source_year between areas.valid_from_year and coalesce(areas.valid_to_year, 9999)
left join {{ ref('int_prices__deflator') }} as deflator
    on spent.source_year = deflator.source_year and spent.price_year = deflator.price_year
order by spent.area_system, spent.source_year, spent.kostra_function
