"""The warehouse: dbt run in this process, the candidate file, the published file.

Belongs here: dbt assets and their translator, run lock, input fingerprint, metadata read from the dbt
manifest, meta.* tables, atomic publishing, read-only access. Does not belong here: reading deliveries
(landing), deriving numbers (dbt_project), kroner (allocation, the next room).
"""
