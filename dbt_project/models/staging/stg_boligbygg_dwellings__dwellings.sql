-- Municipal dwellings by sub-district (Boligbygg); Sentrum and Marka are rows of their own.
-- Row for row as landed; area is looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }} {{ ref('oslo_sub_districts') }}
{{ stage_landed('boligbygg_dwellings', area_system='oslo_districts', dimensions=['sub_district', 'sub_district_name']) }}
