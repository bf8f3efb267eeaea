-- Districts as Statistics Norway's code list has them (Klass 103), with name and validity: what geography.areas is held against.
-- Row for row as landed; the area is looked up, nothing is filtered (macros/stage_landed.sql).
{{ stage_landed('klass_districts', area_system='oslo_districts', dimensions=['name', 'valid_from', 'valid_to']) }}
