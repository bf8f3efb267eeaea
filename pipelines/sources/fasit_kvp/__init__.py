"""Periods in the qualification programme (KVP) from Fasit, one snapshot of all years per file."""
