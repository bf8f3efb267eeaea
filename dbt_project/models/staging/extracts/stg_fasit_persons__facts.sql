-- Facts about main persons from Fasit, with the days they hold for.
{{ stage_extract(
    'fasit_persons',
    ['person_pid', 'sex_code', 'birth_date', 'marital_status_code', 'origin_country_code',
     'citizenship_country_code', 'valid_from', 'valid_to', 'extracted_on']
) }}
