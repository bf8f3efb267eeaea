-- Households by month, counted: adults, children by custody, youth at home. Age is that of the month.
with members as (
    select
        main_person_pid,
        month,
        role_code,
        coalesce(custody_pct, 0) as custody_pct,
        {{ age_at('birth_date', 'month') }} as age
    from {{ ref('stg_fasit_household__members') }}
)

select
    main_person_pid,
    month,
    {{ members_where("role_code in ('main_person', 'spouse', 'cohabitant')") }} as adults,
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
group by main_person_pid, month
