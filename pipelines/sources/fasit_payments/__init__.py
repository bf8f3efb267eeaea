"""Payment lines of social assistance from the case system Fasit, a year or a month per file."""
