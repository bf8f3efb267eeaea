-- Gross payments by purpose (S12, S13) and for housing (S14). Arrears of rent and electricity belong to rent and electricity. In
-- the year a purpose for which the whole city paid less than the least amount is other, without a row of its own; the months keep all.
with groups as (
    select
        months.year,
        purposes.purpose_code,
        purposes.group_code as category,
        purposes.place_bit,
        purposes.is_housing,
        sum(sum(months.gross_nok)) over (partition by months.year, purposes.group_code) as group_nok
    from {{ years_anew(ref('purpose_months')) }} as months
    inner join {{ with_bits('social_purposes', 'purpose_code') }} as purposes on months.purpose_code = purposes.purpose_code
    group by months.year, purposes.purpose_code, purposes.group_code, purposes.place_bit, purposes.is_housing
),

-- housing stands beside the other categories: its purposes are in those too
categories as (
    select
        year,
        purpose_code,
        place_bit,
        unnest([if(group_nok < {{ var('social_purpose_least_nok') }}, 'other', category), if(is_housing, 'housing', null)]) as category
    from groups
),

amounts as (
    select
        paid.year,
        paid.district_id,
        categories.category,
        sum(paid.gross_nok) as gross_nok
    from {{ social_placed(ref('purpose_months')) }} as paid
    inner join categories using (year, purpose_code)
    group by paid.year, paid.district_id, categories.category
),

by_category as (
    select
        amounts.*,
        counts.recipients
    from amounts
    inner join {{ recipients_with(ref('recipient_years'), ['year', 'district_id'], 'purposes', 'categories', given=['year']) }} as counts
        using (year, district_id, category)
),

in_year as (
    select
        *,
        sum(gross_nok) filter (category <> 'housing') over (partition by year, district_id) as all_nok
    from {{ social_everywhere('by_category', ['gross_nok', 'recipients'],
        "(select year, category from categories union select year, 'housing' from categories)", by_year=true) }}
),

in_months as (
    select
        paid.year,
        paid.month_no,
        groups.category,
        sum(paid.gross_nok) as gross_nok
    from {{ years_anew(ref('purpose_months')) }} as paid
    inner join groups using (year, purpose_code)
    group by paid.year, paid.month_no, groups.category
),

by_month as (
    select
        in_months.*,
        counts.recipients
    from in_months
    inner join {{ recipients_with(ref('recipient_flow'), ['year', 'month_no'], 'purposes', 'groups', given=['year']) }} as counts
        using (year, month_no, category)
)

{% set paid = {'value': 'gross_nok', 'units': 'recipients'} -%}
{{ social_rows([
    dict(paid, id='gross_by_purpose', from='in_year', category='category', base='all_nok', where="category <> 'housing'"),
    dict(paid, id='gross_by_purpose_month', from=social_in_city('by_month'), month='month_no - 12 * year', category='category',
        base='sum(gross_nok) over (partition by year, month_no)'),
    dict(paid, id='housing_purposes', from='in_year', base='all_nok', where="category = 'housing'"),
]) }}
