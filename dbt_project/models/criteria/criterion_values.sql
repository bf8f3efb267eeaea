-- Every criterion value, placed in the budget year that uses it: budget year = source year + lag. The lag is the decision
-- valid for that budget year (decisions.lags), else the criterion's normal lag from its YAML. One source year can serve two
-- budget years when the lags say so (grunn- og hjelpestønad 2010 served both 2012 and 2013 in Trondheim).
with delivered as (
    {{ union_criteria() }}
),

possible_lags as (
    select
        criterion_id,
        lag
    from {{ ref('criterion_catalogue') }}
    union
    select
        criterion_id,
        lag
    from {{ ref('lags') }}
),

placed as (
    select
        delivered.*,
        delivered.source_year + possible_lags.lag as budget_year,
        possible_lags.lag
    from delivered
    inner join possible_lags on delivered.criterion_id = possible_lags.criterion_id
)

select
    placed.area_system,
    placed.budget_year,
    placed.criterion_id,
    placed.district_id,
    placed.source_year,
    placed.value,
    placed.value_min,
    placed.value_max,
    placed.status,
    placed.precision,
    catalogue.unit,
    placed.delivery_id,
    placed.delivered_rows,
    placed.synthetic
from placed
inner join {{ ref('criterion_catalogue') }} as catalogue on placed.criterion_id = catalogue.criterion_id
left join {{ ref('lags') }} as lags
    on
        placed.area_system = lags.area_system
        and placed.criterion_id = lags.criterion_id
        and {{ valid_in('lags', 'placed.budget_year') }}
where placed.lag = coalesce(lags.lag, catalogue.lag)
order by placed.area_system, placed.budget_year, placed.criterion_id, placed.district_id
