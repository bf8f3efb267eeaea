-- Fully unemployed in the city at the end of each month (S15), which the report shows beside recipients_month. Two providers follow
-- each other (codes.social_series_breaks); a year comes whole from the delivery of the latest period. A month that is not counted
-- yet has no row.
with counted as (
    select
        area_system,
        source_year as year,
        cast(month as integer) as month_no,
        district_id,
        value as persons
    from {{ ref('stg_nav_unemployed__persons') }}
    where value is not null
    qualify {{ latest_delivery() }}
)

{{ social_rows([{'id': 'unemployed_month', 'from': 'counted', 'month': 'month_no', 'value': 'persons'}]) }}
