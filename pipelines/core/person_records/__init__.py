"""KOSTRA's files of persons (11F, 11CF): records of fixed width, judged by rules that are data.

Belongs here: `form` (a form's layouts, code lists and control rules, from the CSVs beside its source),
`rules` (the rules as SQL conditions over a record's fields, evaluated in memory), `values` (fields -> landed
columns), `read` (a file -> rows with pseudonyms, findings, warnings).
Does not belong here: where files lie, what is written. Numbers of persons end here: no finding, row or
message has one, and DuckDB gets no folder it could write to. Next room: `pipelines.sources`.
"""
