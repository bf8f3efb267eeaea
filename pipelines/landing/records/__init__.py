"""Record extracts: rows about persons, checked and landed by DuckDB, a delivery at a time.

Belongs here: sources of kind `records`. `opened` finds the columns of a CSV or Parquet file, `cells` says in
SQL what a cell is worth, `query` makes one pass into a table with the broken rules of each row as bits,
`rules` looks at rows together, `persons` at the ids (which never leave it), `faults` tells what is wrong,
`profile` adds up, `store` keeps a file per delivery that its owner alone can read, `land` lands a delivery,
`source` all of a source. Does not belong here: KOSTRA's rules (`core.person_records`), rules on sums
(`pipelines.checks`).
"""
