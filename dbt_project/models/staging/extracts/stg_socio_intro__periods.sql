-- Periods in the introduction programme from Socio; a person who moves has one per district. Of several snapshots the newest.
{{ stage_extract(
    'socio_intro',
    ['person_pid', 'district_code', 'start_date', 'end_date', 'end_status_code', 'legal_basis_code', 'extracted_on'], district_column='district_code'
) }}
qualify {{ newest_snapshot() }}
