-- Persons in recipient households by month, and their mean (S17); adults and children by the main person's refugee background
-- (S21, S22). A child in shared custody counts in both households in a month when both receive.
with households as (
    select
        flow.year,
        flow.month_no - 12 * flow.year as month_no,
        facts.is_refugee,
        1 as main_person,
        coalesce(sizes.partners, 0) as partner,
        coalesce(sizes.children_full, 0) as child_full_custody,
        coalesce(sizes.children_shared, 0) as child_shared_custody,
        coalesce(sizes.youth, 0) as youth_at_home,
        coalesce(sizes.children, 0) as children
    from {{ ref('recipient_flow') }} as flow
    inner join {{ ref('recipient_facts') }} as facts
        on flow.recipient_no = facts.recipient_no and flow.year = facts.year
    left join {{ ref('household_sizes') }} as sizes
        on flow.recipient_no = sizes.recipient_no and flow.month_no = sizes.month_no
),

months as (
    select
        year,
        month_no,
        sum(main_person) as main_person,
        sum(partner) as partner,
        sum(child_full_custody) as child_full_custody,
        sum(child_shared_custody) as child_shared_custody,
        sum(youth_at_home) as youth_at_home,
        coalesce(sum(main_person + partner) filter (is_refugee), 0) as adults_refugee,
        coalesce(sum(main_person + partner) filter (not is_refugee), 0) as adults_other,
        coalesce(sum(children) filter (is_refugee), 0) as children_refugee,
        coalesce(sum(children) filter (not is_refugee), 0) as children_other
    from households
    group by year, month_no
),

by_role as (
    select * from months
    unpivot (persons for category in (main_person, partner, child_full_custody, child_shared_custody, youth_at_home))
),

means as (
    select
        year,
        category,
        sum(persons) / 12 as persons
    from by_role
    group by year, category
),

affected as (
    select * from months
    unpivot (persons for category in (adults_refugee, adults_other, children_refugee, children_other))
),

-- the two periods of the annual report's table 3.6, before and after settlement from Ukraine began, each under its last year
periods (year, first_month, last_month, months) as (
    values (2022, 202101, 202204, 16), (2024, 202205, 202412, 32)
),

-- a period is given when all of its months are loaded
by_period as (
    select
        periods.year,
        affected.category,
        sum(affected.persons) / periods.months as persons
    from affected
    inner join periods on 100 * affected.year + affected.month_no between periods.first_month and periods.last_month
    group by periods.year, periods.months, affected.category
    having count(*) = periods.months
)

{% set persons = {'category': 'category', 'value': 'persons', 'units': 'round(persons)'} -%}
{{ social_rows([
    dict(persons, id='persons_month', from=social_in_city('by_role'), month='month_no'),
    dict(persons, id='persons_monthly_mean', from=social_in_city('means')),
    dict(persons, id='affected_month', from=social_in_city('affected'), month='month_no'),
    dict(persons, id='affected_period', from=social_in_city('by_period')),
]) }}
