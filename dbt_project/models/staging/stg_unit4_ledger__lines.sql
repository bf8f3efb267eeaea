-- Posting lines of the ledger (Unit4), to the øre: every line, also opening entries (period 0), closing (13) and transfers.
-- Row for row as landed, in the order of the file; the district is the cost centre's in the accounting year, from
-- geography.cost_centres and never from a text. A line without one is stopped by the test ledger_staged_whole.
with landed as (
    select
        *,
        -- the position in the Parquet file counts on through all deliveries; the header is line 1 of each file
        cast(file_row_number - min(file_row_number) over (partition by delivery_id) + 2 as integer) as file_row
    from {{ source('landed', 'unit4_ledger') }}
)

select
    landed.delivery_id,
    landed.synthetic,
    landed.file_row,
    landed.accounting_year,
    landed.period,
    landed.voucher_type,
    landed.voucher_no,
    landed.voucher_date,
    landed.account,
    landed.art,
    landed.cost_centre,
    landed.function,
    landed.project,
    landed.service,
    landed.counterpart,
    landed.amount_nok,
    'oslo_districts' as area_system,
    centres.district_id,
    areas.level
from landed
left join {{ ref('cost_centres') }} as centres
    on
        centres.area_system = 'oslo_districts'
        and landed.cost_centre = centres.cost_centre
        and landed.accounting_year between centres.valid_from_year and coalesce(centres.valid_to_year, 9999)
left join {{ ref('areas') }} as areas
    on
        centres.area_system = areas.area_system
        and centres.district_id = areas.district_id
order by landed.delivery_id, landed.file_row
