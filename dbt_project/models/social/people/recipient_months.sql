-- Months in which a district paid a main person: the sum of the month's lines, corrections included, is above zero
-- (social_month_above_nok). A month whose corrections take everything back is no month with assistance.
with months as (
    select
        recipient_no,
        district_id,
        month_no,
        cast((month_no - 1) // 12 as integer) as year,
        sum(gross_nok) as gross_nok,
        max(last_payment_date) as last_payment_date
    from {{ ref('payment_lines') }}
    group by recipient_no, district_id, month_no
    having sum(gross_nok) > {{ var('social_month_above_nok') }}
)

select
    numbers.area_system,
    numbers.main_person_pid,
    months.district_id,
    make_date(months.year, months.month_no - 12 * months.year, 1) as month,
    months.year,
    months.month_no,
    cast(months.gross_nok as decimal(14, 2)) as gross_nok,
    months.last_payment_date,
    months.recipient_no
from months
inner join {{ ref('recipient_numbers') }} as numbers
    on months.recipient_no = numbers.recipient_no
