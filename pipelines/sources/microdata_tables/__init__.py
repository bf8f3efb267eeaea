"""Noisy tables pasted from microdata.no, one per criterion and year."""
