-- Records of KOSTRA form 11F (social assistance): one per recipient, year and district.
{{ stage_extract(
    'kostra_11f',
    ['reporting_year', 'district_code', 'person_pid', 'age', 'sex_code', 'marital_status_code', 'children_under_18',
     'subsistence_code', 'benefit_code', 'work_code', 'housing_code', 'months_with_support', 'grant_nok',
     'loan_nok', 'grant_months_nok', 'loan_months_nok'], district_column='district_code'
) }}
