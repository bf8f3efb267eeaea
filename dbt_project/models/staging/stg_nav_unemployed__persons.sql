-- Fully unemployed in the city at the end of each month (Nav). SYNTHETIC.
-- Row for row as landed; the area is looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }}
{{ stage_landed('nav_unemployed', area_system='oslo_districts', dimensions=['month']) }}
