-- What each key needs in each budget year: its criteria with weight (empty when not published) and the source year the lag
-- points to (empty when neither the decisions nor the catalogue know the criterion's lag).
select
    keys.allocation_system,
    keys.key_id,
    keys.budget_year,
    weights.criterion_id,
    keys.area_system,
    keys.criterion_set_id,
    keys.share_base,
    weights.weight,
    cast(keys.budget_year - coalesce(lags.lag, catalogue.lag) as integer) as expected_source_year
from {{ ref('key_years') }} as keys
inner join {{ ref('weights') }} as weights
    on
        keys.criterion_set_id = weights.criterion_set_id
        and {{ valid_in('weights', 'keys.budget_year') }}
left join {{ ref('lags') }} as lags
    on
        keys.area_system = lags.area_system
        and weights.criterion_id = lags.criterion_id
        and {{ valid_in('lags', 'keys.budget_year') }}
left join {{ ref('criterion_catalogue') }} as catalogue on weights.criterion_id = catalogue.criterion_id
order by keys.allocation_system, keys.key_id, keys.budget_year, weights.criterion_id
