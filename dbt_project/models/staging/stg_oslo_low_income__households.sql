-- Households with low income by district (Oslo's statbank, INN007): under 60 % of Oslo's own median. SYNTHETIC.
-- Row for row as landed; the area is looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }}
{{ stage_landed('oslo_low_income', area_system='oslo_districts', dimensions=['household_type', 'wealth_corrected']) }}
