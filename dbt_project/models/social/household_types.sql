-- Recipients by single or couple and number of children (S16): in the year at last contact with children in the recipient's main
-- custody, in the month with every child who counts that month. Who has no known marital status is left out of value and base.
with by_year as (
    select
        year,
        district_id,
        {{ household_type('marital_group', 'children_main') }} as category,
        count(*) as recipients
    from {{ social_placed(ref('recipient_facts')) }} as placed
    where marital_group <> 'unknown'
    group by year, district_id, category
),

-- the marital status at the end of the month
statuses as (
    select
        flow.main_person_pid,
        flow.year,
        flow.month,
        statuses.marital_group
    from {{ ref('recipient_flow') }} as flow
    asof inner join {{ ref('stg_fasit_persons__facts') }} as facts
        on flow.main_person_pid = facts.person_pid and last_day(flow.month) >= facts.valid_from
    inner join {{ ref('social_marital_statuses') }} as statuses using (marital_status_code)
    where facts.valid_to >= last_day(flow.month) and statuses.marital_group <> 'unknown'
),

by_month as (
    select
        statuses.year,
        month(statuses.month) as month_no,
        {{ household_type('statuses.marital_group', 'coalesce(sizes.children, 0)') }} as category,
        count(*) as recipients
    from statuses
    left join {{ ref('household_sizes') }} as sizes using (main_person_pid, month)
    group by statuses.year, month_no, category
),

categories as (
    select {{ household_type('marital_groups.marital_group', 'numbers.children') }} as category
    from (values ('single'), ('couple')) as marital_groups (marital_group)
    cross join range(5) as numbers (children)
)

{% set type = {'category': 'category', 'value': 'recipients'} -%}
{{ social_rows([
    dict(type, id='household_type_year', from=social_everywhere('by_year', ['recipients'], 'categories'),
        base='sum(recipients) over (partition by year, district_id)'),
    dict(type, id='household_type_month', from=social_in_city('by_month'), month='month_no',
        base='sum(recipients) over (partition by year, month_no)'),
]) }}
