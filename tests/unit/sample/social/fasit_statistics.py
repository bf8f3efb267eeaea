"""The report's statistics computed from the delivered tables by plain DuckDB SQL (notes.md section 2)."""

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from pipelines.sample.social.fasit import FasitWorld

VIEWS = """
create table rm as
select main_person_pid as pid, district_code as d, date_trunc('month', payment_date)::date as month,
    year(payment_date) as y, year(payment_date) * 12 + month(payment_date) as mno,
    sum(gross_amount_nok) as gross
from fasit_payments group by all having sum(gross_amount_nok) > 0;
create table contact as
select y, pid, arg_max(d, mno) as last_d, max(mno) as last, min(mno) as first, count(distinct mno) as months
from rm group by all;
create table flow as
select pid, y, mno, mno - lag(mno) over (partition by pid order by mno) as gap
from (select distinct pid, y, mno from rm);
create table fresh as select distinct pid, y from flow where gap is null or gap > 24;
create table spell as
select pid, y, mno, min(mno) over (partition by pid, spell) as start from (
    select *, sum(case when gap is null or gap > 3 then 1 else 0 end)
        over (partition by pid order by mno) as spell from flow);
create table hh as
select main_person_pid as pid, year(month) as y, year(month) * 12 + month(month) as mno, role_code as role,
    custody_pct as custody,
    (year(month) * 12 + month(month) - year(birth_date) * 12 - month(birth_date)) // 12 as age
from fasit_household semi join rm on rm.pid = main_person_pid and rm.month = fasit_household.month;
create table facts as
select person_pid as pid, year(valid_from) as y, birth_date,
    coalesce(origin_country_code, citizenship_country_code) as country from fasit_persons;
create table supplement as
select distinct main_person_pid as pid, year(month) * 12 + month(month) as mno from fasit_income
where income_type_code not in ('Statlig bostøtte', 'Kommunalt boligtilskudd', 'Barnetrygd');
create table share_full as
select f.pid, f.y, avg(case when s.mno is null then 1 else 0 end) as share
from flow as f left join supplement as s on f.pid = s.pid and f.mno = s.mno group by all;
create table attributes as
select c.y, c.pid, c.last_d as d, c.months,
    (c.last - year(f.birth_date) * 12 - month(f.birth_date)) // 12 < 30 as under_30,
    coalesce(h.k, 0) >= 1 as with_children, coalesce(h.k, 0) >= 4 as four_children,
    coalesce(f.country <> 'NOR', false) as "foreign", f.country is null as unregistered,
    r.pid is not null as refugee, n.pid is not null as new, c.last - s.start + 1 >= 24 as long_term,
    c.last - s.start + 1 < 6 as under_6, u.share >= 0.75 as full
from contact as c
left join facts as f on c.pid = f.pid and c.y = f.y
left join (select pid, mno, count(*) as k from hh where role = 'Barn' and custody > 50 and age < 18
    group by all) as h on c.pid = h.pid and c.last = h.mno
left join refugees as r on c.pid = r.pid
left join fresh as n on c.pid = n.pid and c.y = n.y
left join spell as s on c.pid = s.pid and c.last = s.mno
left join share_full as u on c.pid = u.pid and c.y = u.y;
"""
PERSONS = """
select y, mno, r.pid is not null as refugee,
    count(*) filter (role = 'Hovedperson') as mains,
    count(*) filter (role in ('Ektefelle', 'Samboer')) as partners,
    count(*) filter (role = 'Barn' and age < 18 and custody = 100) as children_full,
    count(*) filter (role = 'Barn' and age < 18 and custody between 1 and 99) as children_shared,
    count(*) filter (role = 'Ung hjemmeboende' and age between 18 and 23 and custody > 0) as youth
from hh left join refugees as r on hh.pid = r.pid group by all
"""
YOUNG = """
with at_first as (select h.* from hh as h join contact as c on h.pid = c.pid and h.mno = c.first),
mains as (select pid, mno, age from at_first where role = 'Hovedperson'),
persons as (
    select y, age from at_first where role in ('Barn', 'Ung hjemmeboende') and custody > 50
    union all select y, age from at_first where role = 'Hovedperson'
    union all select p.y, p.age from at_first as p join mains as m on p.pid = m.pid and p.mno = m.mno
        and m.age between 18 and 23 where p.role in ('Ektefelle', 'Samboer'))
select y, count(*) filter (age between 0 and 10) as a, count(*) filter (age between 11 and 17) as b,
    count(*) filter (age between 18 and 23) as c from persons group by y order by y
"""
INCOMES = """
select r.y, coalesce(r.d, 'Oslo') as d, i.income_type_code as type, count(distinct r.pid) as n
from rm as r join fasit_income as i on r.pid = i.main_person_pid and r.month = i.month
group by grouping sets ((r.y, r.d, type), (r.y, type))
"""


def warehouse(world: "FasitWorld") -> duckdb.DuckDBPyConnection:
    """The world's tables of all its years with the views above."""
    import pyarrow as pa

    connection = duckdb.connect()
    for source, by_year in world.tables.items():
        tables = [by_year[year] for year in sorted(by_year)]
        connection.register(
            "delivered", pa.concat_tables(tables, promote_options="default").unify_dictionaries()
        )
        connection.execute(f"create table {source} as select * from delivered")
    connection.register("refugees", world.refugees)
    connection.execute(VIEWS)
    return connection
