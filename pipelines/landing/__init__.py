"""Deliveries in, typed Parquet out, one asset per source.

Belongs here: the inventory of data_raw (sidecars, hashes, which delivery is in use), the look-up of areas
and criteria in the seeds, writing `build/landed`, the Dagster assets for it. Does not belong here: how a
source's file is read (`pipelines.sources`), rules on whole tables (`pipelines.checks`), joins (dbt).
A source is landed whole or not at all; all its findings come at once.
Next room: `pipelines.checks`.
"""
