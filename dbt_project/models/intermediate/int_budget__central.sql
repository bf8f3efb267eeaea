-- The council's budget per district, functional area and year in NOK: the opening split and every later adjustment (delivered in
-- thousands). A district's own re-split between its services is deliberately not in it.
select
    area_system,
    functional_area,
    source_year,
    district_id,
    cast(coalesce(sum(value * 1000) filter (where budget_step = 'opening'), 0) as decimal(20, 2)) as opening_nok,
    cast(coalesce(sum(value * 1000) filter (where budget_step = 'adjustment'), 0) as decimal(20, 2)) as adjustment_nok,
    cast(sum(value * 1000) as decimal(20, 2)) as budget_nok,
    max(delivery_id) as delivery_id,
    {{ line_span('min(file_row)', 'max(file_row)', 'count(*)') }} as delivered_rows,
    bool_or(synthetic) as synthetic
from {{ ref('stg_central_budget__amounts') }}
where level = 'district'
group by area_system, functional_area, source_year, district_id
order by area_system, functional_area, source_year, district_id
