-- One row per key and budget year with the decisions that hold that year: criterion set, share base and mix. A key without
-- an end is computed up to the last budget year its city has criterion values for. A key that names an unknown set must not
-- be built, so the seed its test reads comes before this table: depends_on: {{ ref('criterion_sets') }}
with last_years as (
    select
        area_system,
        max(budget_year) as budget_year
    from {{ ref('criterion_values') }}
    group by area_system
),

years as (
    select
        keys.allocation_system,
        keys.key_id,
        systems.area_system,
        keys.criterion_set_id,
        keys.share_base,
        cast(unnest(generate_series(
            keys.valid_from_budget_year,
            coalesce(
                keys.valid_to_budget_year,
                greatest(keys.valid_from_budget_year, coalesce(last_years.budget_year, keys.valid_from_budget_year))
            )
        )) as integer) as budget_year
    from {{ ref('criteria_keys') }} as keys
    inner join {{ ref('allocation_systems') }} as systems on keys.allocation_system = systems.allocation_system
    left join last_years on systems.area_system = last_years.area_system
)

select
    years.allocation_system,
    years.key_id,
    years.budget_year,
    years.area_system,
    years.criterion_set_id,
    years.share_base,
    mixes.criteria_weight,
    mixes.accounting_weight,
    mixes.accounting_area,
    cast(years.budget_year - mixes.accounting_lag as integer) as accounting_year
from years
left join {{ ref('mixes') }} as mixes
    on
        years.allocation_system = mixes.allocation_system
        and years.key_id = mixes.key_id
        and {{ valid_in('mixes', 'years.budget_year') }}
order by years.allocation_system, years.key_id, years.budget_year
