-- Kroner by purpose (S12-S14) and moves between districts (S33, S34).
create temp table lines as
select
    paid.main_person_pid as pid, months.district_id, months.year, months.month, paid.gross_amount_nok as gross,
    case paid.purpose_code
        when 'Husleierestanse' then 'Husleie' when 'Strømrestanse' then 'Strøm' else paid.purpose_code
    end as purpose
from read_parquet(getvariable('extracts') || '/fasit_payments/*/*.parquet') as paid
inner join months
    on
        paid.main_person_pid = months.pid and '0301' || paid.district_code = months.district_id
        and year(paid.payment_date) * 12 + month(paid.payment_date) = months.month_no;

create temp table by_person as
select pid, district_id, year, purpose, sum(gross) as gross from lines group by all;

create temp table shown as
select year, purpose, if(sum(gross) < 10000000, 'other', purpose) as category from by_person group by year, purpose;

create temp table by_category as
select pid, district_id, year, category, sum(gross) as gross from by_person inner join shown using (year, purpose) group by all;

insert into by_hand.statistics
select 'gross_by_purpose', year, null, district_id, category, sum(by_category.gross), any_value(areas.gross), count(*)
from by_category
inner join areas using (year, district_id)
group by all
union all
select 'gross_by_purpose', year, null, '0301', category, sum(gross), any_value(base), count(distinct pid)
from by_category
inner join (select year, gross as base from areas where district_id = '0301') using (year)
group by all;

insert into by_hand.statistics
select
    'gross_by_purpose_month', year, month, '0301', purpose, sum(gross), sum(sum(gross)) over (partition by year, month),
    count(distinct pid)
from lines
group by year, month, purpose;

insert into by_hand.statistics
select 'housing_purposes', year, null, coalesce(district_id, '0301') as area, 'all', sum(gross), null, count(distinct pid)
from by_person
where
    purpose in (
        'Husleie', 'Midlertidig botilbud', 'Strøm', 'Boligetablering', 'Kontantdepositum', 'Innfri garanti depositum',
        'Renter boliglån'
    )
group by grouping sets ((year), (year, district_id));

update by_hand.statistics set base = areas.gross
from areas
where
    statistics.statistic_id = 'housing_purposes' and statistics.year = areas.year
    and statistics.district_id = areas.district_id;

create temp table moves as
select year, arg_max(before, month_no) as from_district_id, arg_max(district_id, month_no) as to_district_id
from (
    select pid, year, month_no, district_id, lag(district_id) over (partition by pid, year order by month_no) as before
    from person_months
)
where before <> district_id
group by pid, year;

insert into by_hand.statistics
select 'moves', year, null, from_district_id, to_district_id, count(*), null, count(*) from moves group by all;

insert into by_hand.statistics
with ends as (
    select year, to_district_id as district_id, count(*) as moved_in, 0 as moved_out from moves group by all
    union all
    select year, from_district_id, 0, count(*) from moves group by all
)

select
    unnest(['moved_in', 'moved_out', 'net_moves']), year, null, district_id, 'all',
    unnest([sum(moved_in), sum(moved_out), sum(moved_in) - sum(moved_out)]), any_value(recipients), null
from (
    select * from ends
    union all
    select year, '0301', moved_in, moved_out from ends
)
inner join areas using (year, district_id)
group by year, district_id;
