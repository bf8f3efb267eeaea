-- Who the participants of the introduction programme are (I5): all of the year, and the new ones.
create temp table participants as
with
all_of_year as (
    select 'intro' as kind, pid, year(month) as year from active where programme = 'intro' group by all
    union all
    select 'intro_new', pid, year from starts where programme = 'intro'
)

select all_of_year.*, persons.*, year - year(birth_date) as age
from all_of_year
inner join read_parquet(getvariable('extracts') || '/socio_persons/*/*.parquet') as persons on pid = person_pid;

insert into by_hand.statistics
with kinds as (
    select
        kind, year,
        unnest([
            'sex|' || if(sex_code = 'Kvinne', 'female', 'male'),
            'age|' || case
                when age < 18 then null when age < 25 then '18_24' when age < 30 then '25_29' when age < 40 then '30_39' when age < 50 then '40_49'
                when age < 56 then '50_55' else '56_plus'
            end,
            'children|' || if(n_children >= 4, '4_plus', n_children::varchar),
            'education|' || prior_education_code
        ]) as category
    from participants
)

select
    kind || '_characteristics', year, null, '0301', category, count(*),
    sum(count(*)) over (partition by kind, year, split_part(category, '|', 1)), count(*)
from kinds
where category is not null
group by kind, year, category;

insert into by_hand.statistics
select kind || '_countries', year, null, '0301', citizenship_country_code, count(*), sum(count(*)) over (partition by kind, year), count(*)
from participants
where citizenship_country_code is not null
group by kind, year, citizenship_country_code;

insert into by_hand.statistics
select
    kind || '_characteristics', year, null, '0301', 'region|' || world_region, count(*),
    sum(count(*)) over (partition by kind, year), count(*)
from participants
inner join read_csv(getvariable('countries')) on citizenship_country_code = country_code
group by kind, year, world_region;

-- programmes go back before the years that are asked for
delete from by_hand.statistics
where year < (select min(year) from by_hand.statistics where statistic_id = 'recipients_year');
