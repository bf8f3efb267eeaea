-- Who ended the qualification programme as agreed (not by moving or staying away), and how many of them went to work or education.
-- A code means what it meant on the day the programme ended; the code list changed at 2020/2021. The city only.
with ended as (
    select
        area_system,
        person_pid,
        end_status_code,
        end_date,
        cast(year(end_date) as integer) as end_year
    from {{ ref('stg_fasit_kvp__periods') }}
    where ended_as_agreed and end_date is not null
    qualify row_number() over (partition by area_system, person_pid, end_year order by end_date desc, district_id asc) = 1
),

cities as (
    {{ snapshot_spine(ref('stg_fasit_kvp__periods')) }}
),

counted as (
    select
        cities.area_system,
        cities.covered_year as year,
        cities.district_id,
        count(*) filter (where statuses.result = 'work_or_education') as to_work_or_education,
        count(ended.person_pid) as as_agreed
    from cities
    left join ended on cities.area_system = ended.area_system and cities.covered_year = ended.end_year
    left join {{ ref('social_status_codes') }} as statuses
        on
            statuses.code_list = 'kvp_end_status'
            and ended.end_status_code = statuses.code
            and ended.end_date between statuses.valid_from and coalesce(statuses.valid_to, date '9999-12-31')
    where cities.is_city
    group by all
)

{{ social_rows([
    {'id': 'kvp_outcomes', 'from': 'counted', 'value': 'to_work_or_education', 'base': 'as_agreed'},
]) }}
