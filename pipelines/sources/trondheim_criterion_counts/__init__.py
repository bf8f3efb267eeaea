"""Counts of seven criteria by Trondheim district, one table per year (Fafo 2014, Tables V2.1 and V2.2)."""
