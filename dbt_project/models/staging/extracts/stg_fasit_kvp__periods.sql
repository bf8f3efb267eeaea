-- Periods in the qualification programme (KVP) from Fasit; a person who moves has one per district. Of several snapshots the newest.
{{ stage_extract(
    'fasit_kvp',
    ['person_pid', 'district_code', 'start_date', 'end_date', 'ended_as_agreed', 'end_status_code',
     'end_status_scheme', 'sex_code', 'birth_date', 'marital_status_code', 'n_children', 'origin_country_code',
     'citizenship_country_code', 'extracted_on'], district_column='district_code'
) }}
qualify {{ newest_snapshot() }}
