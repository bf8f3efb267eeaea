-- Budget deviation per district, functional area and year: accounts minus the council's budget (opening split and adjustments),
-- in NOK and as a share of the budget. Positive is more spent than given. Years with both accounts and a budget.
select
    budget.area_system,
    budget.functional_area,
    budget.source_year,
    budget.district_id,
    budget.opening_nok,
    budget.adjustment_nok,
    budget.budget_nok,
    accounts.net_nok,
    cast(accounts.net_nok - budget.budget_nok as decimal(20, 2)) as deviation_nok,
    cast(cast(accounts.net_nok - budget.budget_nok as double) / nullif(cast(budget.budget_nok as double), 0) as decimal(20, 12))
        as deviation_share,
    budget.synthetic or accounts.synthetic as synthetic
from {{ ref('int_budget__central') }} as budget
inner join {{ ref('int_accounts__net_expenditure') }} as accounts
    on
        budget.area_system = accounts.area_system
        and budget.functional_area = accounts.functional_area
        and budget.source_year = accounts.source_year
        and budget.district_id = accounts.district_id
order by budget.area_system, budget.functional_area, budget.source_year, budget.district_id
