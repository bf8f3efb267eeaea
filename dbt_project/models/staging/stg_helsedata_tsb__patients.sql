-- Unique patients in substance treatment by district, sex and age (helsedata.no); small cells are suppressed.
-- Row for row as landed; area is looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }}
{{ stage_landed('helsedata_tsb', area_system='oslo_districts', dimensions=['sex', 'age_group']) }}
