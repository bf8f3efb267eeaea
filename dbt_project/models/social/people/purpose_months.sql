-- What each district paid for each purpose in a month, of months with assistance alone: lines of months that do not count are few,
-- and left out. One row per district, month and purpose.
with left_out as (
    select
        numbers.main_person_pid,
        months.district_id,
        months.month_no
    from {{ ref('paid_months') }} as months
    inner join {{ ref('recipient_numbers') }} as numbers on months.recipient_no = numbers.recipient_no
    where not {{ month_counts() }}
),

lines as (
    select
        *,
        {{ month_number('payment_date') }} as month_no
    from {{ ref('stg_fasit_payments__lines') }}
    {{ in_years_anew('payment_date') }}
)

select
    lines.district_id,
    {{ year_of_month('lines.month_no') }} as year,
    lines.month_no,
    lines.purpose_code,
    cast(sum(lines.gross_amount_nok) as decimal(18, 2)) as gross_nok
from lines
left join left_out
    on
        lines.main_person_pid = left_out.main_person_pid
        and lines.district_id = left_out.district_id
        and lines.month_no = left_out.month_no
where left_out.main_person_pid is null
group by lines.district_id, lines.month_no, lines.purpose_code
