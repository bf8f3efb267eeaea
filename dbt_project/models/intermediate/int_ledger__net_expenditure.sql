-- Net operating expenditure per district, KOSTRA function and accounting year, from the ledger's lines: expenditure minus
-- income, closing period 13 included. Left out: opening entries and financing (macros/accounts.sql says why and the test
-- accounts_all_used counts them). Internal arts 298 and 798 cancel within the district, so they change nothing.
select
    area_system,
    accounting_year as source_year,
    district_id,
    function as kostra_function,
    cast(sum(amount_nok) as decimal(20, 2)) as net_nok,
    count(distinct art) as art_count,
    count(*) as line_count,
    min(file_row) as first_row,
    max(file_row) as last_row,
    max(delivery_id) as delivery_id,
    bool_or(synthetic) as synthetic
from {{ ref('stg_unit4_ledger__lines') }}
where level = 'district' and not {{ ledger_left_out() }}
group by area_system, accounting_year, district_id, function
order by area_system, source_year, district_id, kostra_function
