-- Gross payments by purpose (S12, S13) and for housing (S14). Arrears of rent and electricity belong to rent and electricity. In
-- the year a purpose for which the whole city paid less than the least amount is other; the months keep every purpose.
with paid as (
    select
        months.year,
        months.month_no - 12 * months.year as month_no,
        months.district_id,
        lines.gross_nok,
        months.recipient_no,
        purposes.group_code,
        purposes.is_housing
    from {{ ref('payment_lines') }} as lines
    inner join {{ ref('recipient_months') }} as months using (recipient_no, district_id, month_no)
    inner join {{ ref('social_purposes') }} as purposes using (purpose_code)
),

groups as (
    select
        year,
        group_code,
        if(sum(gross_nok) < {{ var('social_purpose_least_nok') }}, 'other', group_code) as category
    from paid
    group by year, group_code
),

by_recipient as (
    select
        paid.year,
        paid.district_id,
        paid.recipient_no,
        groups.category,
        sum(paid.gross_nok) as gross_nok,
        sum(paid.gross_nok) filter (paid.is_housing) as housing_nok
    from paid
    inner join groups using (year, group_code)
    group by paid.year, paid.district_id, paid.recipient_no, groups.category
),

by_category as (
    select
        year,
        district_id,
        category,
        sum(gross_nok) as gross_nok,
        count(distinct recipient_no) as recipients
    from {{ social_placed('by_recipient') }} as placed
    group by year, district_id, category
),

for_housing as (
    select
        year,
        district_id,
        sum(gross_nok) as gross_nok,
        coalesce(sum(housing_nok), 0) as housing_nok,
        count(distinct recipient_no) filter (housing_nok is not null) as recipients
    from {{ social_placed('by_recipient') }} as placed
    group by year, district_id
),

by_month as (
    select
        year,
        month_no,
        group_code as category,
        sum(gross_nok) as gross_nok,
        count(distinct recipient_no) as recipients
    from paid
    group by year, month_no, group_code
)

{% set purpose = {'category': 'category', 'value': 'gross_nok', 'units': 'recipients'} -%}
{{ social_rows([
    dict(purpose, id='gross_by_purpose', from=social_everywhere('by_category', ['gross_nok', 'recipients'], '(select distinct category from groups)'),
        base='sum(gross_nok) over (partition by year, district_id)'),
    dict(purpose, id='gross_by_purpose_month', from=social_in_city('by_month'), month='month_no',
        base='sum(gross_nok) over (partition by year, month_no)'),
    {'id': 'housing_purposes', 'from': social_everywhere('for_housing', ['gross_nok', 'housing_nok', 'recipients']),
        'value': 'housing_nok', 'base': 'gross_nok', 'units': 'recipients'},
]) }}
