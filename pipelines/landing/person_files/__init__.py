"""KOSTRA's files of persons (kind `person_file`): judged and landed whole, a delivery at a time.

Belongs here: `land`, which gives a judged file's rows the form of an extract. What is kept, used again and
compared is the same as for extracts (`landing.records`). Does not belong here: what a record is like and
which rules it follows (`core.person_records`), what is landed of it (the source).
"""
