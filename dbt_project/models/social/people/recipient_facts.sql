-- Each recipient of a year as at last contact: who the main person is, the children, and what the year's months say of flow and
-- income. One row per year and main person.
with last_contacts as (
    select
        *,
        {{ first_of_month('month_no') }} as month
    from {{ years_anew(ref('recipient_flow')) }}
    where is_last_contact
),

facts as (
    select
        numbers.recipient_no,
        persons.*
    from {{ ref('stg_fasit_persons__facts') }} as persons
    inner join {{ ref('recipient_numbers') }} as numbers on persons.person_pid = numbers.main_person_pid
),

known as (
    select
        contacts.*,
        facts.birth_date,
        facts.sex_code,
        facts.marital_status_code,
        coalesce(facts.origin_country_code, facts.citizenship_country_code) as country_code
    from last_contacts as contacts
    left join facts
        on
            contacts.recipient_no = facts.recipient_no
            and last_day(contacts.month) between facts.valid_from and facts.valid_to
    qualify row_number() over (
        partition by contacts.year, contacts.recipient_no order by facts.valid_from desc, facts.file_row desc
    ) = 1
),

refugees as (
    select distinct numbers.recipient_no
    from {{ ref('stg_socio_persons__persons') }} as persons
    inner join {{ ref('recipient_numbers') }} as numbers on persons.person_pid = numbers.main_person_pid
),

supplementary as (
    select bit_or(place_bit) as types
    from {{ with_bits('social_income_types', 'income_type_code') }} as types
    where
        effect = 'supplementary'
        or (effect = 'unsettled' and income_type_code in ('{{ var('social_supplementary_unsettled') | join("', '") }}'))
),

years as (
    select
        flow.year,
        flow.recipient_no,
        bool_or(flow.is_new) as is_new,
        count(*) filter (flow.incomes & supplementary.types = 0) / count(*) as full_share
    from {{ years_anew(ref('recipient_flow')) }} as flow
    cross join supplementary
    group by flow.year, flow.recipient_no
)

select
    known.recipient_no,
    known.year,
    known.district_id,
    known.month_no,
    {{ age_at('known.birth_date', 'known.month') }} as age,
    known.sex_code,
    coalesce(statuses.marital_group, 'unknown') as marital_group,
    known.country_code,
    known.country_code <> 'NOR' as is_foreign,
    refugees.recipient_no is not null as is_refugee,
    coalesce(sizes.children_main, 0) as children_main,
    years.is_new,
    known.spell_months as duration_months,
    cast(years.full_share as decimal(8, 6)) as full_share
from known
inner join years on known.year = years.year and known.recipient_no = years.recipient_no
left join {{ ref('social_marital_statuses') }} as statuses on known.marital_status_code = statuses.marital_status_code
left join {{ ref('household_sizes') }} as sizes on known.recipient_no = sizes.recipient_no and known.month_no = sizes.month_no
left join refugees on known.recipient_no = refugees.recipient_no
