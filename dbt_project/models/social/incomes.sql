-- Recipients whose household has an income beside assistance: by month (S35), and in at least one payment month of the year (S36;
-- in a district: a month in which that district paid). The monthly series leave out an income in a month when it is rarer than
-- the least share of the month's recipients.
with recipients as (
    select
        year,
        month,
        count(*) as recipients
    from {{ ref('recipient_flow') }}
    group by year, month
),

with_income as (
    select
        month,
        income_type_code,
        count(*) as with_income
    from {{ ref('income_months') }}
    group by month, income_type_code
),

common as (
    select
        recipients.year,
        month(recipients.month) as month_no,
        with_income.income_type_code as category,
        with_income.with_income,
        recipients.recipients
    from with_income
    inner join recipients using (month)
    where with_income.with_income >= {{ var('social_income_least_share') }} * recipients.recipients
),

paid as (
    select distinct
        months.year,
        months.district_id,
        months.main_person_pid,
        incomes.income_type_code
    from {{ ref('recipient_months') }} as months
    inner join {{ ref('income_months') }} as incomes using (main_person_pid, month)
),

by_area as (
    select
        year,
        district_id,
        income_type_code as category,
        count(distinct main_person_pid) as with_income
    from {{ social_placed('paid') }} as placed
    group by year, district_id, income_type_code
),

categories as (
    select income_type_code as category from {{ ref('social_income_types') }}
),

everywhere as {{ social_everywhere('by_area', ['with_income'], 'categories') }},

yearly as (
    select
        everywhere.*,
        recipients.value as recipients
    from everywhere
    inner join {{ ref('recipients') }} as recipients using (area_system, year, district_id)
    where recipients.statistic_id = 'recipients_year'
)

{% set income = {'category': 'category', 'value': 'with_income', 'base': 'recipients'} -%}
{{ social_rows([
    dict(income, id='income_month', from=social_in_city('common'), month='month_no'),
    dict(income, id='income_year', from='yearly'),
]) }}
