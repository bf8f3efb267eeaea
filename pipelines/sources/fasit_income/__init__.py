"""Incomes by month and type from the case system Fasit, a year or a month per file."""
