-- The share of the frame each district gets: criteria weight x criteria key + accounting weight x accounting share (FO4C in
-- Oslo 0.8 and 0.2; elsewhere the criteria key alone). A key says it is synthetic when anything it used is.
with criteria as (
    select
        allocation_system,
        key_id,
        budget_year,
        district_id,
        cast(sum(contribution) as decimal(20, 18)) as criteria_share,
        bool_or(synthetic) as synthetic
    from {{ ref('criterion_shares') }}
    group by allocation_system, key_id, budget_year, district_id
)

select
    criteria.allocation_system,
    criteria.key_id,
    criteria.budget_year,
    criteria.district_id,
    keys.criteria_weight,
    keys.accounting_weight,
    criteria.criteria_share,
    accounts.share as accounting_share,
    cast(
        keys.criteria_weight * criteria.criteria_share
        + keys.accounting_weight * case keys.accounting_weight when 0 then 0 else accounts.share end
        as decimal(20, 18)
    ) as allocation_share,
    bool_or(criteria.synthetic or coalesce(accounts.synthetic, false)) over (
        partition by criteria.allocation_system, criteria.key_id, criteria.budget_year
    ) as synthetic
from criteria
inner join {{ ref('key_years') }} as keys
    on
        criteria.allocation_system = keys.allocation_system
        and criteria.key_id = keys.key_id
        and criteria.budget_year = keys.budget_year
left join {{ ref('accounting_shares') }} as accounts
    on
        keys.accounting_weight > 0
        and keys.area_system = accounts.area_system
        and keys.accounting_area = accounts.functional_area
        and keys.accounting_year = accounts.source_year
        and criteria.district_id = accounts.district_id
order by criteria.allocation_system, criteria.key_id, criteria.budget_year, criteria.district_id
