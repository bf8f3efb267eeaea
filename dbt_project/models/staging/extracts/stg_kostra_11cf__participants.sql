-- Records of KOSTRA form 11CF (KVP): one per participant, year and district.
{{ stage_extract(
    'kostra_11cf',
    ['reporting_year', 'district_code', 'person_pid', 'age', 'sex_code', 'marital_status_code', 'children_under_18',
     'begun_on', 'ended_on', 'status_code', 'months_with_support', 'support_nok'], district_column='district_code'
) }}
