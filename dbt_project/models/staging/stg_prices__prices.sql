-- Price series by year: consumer price index (2015 = 100), and G as the year's average and from 1 May.
-- Row for row as landed; the area is looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }}
{{ stage_landed('prices', area_system='norway', dimensions=['series']) }}
