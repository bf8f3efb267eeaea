-- Recipients whose household has an income beside assistance: by month (S35), and in at least one payment month of the year (S36;
-- in a district: a month in which that district paid). The monthly series leave out an income in a month when it is rarer than
-- the least share of the month's recipients.
with types as (
    select
        income_type_code as category,
        place_bit
    from {{ with_bits('social_income_types', 'income_type_code') }} as types
),

recipients as (
    select *
    from {{ ref('recipients') }}
    where statistic_id in ('recipients_month', 'recipients_year')
),

common as (
    select
        counts.year,
        counts.month_no - 12 * counts.year as month_no,
        counts.category,
        counts.recipients as with_income,
        recipients.value as recipients
    from {{ recipients_with(ref('recipient_flow'), ['year', 'month_no'], 'incomes', 'types') }} as counts
    inner join recipients on counts.year = recipients.year and counts.month_no - 12 * counts.year = recipients.month
    where
        recipients.district_id = {{ social_city() }}
        and counts.recipients >= {{ var('social_income_least_share') }} * recipients.value
),

by_area as (
    select
        year,
        district_id,
        category,
        recipients as with_income
    from {{ recipients_with(ref('recipient_years'), ['year', 'district_id'], 'incomes', 'types') }} as counts
),

everywhere as {{ social_everywhere('by_area', ['with_income'], 'types') }},

yearly as (
    select
        everywhere.*,
        recipients.value as recipients
    from everywhere
    inner join recipients using (area_system, year, district_id)
    where recipients.month is null
)

{% set income = {'category': 'category', 'value': 'with_income', 'base': 'recipients'} -%}
{{ social_rows([
    dict(income, id='income_month', from=social_in_city('common'), month='month_no'),
    dict(income, id='income_year', from='yearly'),
]) }}
