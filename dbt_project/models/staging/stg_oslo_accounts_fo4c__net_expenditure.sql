-- Net expenditure on FO4C by district in thousand NOK, with the total row. SYNTHETIC, see the delivery's origin.
-- Row for row as landed; area and criterion are looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }}
{{ stage_landed('oslo_accounts_fo4c', area_system='oslo_districts') }}
