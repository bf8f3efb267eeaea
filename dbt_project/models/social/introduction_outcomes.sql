-- How the introduction programme ended, by end status, for who ended in the year; a period that goes on in another district is no
-- end, and an end without a status is left out of the base. Never below the city.
with ended as (
    select
        area_system,
        person_pid,
        end_year,
        end_status_code
    from ({{ programme_periods(ref('stg_socio_intro__periods')) }})
    where is_end
    qualify row_number() over (partition by area_system, person_pid, end_year order by end_date desc, district_id asc) = 1
),

statuses as (
    select distinct code as end_status_code
    from {{ ref('social_status_codes') }}
    where code_list = 'intro_end_status'
),

cities as (
    {{ snapshot_spine(ref('stg_socio_intro__periods')) }}
),

counted as (
    select
        cities.area_system,
        cities.covered_year as year,
        cities.district_id,
        statuses.end_status_code,
        count(ended.person_pid) as persons
    from cities
    cross join statuses
    left join ended
        on
            cities.area_system = ended.area_system
            and cities.covered_year = ended.end_year
            and statuses.end_status_code = ended.end_status_code
    where cities.is_city
    group by all
)

{{ social_rows([
    {'id': 'intro_end_status', 'from': 'counted', 'category': 'end_status_code', 'value': 'persons',
        'base': 'sum(persons) over (partition by area_system, year)'},
]) }}
