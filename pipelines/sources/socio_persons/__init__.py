"""Persons registered in the case system Socio, one snapshot of all years per file."""
