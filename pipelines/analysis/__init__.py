"""Answers about the published numbers: explain, and later compare, simulate, evaluate.

Belongs here: pure functions, dataclasses or frames in and dataclasses out.
Does not belong here: opening files or databases (warehouse), numbers that are published (dbt, allocation),
printing (cli), documents (reports, the next room).
"""
