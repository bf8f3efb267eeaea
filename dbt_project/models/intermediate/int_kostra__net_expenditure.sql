-- Net operating expenditure per district, KOSTRA function and accounting year, from the KOSTRA record: thousand NOK times a
-- thousand, duplicate lines summed as Statistics Norway does. The same shape as int_ledger__net_expenditure. Left out:
-- quarterly reports, investment and financing (macros/accounts.sql; the test accounts_all_used counts them).
select
    area_system,
    source_year,
    district_id,
    function as kostra_function,
    cast(sum(value * 1000) as decimal(20, 2)) as net_nok,
    count(distinct art) as art_count,
    count(*) as line_count,
    min(file_row) as first_row,
    max(file_row) as last_row,
    max(delivery_id) as delivery_id,
    bool_or(synthetic) as synthetic
from {{ ref('stg_kostra_accounts__amounts') }}
where level = 'district' and not {{ kostra_left_out() }}
group by area_system, source_year, district_id, function
order by area_system, source_year, district_id, kostra_function
