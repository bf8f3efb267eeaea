-- Each district's share of the city's net expenditure per functional area and accounting year: the part of a mixed key that
-- follows the accounts. A share rests on every district's amount, so one synthetic amount makes all shares synthetic.
select
    area_system,
    functional_area,
    source_year,
    district_id,
    net_nok,
    {{ share_of('net_nok', 'area_system, functional_area, source_year') }} as share,
    delivery_id,
    delivered_rows,
    bool_or(synthetic) over (partition by area_system, functional_area, source_year) as synthetic
from {{ ref('int_accounts__net_expenditure') }}
order by area_system, functional_area, source_year, district_id
