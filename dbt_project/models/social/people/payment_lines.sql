-- Payments by purpose and month, corrections included, as small as what is counted needs them. Also of months that do not count:
-- recipient_months says which do.
select
    numbers.recipient_no,
    lines.district_id,
    cast(year(lines.payment_date) * 12 + month(lines.payment_date) as integer) as month_no,
    lines.purpose_code,
    cast(sum(lines.gross_amount_nok) as decimal(14, 2)) as gross_nok,
    max(lines.payment_date) as last_payment_date
from {{ ref('stg_fasit_payments__lines') }} as lines
inner join {{ ref('recipient_numbers') }} as numbers
    on lines.main_person_pid = numbers.main_person_pid
group by all
