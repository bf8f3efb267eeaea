"""Small pure helpers that every other room may use.

Belongs here: findings and their texts, origins, text-first readers, the one parser for Norwegian
numbers, column maps, what a source declares about itself. Does not belong here: anything that knows
a particular source, a path of the installation, Dagster or dbt. Imports nothing of ours.
Next room: `pipelines.settings`, then `pipelines.sources`.
"""
