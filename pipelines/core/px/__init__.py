"""Statistics tables of PxWeb and its kin: one table in memory, whatever form it came in.

Belongs here: `table` (codes, values, marks), `json_stat`, `csv` and `parquet` that read into it, `files` that
picks the reader by suffix, `shape` (what source.yml declares), `reading` with `categories` and `grid` (from
table to readings). Does not belong here: what a particular statbank calls things (`pipelines.sources`).
"""
