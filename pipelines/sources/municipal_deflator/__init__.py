"""Yearly price growth of municipal services (kommunal deflator)."""
