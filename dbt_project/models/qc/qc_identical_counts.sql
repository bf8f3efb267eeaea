-- Please look: two districts with exactly the same large count of a criterion in a year. Counts of a thousand or more hardly
-- ever coincide; a number copied to the wrong row does. Found in Trondheim 2011, where Heimdal's 0-21 equals Østbyen's.
with counts as (
    select distinct
        counted.area_system,
        counted.criterion_id,
        counted.source_year,
        counted.district_id,
        counted.value,
        counted.delivery_id,
        counted.delivered_rows,
        areas.name
    from {{ ref('criterion_values') }} as counted
    inner join {{ ref('areas') }} as areas
        on counted.area_system = areas.area_system and counted.district_id = areas.district_id
    where counted.value >= {{ var('qc_large_count') }}
)

select
    one.area_system,
    one.criterion_id,
    one.source_year,
    one.district_id,
    other.district_id as other_district_id,
    one.value,
    one.delivery_id,
    one.delivered_rows,
    other.delivered_rows as other_delivered_rows,
    concat(
        one.name, ' and ', other.name, ' both have ', {{ plain_number('one.value') }}, ' in ', one.criterion_id, ' ', one.source_year,
        ' (', one.delivery_id, ', rows ', one.delivered_rows, ' and ', other.delivered_rows,
        '). Ask the data owner whether one was copied.'
    ) as message
from counts as one
inner join counts as other
    on
        one.area_system = other.area_system
        and one.criterion_id = other.criterion_id
        and one.source_year = other.source_year
        and one.value = other.value
        and one.district_id < other.district_id
order by one.area_system, one.criterion_id, one.source_year, one.district_id, other.district_id
