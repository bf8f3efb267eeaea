-- What a practised person writes by hand on the delivered files: the recipient statistics of eight years, with temporary tables
-- that the statistics share. Run in order by benchmarks/social_by_hand.py; by_hand.statistics is compared with the models.
create schema by_hand;

create table by_hand.statistics (
    statistic_id varchar, year integer, month integer, district_id varchar, category varchar, value decimal(20, 6),
    base decimal(20, 6), units bigint
);

create temp table months as
select
    main_person_pid as pid,
    '0301' || district_code as district_id,
    year(payment_date)::integer as year,
    month(payment_date)::integer as month,
    (year(payment_date) * 12 + month(payment_date))::integer as month_no,
    sum(gross_amount_nok) as gross,
    max(payment_date) as paid_on
from read_parquet(getvariable('extracts') || '/fasit_payments/*/*.parquet')
group by all
having sum(gross_amount_nok) > 0;

-- one row per person and month, in the district that paid last
create temp table person_months as
select
    pid, year, month, month_no, sum(gross) as gross,
    arg_max(district_id, {'paid_on': paid_on, 'gross': gross, 'id': -district_id::integer}) as district_id
from months
group by all;

-- recipients of an area and year with their months and kroner: no statistic needs a distinct count after this
create temp table annual as
select pid, year, district_id, count(*) as months, sum(gross) as gross from months group by all
union all
select pid, year, '0301' as district_id, count(*) as months, sum(gross) as gross from person_months group by all;

create temp table areas as
select year, district_id, count(*) as recipients, sum(months) as months, sum(gross) as gross from annual group by all;

insert into by_hand.statistics
select
    unnest(['recipients_year', 'recipients_monthly_mean', 'months_per_recipient', 'gross_paid']), year, null, district_id, 'all',
    unnest([recipients, months / 12, months, gross]), unnest([null, null, recipients, months]), recipients
from areas;

insert into by_hand.statistics
select 'recipients_month', year, month, coalesce(district_id, '0301'), 'all', count(*), null, count(*)
from months
group by year, month, district_id
union all
select 'recipients_month', year, month, '0301', 'all', count(*), null, count(*) from person_months group by year, month;

insert into by_hand.statistics
select
    'annual_amount', year, null, district_id, unnest(['lower_quartile', 'median', 'upper_quartile', 'mean']),
    unnest([q[1], q[2], q[3], mean]), null, n
from (
    select year, district_id, quantile_cont(gross::double, [0.25, 0.5, 0.75]) as q, avg(gross::double) as mean, count(*) as n
    from annual
    group by all
);

insert into by_hand.statistics
select
    'annual_amount_histogram', year, null, '0301', least((ceil(annual.gross / 5000) - 1) * 5000, 250000)::integer::varchar,
    count(*), any_value(areas.recipients), count(*)
from annual
inner join areas using (year, district_id)
where district_id = '0301'
group by year, 5;
