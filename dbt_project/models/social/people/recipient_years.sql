-- What each recipient of a year got in every district that paid, and in the city: months with assistance, kroner, purposes, and types
-- of income in those months. In the city a month counts once, whoever paid.
select
    year,
    district_id,
    recipient_no,
    cast(count(*) as integer) as months,
    cast(sum(gross_nok) as decimal(14, 2)) as gross_nok,
    bit_or(purposes) as purposes,
    bit_or(incomes) as incomes
from {{ years_anew(ref('recipient_months')) }}
group by year, district_id, recipient_no
union all
select
    year,
    {{ social_city() }} as district_id,
    recipient_no,
    cast(count(*) as integer) as months,
    cast(sum(gross_nok) as decimal(14, 2)) as gross_nok,
    bit_or(purposes) as purposes,
    bit_or(incomes) as incomes
from {{ years_anew(ref('recipient_flow')) }}
group by year, recipient_no
