-- Households at the time of payment: one pass over the members, then counts per recipient-month (S16-S22).
create temp table refugees as
select distinct person_pid as pid from read_parquet(getvariable('extracts') || '/socio_persons/*/*.parquet');

create temp table facts as
select
    person_pid as pid, sex_code as sex, birth_date as birth,
    case
        when marital_status_code in ('Gift', 'Samboer') then 'couple' when marital_status_code <> 'Ukjent' then 'single'
    end as marital,
    coalesce(origin_country_code, citizenship_country_code) as country,
    year(valid_from) * 12 + month(valid_from) as first_no,
    year(valid_to) * 12 + month(valid_to) as last_no
from read_parquet(getvariable('extracts') || '/fasit_persons/*/*.parquet');

create macro age_in(birth, year, month) as year - year(birth) - (month(birth) > month)::integer;

create temp table sizes as
select
    pid, month_no,
    count(*) filter (role_code = 'Hovedperson') as main_persons,
    count(*) filter (role_code in ('Ektefelle', 'Samboer')) as partners,
    count(*) filter (role_code = 'Barn' and age < 18 and custody_pct > 0) as children,
    count(*) filter (role_code = 'Barn' and age < 18 and custody_pct > 50) as children_main,
    count(*) filter (role_code = 'Barn' and age < 18 and custody_pct = 100) as children_full,
    count(*) filter (role_code = 'Barn' and age < 18 and custody_pct between 1 and 99) as children_shared,
    count(*) filter (role_code = 'Ung hjemmeboende' and age between 18 and 23 and custody_pct > 0) as youth
from (
    select
        main_person_pid as pid, year(month) * 12 + month(month) as month_no, role_code, custody_pct,
        age_in(birth_date, year(month), month(month)) as age
    from read_parquet(getvariable('extracts') || '/fasit_household/*/*.parquet')
)
semi join person_months using (pid, month_no)
group by all;

create temp table monthly as
select
    person_months.year, person_months.month, refugees.pid is not null as is_refugee, facts.marital,
    least(coalesce(sizes.children, 0), 4) as n, sizes.* exclude (pid, month_no)
from person_months
left join sizes using (pid, month_no)
left join refugees using (pid)
left join facts
    on person_months.pid = facts.pid and person_months.month_no between facts.first_no and facts.last_no;

insert into by_hand.statistics
select
    'persons_month', year, month, '0301',
    unnest(['main_person', 'partner', 'child_full_custody', 'child_shared_custody', 'youth_at_home']),
    unnest([sum(main_persons), sum(partners), sum(children_full), sum(children_shared), sum(youth)]), null, null
from monthly
group by year, month;

insert into by_hand.statistics
select
    'affected_month', year, month, '0301', unnest(['adults', 'children']) || if(is_refugee, '_refugee', '_other'),
    unnest([sum(main_persons + partners), sum(children)]), null, null
from monthly
group by year, month, is_refugee;

insert into by_hand.statistics
select 'refugee_recipients_month', year, month, '0301', 'all', count(*) filter (is_refugee), count(*), count(*) filter (is_refugee)
from monthly
group by year, month;

insert into by_hand.statistics
select
    'household_type_month', year, month, '0301', marital || '_' || n || if(n = 4, 'plus', ''), count(*),
    sum(count(*)) over (partition by year, month), count(*)
from monthly
where marital is not null
group by year, month, marital, n;
