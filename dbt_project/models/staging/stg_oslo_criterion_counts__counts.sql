-- Counts of the 18 FO4 criteria by district. SYNTHETIC: the real counts are not published, see the delivery's origin.
-- Row for row as landed; area and criterion are looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }} {{ ref('lags') }}
{{ stage_landed('oslo_criterion_counts', area_system='oslo_districts', counts=true) }}
