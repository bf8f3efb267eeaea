-- The KOSTRA person files: recipients of social assistance (11F) by months, amount and age, and KVP participants (11CF) by status.
-- A district counts its records; the city counts a person once, with the months (at most 12) and amounts of all districts together.
-- Who moved to another district (status 6) is in no city figure by that status.
with areas as (
    {{ districts_and_city() }}
),

categories as (
    {{ kostra_categories() }}
),

recipients as (
    select
        area_system,
        reporting_year,
        district_id,
        person,
        'all' as kostra_recipients,
        {{ band('least(sum(months_with_support), 12)', kostra_bands()['kostra_duration']) }} as kostra_duration,
        {{ band('sum(coalesce(grant_nok, 0) + coalesce(loan_nok, 0))', kostra_bands()['kostra_amounts']) }} as kostra_amounts,
        {{ band('max(age)', kostra_bands()['kostra_ages']) }} as kostra_ages
    from ({{ kostra_records(ref('stg_kostra_11f__recipients')) }}) as assisted
    group by area_system, reporting_year, district_id, person
),

participants as (
    select
        area_system,
        reporting_year,
        district_id,
        arg_max(status_code, (coalesce(begun_on, date '1900-01-01'), file_row)) as kostra_kvp_status
    from ({{ kostra_records(ref('stg_kostra_11cf__participants')) }}) as enrolled
    where status_code <> '6' or not is_city
    group by area_system, reporting_year, district_id, person
),

traits as (
    unpivot (
        select * exclude (person) from recipients
        union all by name
        select * from participants
    )
    on kostra_recipients, kostra_duration, kostra_amounts, kostra_ages, kostra_kvp_status
    into name statistic_id value part
),

years as (
    select distinct traits.* exclude (district_id, part)
    from traits
),

counted as (
    select
        years.area_system,
        years.reporting_year,
        areas.district_id,
        years.statistic_id,
        categories.category,
        count(*) filter (where traits.part = categories.category) as persons,
        count(traits.part) as known
    from years
    inner join areas using (area_system)
    inner join categories using (statistic_id)
    left join traits using (area_system, reporting_year, district_id, statistic_id)
    group by all
)

select
    area_system,
    statistic_id,
    reporting_year as year,
    cast(null as integer) as month,
    district_id,
    category,
    cast(persons as decimal(20, 6)) as value,
    if(statistic_id = 'kostra_recipients', null, cast(known as decimal(20, 6))) as base,
    cast(persons as integer) as units
from counted
order by all
