-- Recipients by duration, age and household; simultaneous incomes; persons at first contact (S16, S18, S19, S23, S30, S35, S36).
insert into by_hand.statistics
select
    'duration', year, null, coalesce(district_id, '0301'),
    case when duration < 6 then 'under_6_months' when duration < 24 then 'months_6_23' else 'months_24_plus' end as category,
    count(*), null, count(*)
from recipients
group by grouping sets ((year, category), (year, district_id, category));

insert into by_hand.statistics
select
    'household_type_year', year, null, coalesce(district_id, '0301'),
    marital || '_' || if(children >= 4, '4plus', children::varchar) as category, count(*), null, count(*)
from recipients
where marital is not null
group by grouping sets ((year, category), (year, district_id, category));

update by_hand.statistics set base = bases.n
from (
    select
        coalesce(district_id, '0301') as district_id, year,
        unnest(['duration', 'household_type_year']) as statistic_id, unnest([count(*), count(marital)]) as n
    from recipients
    group by grouping sets ((year), (year, district_id))
) as bases
where
    statistics.statistic_id = bases.statistic_id and statistics.year = bases.year and statistics.district_id = bases.district_id;

insert into by_hand.statistics
select
    'age_by_refugee', year, null, '0301', greatest(17, least(70, age)) || if(is_refugee, '|refugee', '|other') as category,
    count(*), null, count(*)
from recipients
where age is not null
group by year, category;

insert into by_hand.statistics
with recipients_of_month as (select year, month, count(*) as n from person_months group by all)

select 'income_month', year, month, '0301', category, count(*), any_value(n), count(*)
from incomes
inner join person_months using (pid, month_no)
inner join recipients_of_month using (year, month)
group by year, month, category
having count(*) >= 0.03 * any_value(n);

insert into by_hand.statistics
with pairs as (
    select distinct pid, district_id, year, category from months inner join incomes using (pid, month_no)
),

with_city as (
    select * from pairs
    union all
    select distinct pid, '0301', year, category from pairs
)

select 'income_year', year, null, district_id, category, count(*), any_value(recipients), count(*)
from with_city
inner join areas using (year, district_id)
group by year, district_id, category;

create temp table at_first as
with firsts as (select pid, year, min(month_no) as month_no, min(month) as month from person_months group by all),

mains as (
    select firsts.*, age_in(birth, year, month) as main_age
    from firsts
    left join facts on firsts.pid = facts.pid and month_no between first_no and last_no
)

select
    mains.year, role_code in ('Hovedperson', 'Ektefelle', 'Samboer') as is_adult, coalesce(custody_pct, 0) as custody,
    if(is_adult, main_age, age_in(members.birth_date, mains.year, mains.month)) as age
from read_parquet(getvariable('extracts') || '/fasit_household/*/*.parquet') as members
inner join mains on main_person_pid = pid and year(members.month) * 12 + month(members.month) = month_no;

insert into by_hand.statistics
select
    'persons_in_recipient_households', year, null, '0301',
    case when age < 20 then 'under_20' when age < 65 then 'age_20_64' else 'age_65_plus' end as category,
    count(*), null, count(*)
from at_first
where age is not null and (is_adult or (custody > 50 and age < 20))
group by year, category
union all
select
    'young_persons', year, null, '0301',
    case when age < 11 then 'age_0_10' when age < 18 then 'age_11_17' else 'age_18_23' end as category, count(*), null, count(*)
from at_first
where age < 24 and (is_adult or custody > 50)
group by year, category;

insert into by_hand.statistics
select 'persons_monthly_mean', year, null, district_id, category, sum(value) / 12, null, round(sum(value) / 12)
from by_hand.statistics
where statistic_id = 'persons_month'
group by all
union all
select
    'affected_period', if(month_no < 2022 * 12 + 5, 2022, 2024), null, district_id, category,
    sum(value) / if(month_no < 2022 * 12 + 5, 16, 32), null, round(sum(value) / if(month_no < 2022 * 12 + 5, 16, 32))
from (select *, year * 12 + month as month_no from by_hand.statistics where statistic_id = 'affected_month' and year between 2021 and 2024)
group by month_no < 2022 * 12 + 5, district_id, category;
