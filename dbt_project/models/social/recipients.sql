-- Recipients by year, by month and by last contact, and months with assistance (S1-S3). A recipient is a main person with a
-- positive sum of payments from a district in a month. The city counts each once; districts count all that they paid.
with by_year as (
    select
        year,
        district_id,
        count(*) as recipients,
        sum(months) as recipient_months
    from {{ years_anew(ref('recipient_years')) }}
    group by year, district_id
),

yearly as {{ social_everywhere('by_year', ['recipients', 'recipient_months']) }},

monthly as (
    select
        {{ social_area_system() }} as area_system,
        year,
        month_no,
        district_id,
        count(*) as recipients
    from {{ years_anew(ref('recipient_months')) }}
    group by year, month_no, district_id
    union all
    select
        {{ social_area_system() }} as area_system,
        year,
        month_no,
        {{ social_city() }} as district_id,
        count(*) as recipients
    from {{ years_anew(ref('recipient_flow')) }}
    group by year, month_no
),

last_contacts as (
    select
        year,
        district_id,
        count(*) as recipients
    from {{ social_placed(ref('recipient_flow')) }} as placed
    where is_last_contact
    group by year, district_id
)

{{ social_rows([
    {'id': 'recipients_year', 'from': 'yearly', 'value': 'recipients'},
    {'id': 'recipients_monthly_mean', 'from': 'yearly', 'value': 'recipient_months / 12', 'units': 'recipients'},
    {'id': 'months_per_recipient', 'from': 'yearly', 'value': 'recipient_months', 'base': 'recipients', 'units': 'recipients'},
    {'id': 'recipients_month', 'from': 'monthly', 'value': 'recipients', 'month': 'month_no - 12 * year'},
    {'id': 'recipients_last_contact', 'from': social_everywhere('last_contacts', ['recipients']), 'value': 'recipients'},
]) }}
