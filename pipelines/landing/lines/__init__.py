"""Posting lines by the million: checked and landed by DuckDB in one pass, never row by row in Python.

Belongs here: sources of kind `lines`. `query` is the pass (cells as text to typed columns, Parquet in the
order of the file), `cells` says what a cell must look like, `faults` looks in the Parquet for lines that
broke a rule, `codes` are the lists they are checked against, `reconcile` adds up lines and amounts,
`land` puts it together. A line's row in the file is its place in its delivery's part of the Parquet, plus 2.
Does not belong here: sources read cell by cell (`landing.land`), rules on sums (`pipelines.checks`).
"""
