"""Facts about main persons from the case system Fasit, a year or a month per file."""
