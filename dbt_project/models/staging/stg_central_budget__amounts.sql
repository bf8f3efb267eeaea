-- The council's budget by district and functional area in thousand NOK: the opening split and each later adjustment. SYNTHETIC.
-- Row for row as landed; the area is looked up, nothing is filtered (macros/stage_landed.sql).
-- The seeds below are read by the tests of this table. A test holds back only what comes after everything it reads, so
-- naming them here lets a failed test stop every later model:
-- depends_on: {{ ref('rest_group_rules') }}
{{ stage_landed('central_budget', area_system='oslo_districts', dimensions=['functional_area', 'budget_step', 'decided_on', 'case_ref']) }}
