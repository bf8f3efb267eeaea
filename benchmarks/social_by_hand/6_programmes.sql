-- The qualification programme (K2-K7), settlement and the introduction programme (I2-I6).
create macro active_months(periods) as table
select distinct person_pid as pid, district_id, first_day as month
from (
    select
        person_pid, '0301' || district_code as district_id,
        unnest(generate_series(
            date_trunc('month', start_date), coalesce(end_date, date '2024-12-31')::timestamp, interval 1 month
        ))::date as first_day
    from query_table(periods)
);

create temp table kvp as from read_parquet(getvariable('extracts') || '/fasit_kvp/*/*.parquet');

create temp table intro as from read_parquet(getvariable('extracts') || '/socio_intro/*/*.parquet');

create temp table active as
select 'kvp' as programme, * from active_months('kvp')
union all
select 'intro' as programme, * from active_months('intro');

create temp table starts as
select programme, person_pid as pid, year(start_date) as year, '0301' || district_code as district_id, start_date
from (
    select
        'kvp' as programme, person_pid, district_code, start_date,
        lag(end_date) over (partition by person_pid order by start_date) as before
    from kvp
    union all
    select
        'intro', person_pid, district_code, start_date, lag(end_date) over (partition by person_pid order by start_date)
    from intro
)
where before is null or before + 1 < start_date
qualify row_number() over (partition by programme, person_pid, year(start_date) order by start_date) = 1;

insert into by_hand.statistics
select programme || '_participants_month', year(month), month(month), coalesce(district_id, '0301'), 'all', count(distinct pid), null, 0
from active
group by grouping sets ((programme, month), (programme, month, district_id))
having programme = 'kvp' or district_id is null
union all
select
    programme || '_participants_year', year(month) as year, null, coalesce(district_id, '0301'), 'all', count(distinct pid), null,
    0
from active
group by grouping sets ((programme, year), (programme, year, district_id))
union all
select programme || '_new', year, null, coalesce(district_id, '0301'), 'all', count(*), null, 0
from starts
group by grouping sets ((programme, year), (programme, year, district_id));

insert into by_hand.statistics
select replace(statistic_id, '_month', '_monthly_mean'), year, null, district_id, 'all', sum(value) / 12, null, 0
from by_hand.statistics
where statistic_id in ('kvp_participants_month', 'intro_participants_month')
group by all
union all
select 'kvp_new_monthly_mean', year, null, district_id, 'all', value / 12, null, 0
from by_hand.statistics
where statistic_id = 'kvp_new';

insert into by_hand.statistics
with kinds as (
    select
        starts.year,
        unnest([
            'sex|' || if(sex_code = 'Kvinne', 'female', 'male'),
            'age|' || case when age < 30 then 'under_30' when age < 45 then '30_44' else '45_plus' end,
            'household|' || case
                when marital_status_code in ('Gift', 'Samboer') then 'couple' when marital_status_code <> 'Ukjent' then 'single'
            end,
            'children|' || case when n_children = 0 then '0' when n_children < 3 then '1_2' else '3_plus' end,
            'country|' || case
                when coalesce(origin_country_code, citizenship_country_code) = 'NOR' then 'norwegian'
                when coalesce(origin_country_code, citizenship_country_code) <> 'NOR' then 'foreign'
            end
        ]) as category
    from (
        select *, date_sub('year', birth_date, start_date) as age from kvp
    ) as kvp
    inner join starts on kvp.person_pid = starts.pid and kvp.start_date = starts.start_date and starts.programme = 'kvp'
)

select
    'kvp_new_characteristics', year, null, '0301', category, count(*),
    sum(count(*)) over (partition by year, split_part(category, '|', 1)), count(*)
from kinds
where category is not null
group by year, category;

insert into by_hand.statistics
select
    'kvp_outcomes', year(end_date) as year, null, '0301', 'all',
    count(*) filter (
        end_status_code in (
            'Ordinært arbeid heltid', 'Ordinært arbeid deltid', 'Skole/utdanning', 'Tilrettelagt arbeid',
            'Arbeid med lønnstilskudd'
        )
    ), count(*), count(*)
from kvp
where ended_as_agreed
group by year
union all
select
    'intro_end_status', year(end_date) as year, null, '0301', end_status_code, count(*),
    sum(count(*)) over (partition by year(end_date)), count(*)
from intro
where end_status_code is not null
group by year, end_status_code;

insert into by_hand.statistics
select
    'settled_refugees', year(settlement_date), null, coalesce('0301' || settled_district_code, '0301'), settlement_type_code,
    count(*), null, count(*)
from read_parquet(getvariable('extracts') || '/socio_persons/*/*.parquet')
where settlement_date is not null
group by
    grouping sets (
        (year(settlement_date), settlement_type_code), (year(settlement_date), settlement_type_code, settled_district_code)
    );
