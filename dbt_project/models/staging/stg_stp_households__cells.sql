-- Cells of the city's remote-access extract at Statistics Norway (STP): persons and households by district and ten traits.
-- Row for row as landed; area is looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }}
{{ stage_landed('stp_households', area_system='oslo_districts', sorted=false, dimensions=[
    'household_type', 'age_group', 'sex', 'low_income', 'capital_under_1g', 'education', 'main_earner_education', 'country_background',
    'immigrant_generation', 'employment'
]) }}
