-- Persons registered in Socio, which is what refugee background means. Of several snapshots the newest.
{{ stage_extract(
    'socio_persons',
    ['person_pid', 'sex_code', 'birth_date', 'citizenship_country_code', 'n_children', 'prior_education_code',
     'settlement_date', 'settlement_type_code', 'settled_district_code', 'extracted_on']
) }}
qualify {{ newest_snapshot() }}
