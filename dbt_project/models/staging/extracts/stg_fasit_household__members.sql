-- Members of recipient households from Fasit, as they were in each payment month; the main person is one of them.
{{ stage_extract(
    'fasit_household',
    ['main_person_pid', 'month', 'member_pid', 'role_code', 'birth_date', 'custody_pct', 'extracted_on']
) }}
