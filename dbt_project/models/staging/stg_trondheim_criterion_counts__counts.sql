-- Counts of seven criteria by district, table years 2011 and 2012 (Fafo 2014, Tables V2.1 and V2.2), with the city rows.
-- Row for row as landed; area and criterion are looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }} {{ ref('lags') }}
{{ stage_landed('trondheim_criterion_counts', area_system='trondheim_districts', counts=true) }}
