"""Periods in the introduction programme from Socio, one snapshot of all years per file."""
