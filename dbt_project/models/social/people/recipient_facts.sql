-- Each recipient of a year as at last contact: who the main person is, the children, and what the year's months say of flow and
-- income. One row per year and main person.
with last_contact as (
    select *
    from {{ ref('contacts') }}
    where contact = 'last'
),

facts as (
    select
        last_contact.*,
        persons.birth_date,
        persons.sex_code,
        coalesce(statuses.marital_group, 'unknown') as marital_group,
        coalesce(persons.origin_country_code, persons.citizenship_country_code) as country_code
    from last_contact
    left join {{ ref('stg_fasit_persons__facts') }} as persons
        on
            last_contact.main_person_pid = persons.person_pid
            and last_day(last_contact.month) between persons.valid_from and persons.valid_to
    left join {{ ref('social_marital_statuses') }} as statuses
        on persons.marital_status_code = statuses.marital_status_code
    qualify row_number() over (
        partition by last_contact.year, last_contact.main_person_pid order by persons.valid_from desc, persons.file_row desc
    ) = 1
),

supplementary as (
    select distinct
        incomes.main_person_pid,
        incomes.month
    from {{ ref('income_months') }} as incomes
    inner join {{ ref('social_income_types') }} as types
        on incomes.income_type_code = types.income_type_code
    where types.effect = 'supplementary'
),

refugees as (
    select distinct person_pid
    from {{ ref('stg_socio_persons__persons') }}
),

years as (
    select
        flow.main_person_pid,
        flow.year,
        bool_or(flow.is_new) as is_new,
        cast(arg_max(flow.spell_months, flow.month_no) as integer) as duration_months,
        cast(1 - count(supplementary.month) / count(*) as decimal(8, 6)) as full_share
    from {{ ref('recipient_flow') }} as flow
    left join supplementary
        on
            flow.main_person_pid = supplementary.main_person_pid
            and flow.month = supplementary.month
    group by flow.main_person_pid, flow.year
)

select
    facts.area_system,
    facts.year,
    facts.main_person_pid,
    facts.district_id,
    facts.month,
    facts.month_no,
    {{ age_at('facts.birth_date', 'facts.month') }} as age,
    facts.sex_code,
    facts.marital_group,
    facts.country_code,
    facts.country_code <> 'NOR' as is_foreign,
    refugees.person_pid is not null as is_refugee,
    coalesce(sizes.children_main, 0) as children_main,
    years.is_new,
    years.duration_months,
    years.full_share
from facts
inner join years on facts.main_person_pid = years.main_person_pid and facts.year = years.year
left join {{ ref('household_sizes') }} as sizes
    on facts.main_person_pid = sizes.main_person_pid and facts.month = sizes.month
left join refugees on facts.main_person_pid = refugees.person_pid
