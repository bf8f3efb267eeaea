-- Households by month, counted: partners, children by custody, youth at home. Age is that of the month. A main person without anybody
-- else has no row.
with members as (
    select
        numbers.recipient_no,
        {{ month_number('members.month') }} as month_no,
        members.role_code,
        coalesce(members.custody_pct, 0) as custody_pct,
        {{ age_at('members.birth_date', 'members.month') }} as age
    from {{ ref('stg_fasit_household__members') }} as members
    inner join {{ ref('recipient_numbers') }} as numbers on members.main_person_pid = numbers.main_person_pid
    where members.role_code <> 'main_person' {{ in_years_anew('members.month', 'and') }}
)

select
    recipient_no,
    month_no,
    {{ members_where("role_code in ('spouse', 'cohabitant')") }} as partners,
    {{ members_where(is_child() ~ " and custody_pct > " ~ var('social_custody_month')) }} as children,
    {{ members_where(is_child() ~ " and custody_pct > " ~ var('social_custody_year')) }} as children_main,
    {{ members_where(is_child() ~ " and custody_pct = 100") }} as children_full,
    {{ members_where(is_child() ~ " and custody_pct between 1 and 99") }} as children_shared,
    {{ members_where(
        "role_code = 'youth_at_home' and custody_pct > " ~ var('social_custody_month')
        ~ " and age between " ~ var('social_youth_from') ~ " and " ~ var('social_youth_to')
    ) }} as youth
from members
group by recipient_no, month_no
