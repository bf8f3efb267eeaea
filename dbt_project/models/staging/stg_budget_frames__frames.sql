-- The city's frames by functional area and budget year in whole NOK. 2024 ESTIMATED, later years SYNTHETIC: see the origin.
-- Row for row as landed; the area is looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }}
{{ stage_landed('budget_frames', area_system='oslo_districts', dimensions=['functional_area']) }}
