-- Which types of income a recipient's household had in which month with assistance; whose of the two adults it was does not matter.
select distinct
    incomes.main_person_pid,
    incomes.month,
    flow.year,
    incomes.income_type_code
from {{ ref('stg_fasit_income__months') }} as incomes
inner join {{ ref('recipient_flow') }} as flow
    on
        incomes.main_person_pid = flow.main_person_pid
        and incomes.month = flow.month
