-- Incomes of main persons and partners from Fasit, by month and type.
{{ stage_extract(
    'fasit_income',
    ['main_person_pid', 'member_pid', 'month', 'income_type_code', 'amount_nok', 'extracted_on']
) }}
