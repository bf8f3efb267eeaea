-- Definition: Unmarried inhabitants 20-49 on 1 January, times the district's low-education index, times its
--   out-migration index. An index is the district's rate divided by the city's.
-- Decision: Criterion of Grønt hefte 2024: FO4B and FO4C 0.23; not used in FO4A.
-- Source: Statistics Norway (SSB). Budget year N uses N-2.
-- Each of the three can be suppressed: then the product has no value, and its bounds are the products of theirs.
select
    people.area_system,
    people.source_year,
    people.district_id,
    'unmarried_20_49_x_low_education_x_outmigration' as criterion_id,
    cast(cast(people.value as double) * education.value * migration.value as decimal(20, 6)) as value,
    cast(cast(people.value_min as double) * education.value_min * migration.value_min as decimal(20, 6)) as value_min,
    cast(cast(people.value_max as double) * education.value_max * migration.value_max as decimal(20, 6)) as value_max,
    {{ weakest_of('status', ['people', 'education', 'migration']) }} as status,
    {{ weakest_of('precision', ['people', 'education', 'migration']) }} as precision,
    people.delivery_id,
    concat_ws(', ', people.file_row, education.delivered_rows, migration.delivered_rows) as delivered_rows,
    people.synthetic or coalesce(education.synthetic, false) or coalesce(migration.synthetic, false) as synthetic
from {{ ref('int_commissioned__counts') }} as people
left join {{ ref('int_index__low_education') }} as education using (area_system, source_year, district_id)
left join {{ ref('int_index__out_migration') }} as migration using (area_system, source_year, district_id)
where people.measure = 'unmarried_20_49' and people.level = 'district'
order by people.area_system, people.source_year, people.district_id
