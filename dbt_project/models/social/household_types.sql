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

facts as (
    select
        numbers.recipient_no,
        persons.marital_status_code,
        persons.valid_from,
        persons.valid_to
    from {{ ref('stg_fasit_persons__facts') }} as persons
    inner join {{ ref('recipient_numbers') }} as numbers on persons.person_pid = numbers.main_person_pid
),

-- the marital status at the end of the month
statuses as (
    select
        months.recipient_no,
        months.year,
        months.month_no,
        statuses.marital_group
    from (
        select
            recipient_no,
            year,
            month_no,
            last_day({{ first_of_month('month_no') }}) as last_day
        from {{ years_anew(ref('recipient_flow')) }}
    ) as months
    asof inner join facts on months.recipient_no = facts.recipient_no and months.last_day >= facts.valid_from
    inner join {{ ref('social_marital_statuses') }} as statuses using (marital_status_code)
    where facts.valid_to >= months.last_day and statuses.marital_group <> 'unknown'
),

by_month as (
    select
        statuses.year,
        statuses.month_no - 12 * statuses.year as month_no,
        {{ household_type('statuses.marital_group', 'coalesce(sizes.children, 0)') }} as category,
        count(*) as recipients
    from statuses
    left join {{ ref('household_sizes') }} as sizes using (recipient_no, month_no)
    group by statuses.year, statuses.month_no, category
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
