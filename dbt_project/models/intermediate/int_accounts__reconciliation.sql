-- The same net expenditure from three hands: our ledger, our KOSTRA record, and Statistics Norway's table 12369 made from such
-- records. Each art of the record is rounded to thousand NOK, so two of them may differ by 500 NOK per art line, no more.
with published as (
    select
        area_system,
        source_year,
        district_id,
        function as kostra_function,
        cast(value * 1000 as decimal(20, 2)) as net_nok,
        status,
        synthetic
    from {{ ref('stg_ssb_accounts__amounts') }}
    where art = 'net' and level = 'district'
)

select
    area_system,
    source_year,
    district_id,
    kostra_function,
    ledger.net_nok as ledger_nok,
    kostra.net_nok as kostra_nok,
    published.net_nok as published_nok,
    published.status as published_status,
    cast(500 * greatest(coalesce(ledger.art_count, 0), coalesce(kostra.line_count, 0)) as decimal(20, 2)) as tolerance_nok,
    coalesce(ledger.synthetic, false) or coalesce(kostra.synthetic, false) or coalesce(published.synthetic, false) as synthetic
from {{ ref('int_ledger__net_expenditure') }} as ledger
full outer join {{ ref('int_kostra__net_expenditure') }} as kostra using (area_system, source_year, district_id, kostra_function)
full outer join published using (area_system, source_year, district_id, kostra_function)
order by area_system, source_year, district_id, kostra_function
