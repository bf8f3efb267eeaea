-- Counts per district from every count source. Left out here: city and rest rows (int_counts__city_totals holds the city).
-- When several deliveries hold the same criterion and source year, the one made for the latest budget year is used whole,
-- so that a district can never be taken from one delivery and its neighbour from another.
with delivered as (
    select * from {{ ref('stg_trondheim_criterion_counts__counts') }}
    union all
    select * from {{ ref('stg_oslo_criterion_counts__counts') }}
),

ranked as (
    select
        delivered.*,
        dense_rank() over (
            partition by area_system, criterion_id, source_year
            order by for_budget_year desc nulls last, delivery_id desc
        ) as delivery_rank
    from delivered
    where level = 'district'
)

select
    area_system,
    source_year,
    district_id,
    criterion_id,
    value,
    status,
    precision,
    delivery_id,
    cast(file_row as varchar) as delivered_rows,
    synthetic
from ranked
where delivery_rank = 1
order by area_system, criterion_id, source_year, district_id
