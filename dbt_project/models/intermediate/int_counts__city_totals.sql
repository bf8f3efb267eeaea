-- The city row of each delivered series, kept beside the districts; the reconciliation itself is the staging test
-- city_total_reconciles. Chosen between deliveries as in int_counts__districts. Sources without a city row have none here.
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
    where level = 'city'
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
order by area_system, criterion_id, source_year
