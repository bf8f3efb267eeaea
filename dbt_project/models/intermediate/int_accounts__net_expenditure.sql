-- Net expenditure per district, functional area and accounting year in NOK, from the ledger: the sum over the KOSTRA functions
-- the area is booked on that year (codes.functional_area_functions). Functions of no such area are left out here; they are
-- in int_ledger__net_expenditure.
select
    ledger.area_system,
    areas.functional_area,
    ledger.source_year,
    ledger.district_id,
    cast(sum(ledger.net_nok) as decimal(20, 2)) as net_nok,
    max(ledger.delivery_id) as delivery_id,
    {{ line_span('min(ledger.first_row)', 'max(ledger.last_row)', 'sum(ledger.line_count)') }} as delivered_rows,
    bool_or(ledger.synthetic) as synthetic
from {{ ref('int_ledger__net_expenditure') }} as ledger
inner join {{ ref('functional_area_functions') }} as areas
    on
        ledger.area_system = areas.area_system
        and ledger.kostra_function = areas.kostra_function
        and ledger.source_year between areas.valid_from_year and coalesce(areas.valid_to_year, 9999)
group by ledger.area_system, areas.functional_area, ledger.source_year, ledger.district_id
order by ledger.area_system, areas.functional_area, ledger.source_year, ledger.district_id
