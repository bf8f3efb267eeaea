"""The Python half of kriterier: lands deliveries, runs dbt, computes allocations, publishes.

Rooms, in the only direction data and imports flow:
core -> settings -> sources -> landing -> checks -> warehouse -> allocation -> analysis -> definitions -> cli.
What is derived by joins, shares and sums belongs in dbt_project/, not here.
"""
