-- Net expenditure per district, functional area and accounting year in NOK (delivered in thousands). The total row and
-- rest rows are left out here; the staging test city_total_reconciles has held them against the districts.
select
    area_system,
    'fo4c' as functional_area,
    source_year,
    district_id,
    cast(value * 1000 as decimal(20, 2)) as net_nok,
    delivery_id,
    cast(file_row as varchar) as delivered_rows,
    synthetic
from {{ ref('stg_oslo_accounts_fo4c__net_expenditure') }}
where level = 'district'
order by area_system, functional_area, source_year, district_id
