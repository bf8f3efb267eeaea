-- Persons in recipient households against the city's population (S18, S19), the household taken once a year at first contact.
-- Partners go with the main person's age (social_partner_age); children and youth at home count in the household of main custody.
-- The base is the population on 1 January of the year, and empty when it is not delivered.
with births as (
    select
        numbers.recipient_no,
        numbers.main_person_pid,
        max_by(persons.birth_date, persons.valid_from) as birth_date
    from {{ ref('stg_fasit_persons__facts') }} as persons
    inner join {{ ref('recipient_numbers') }} as numbers on persons.person_pid = numbers.main_person_pid
    group by numbers.recipient_no, numbers.main_person_pid
),

main_persons as (
    select
        contacts.year,
        {{ first_of_month('contacts.month_no') }} as month,
        births.main_person_pid,
        {{ age_at('births.birth_date', first_of_month('contacts.month_no')) }} as age
    from {{ ref('recipient_flow') }} as contacts
    inner join births on contacts.recipient_no = births.recipient_no
    where contacts.is_first_contact
),

persons as (
    select
        year,
        age,
        true as is_adult
    from main_persons
    union all
    select
        main_persons.year,
        {{ counted_age('main_persons.age', 'members') }} as age,
        members.custody_pct is null as is_adult
    from {{ ref('stg_fasit_household__members') }} as members
    inner join main_persons using (main_person_pid, month)
    where
        members.role_code in ('spouse', 'cohabitant')
        or (members.role_code in ('child', 'youth_at_home') and members.custody_pct > {{ var('social_custody_year') }})
),

-- youth at home of 20 and over fall outside the three groups of S18, as in the annual report
groups (statistic, category, first_age, last_age, adults_only) as (
    values
    ('broad', 'under_20', 0, 19, false), ('broad', 'age_20_64', 20, 64, true), ('broad', 'age_65_plus', 65, 999, true),
    ('young', 'age_0_10', 0, 10, false), ('young', 'age_11_17', 11, 17, false), ('young', 'age_18_23', 18, 23, false)
),

population as (
    select
        inhabitants.source_year,
        groups.category,
        sum(inhabitants.value) as inhabitants
    from {{ ref('int_population__persons') }} as inhabitants
    inner join groups on cast(inhabitants.age as integer) between groups.first_age and groups.last_age
    where inhabitants.area_system = {{ social_area_system() }}
    group by inhabitants.source_year, groups.category
),

counted as (
    select
        persons.year,
        groups.statistic,
        groups.category,
        count(*) filter (
            persons.age between groups.first_age and groups.last_age and (persons.is_adult or not groups.adults_only)
        ) as persons,
        any_value(population.inhabitants) as inhabitants
    from persons
    cross join groups
    left join population on persons.year = population.source_year and groups.category = population.category
    group by persons.year, groups.statistic, groups.category
)

{% set group = {'from': social_in_city('counted'), 'category': 'category', 'value': 'persons', 'base': 'inhabitants'} -%}
{{ social_rows([
    dict(group, id='persons_in_recipient_households', where="statistic = 'broad'"),
    dict(group, id='young_persons', where="statistic = 'young'"),
]) }}
