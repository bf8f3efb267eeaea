-- What a practised person writes in one go: the twelve criteria on the person extract from landed cells, each with value,
-- bounds, status, precision, rows and origin. Run by criteria_from_cells.py, which compares the answer with the models'.
create schema by_hand;

create table by_hand.cells as
select
    landed.measure, areas.district_id, landed.source_year, landed.value, landed.value_min, landed.value_max, landed.status,
    landed.precision, landed.delivery_id, landed.file_row, landed.synthetic, landed.household_type, landed.age_group,
    landed.low_income, landed.capital_under_1g, landed.education, landed.main_earner_education, landed.country_background,
    landed.employment
from read_parquet(getvariable('landed')) as landed
inner join geography.area_aliases as aliases
    on aliases.area_system = 'oslo_districts' and lower(trim(aliases.alias)) = lower(trim(landed.area_label))
inner join geography.areas as areas
    on aliases.area_system = areas.area_system and aliases.district_id = areas.district_id and areas.level = 'district';

create macro by_hand.total(part, known) as cast(case when known then coalesce(part, 0) end as decimal(20, 6));

create table by_hand.criteria (
    criterion_id varchar, source_year integer, district_id varchar, value decimal(20, 6), value_min decimal(20, 6),
    value_max decimal(20, 6), status varchar, precision varchar, delivery_id varchar, first_row integer, last_row integer,
    rows_counted bigint, synthetic boolean
);
