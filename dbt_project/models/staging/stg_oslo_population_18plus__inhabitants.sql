-- Inhabitants 18 years and over by district (Oslo FO4 working-group report, Table 4); the city row holds 4 544 more.
-- Row for row as landed; area and criterion are looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }}
{{ stage_landed('oslo_population_18plus', area_system='oslo_districts') }}
