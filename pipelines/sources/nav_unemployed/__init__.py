"""Fully unemployed in the city by month, one text file per span of years."""
