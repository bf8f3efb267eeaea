"""Household members by payment month from the case system Fasit, a year or a month per file."""
