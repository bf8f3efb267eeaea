"""Keys times frames, in whole kroner.

Belongs here: rounding to the krone, contributions, redistribution between two systems, and the
Dagster asset that writes them to the candidate warehouse. Shares are made in dbt and only read here.
Does not belong here: criteria, weights, shares. Next room: analysis and the published warehouse.
"""
