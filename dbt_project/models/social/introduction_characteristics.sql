-- Participants of the introduction programme in the city, all and the new ones, by sex, age on 31 December,
-- children, education, world region and citizenship. Who lacks a trait is out of its base; not registered and stateless (XXA) are in.
with active as (
    select distinct * exclude (month_no)
    from ({{ programme_months(ref('stg_socio_intro__periods')) }})
    where is_city
),

starts as (
    {{ programme_starts(ref('stg_socio_intro__periods')) }}
),

participants as (
    select
        *,
        'intro' as prefix
    from active
    union all by name
    select
        active.*,
        'intro_new' as prefix
    from starts
    inner join active using (area_system, person_pid)
    where starts.start_year = active.covered_year
),

described as (
    select
        participants.*,
        participants.covered_year - year(persons.birth_date) as years,
        persons.sex_code as sex,
        if(persons.n_children >= 4, '4_plus', cast(persons.n_children as varchar)) as children,
        persons.prior_education_code as education,
        countries.world_region as region,
        persons.citizenship_country_code as country
    from participants
    inner join {{ ref('stg_socio_persons__persons') }} as persons using (area_system, person_pid)
    left join {{ ref('social_countries') }} as countries on persons.citizenship_country_code = countries.country_code
),

traits as (
    unpivot (
        select
            * exclude (person_pid, is_city, years),
            {{ band('years', [(18, '18_24'), (25, '25_29'), (30, '30_39'), (40, '40_49'), (50, '50_55'), (56, '56_plus')]) }} as age
        from described
    )
    on sex, age, children, education, region, country
    into name characteristic value part
),

counted as (
    select
        area_system,
        covered_year as year,
        district_id,
        prefix,
        characteristic,
        part,
        count(*) as persons
    from traits
    group by all
)

{% set counted = {'from': 'counted', 'value': 'persons', 'base': 'sum(persons) over (partition by area_system, year, characteristic)'} -%}
{% set traits = dict(counted, category="concat(characteristic, '|', part)") -%}
{% set countries = dict(counted, category='part') -%}
{{ social_rows([
    dict(traits, id='intro_characteristics', where="prefix = 'intro' and characteristic <> 'country'"),
    dict(traits, id='intro_new_characteristics', where="prefix = 'intro_new' and characteristic <> 'country'"),
    dict(countries, id='intro_countries', where="prefix = 'intro' and characteristic = 'country'"),
    dict(countries, id='intro_new_countries', where="prefix = 'intro_new' and characteristic = 'country'"),
]) }}
