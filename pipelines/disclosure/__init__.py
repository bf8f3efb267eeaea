"""Disclosure control: what may be published of recipients, and the proof that no more can be solved.

Here belong the rules for small cells, the choice of cells that are hidden with them (`protect`), the attacker
who tries to solve what is hidden (`bounds`, `board`), and the asset that writes the protected tables. Not
here: how a statistic is counted (dbt_project/models/social), nor who may read the published file. `figures`
are the rows, `relations` and `sums` what a reader knows about how they hang together. This room alone reads
the database of personal rows; `definitions` runs it before publishing.
"""
