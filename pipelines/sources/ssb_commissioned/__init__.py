"""Counts by Oslo district that the city has ordered from Statistics Norway, one year per workbook."""
