-- Payment lines of social assistance from Fasit: every line, negative corrections too.
{{ stage_extract(
    'fasit_payments',
    ['payment_line_id', 'main_person_pid', 'district_code', 'payment_date', 'purpose_code', 'gross_amount_nok',
     'extracted_on'], district_column='district_code'
) }}
