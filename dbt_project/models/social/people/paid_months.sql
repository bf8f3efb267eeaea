-- Months in which a district paid a main person: the sum of the month's lines, corrections included, what was paid for, and which
-- types of income the household had; whose of the two adults an income was does not matter. Also months that do not count.
with months as (
    select
        numbers.recipient_no,
        lines.district_id,
        {{ month_number('lines.payment_date') }} as month_no,
        sum(lines.gross_amount_nok) as gross_nok,
        max(lines.payment_date) as last_payment_date,
        bit_or(purposes.place_bit) as purposes
    from {{ ref('stg_fasit_payments__lines') }} as lines
    inner join {{ ref('recipient_numbers') }} as numbers on lines.main_person_pid = numbers.main_person_pid
    -- a payment for a purpose that the list lacks is a payment all the same
    left join {{ with_bits('social_purposes', 'purpose_code') }} as purposes on lines.purpose_code = purposes.purpose_code
    {{ in_years_anew('lines.payment_date') }}
    group by all
),

incomes as (
    select
        numbers.recipient_no,
        {{ month_number('incomes.month') }} as month_no,
        bit_or(types.place_bit) as incomes
    from {{ ref('stg_fasit_income__months') }} as incomes
    inner join {{ ref('recipient_numbers') }} as numbers on incomes.main_person_pid = numbers.main_person_pid
    inner join {{ with_bits('social_income_types', 'income_type_code') }} as types on incomes.income_type_code = types.income_type_code
    {{ in_years_anew('incomes.month') }}
    group by all
)

select
    months.recipient_no,
    months.district_id,
    {{ year_of_month('months.month_no') }} as year,
    months.month_no,
    cast(months.gross_nok as decimal(14, 2)) as gross_nok,
    months.last_payment_date,
    coalesce(months.purposes, 0) as purposes,
    coalesce(incomes.incomes, 0) as incomes
from months
left join incomes on months.recipient_no = incomes.recipient_no and months.month_no = incomes.month_no
