"""Expectations on landed tables: the data owner's rules, checked before anything is derived.

Belongs here: reading `expectations/<source_id>.json`, running it with Great Expectations on frames made
from build/landed, telling which rows break a rule, the blocking asset check per source. Does not belong
here: rules a single file breaks while it is read (`pipelines.landing`), tests on derived tables (dbt).
Great Expectations takes seconds to import and is imported only when a suite runs.
Next room: `pipelines.warehouse`.
"""
