-- Each recipient once a year in the district of last contact (S16, S23-S32), simultaneous incomes (S35, S36).
create temp table flow as
with gaps as (
    select pid, year, month_no, month_no - lag(month_no) over (partition by pid order by month_no) as gap from person_months
),

spells as (
    select *, count(*) filter (gap is null or gap > 3) over (partition by pid order by month_no) as spell from gaps
)

select
    pid, year, month_no, gap is null or gap > 24 as is_new,
    month_no - min(month_no) over (partition by pid, spell) + 1 as duration
from spells;

create temp table incomes as
select distinct main_person_pid as pid, year(month) * 12 + month(month) as month_no, income_type_code as category
from read_parquet(getvariable('extracts') || '/fasit_income/*/*.parquet') as stated
semi join person_months on main_person_pid = pid and year(stated.month) * 12 + month(stated.month) = month_no;

create temp table recipients as
with supplemented as (
    select distinct pid, month_no
    from incomes
    where
        category not in (
            'Kommunalt boligtilskudd', 'Statlig bostøtte', 'Barnetrygd', 'Barnetilsyn', 'Grunnstønad', 'Hjelpestønad',
            'Barnebidrag'
        )
),

years as (
    select
        pid, year, max(month_no) as month_no, bool_or(is_new) as is_new, arg_max(duration, month_no) as duration,
        count(*) filter (supplemented.pid is null) / count(*) as full_share
    from flow
    left join supplemented using (pid, month_no)
    group by pid, year
)

select
    years.*, person_months.district_id, facts.marital, facts.country, coalesce(sizes.children_main, 0) as children,
    age_in(facts.birth, years.year, person_months.month) as age, refugees.pid is not null as is_refugee
from years
inner join person_months using (pid, month_no)
left join facts on years.pid = facts.pid and years.month_no between facts.first_no and facts.last_no
left join sizes on years.pid = sizes.pid and years.month_no = sizes.month_no
left join refugees on years.pid = refugees.pid;

insert into by_hand.statistics
select unnest(ids), year, null, area, 'all', unnest(found), unnest(bases), unnest(found)
from (
    select
        year, coalesce(district_id, '0301') as area,
        [
            'recipients_last_contact', 'under_30', 'with_children', 'four_or_more_children', 'refugee_background',
            'new_recipients', 'long_term', 'full_assistance', 'foreign_background'
        ] as ids,
        [
            count(*), count(*) filter (age < 30), count(*) filter (children > 0), count(*) filter (children > 3),
            count(*) filter (is_refugee), count(*) filter (is_new), count(*) filter (duration >= 24),
            count(*) filter (full_share >= 0.75), count(*) filter (country <> 'NOR')
        ] as found,
        [
            null, count(*), count(*), count(*), count(*), count(*), count(*), count(*), count(country)
        ] as bases
    from recipients
    group by grouping sets ((year), (year, district_id))
);
