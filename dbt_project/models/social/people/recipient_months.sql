-- Months with assistance: what a district paid a main person in the month is above zero (social_month_above_nok). A month whose
-- corrections take everything back is no month with assistance.
{{ config(materialized='view') }}
select *
from {{ ref('paid_months') }}
where {{ month_counts() }}
