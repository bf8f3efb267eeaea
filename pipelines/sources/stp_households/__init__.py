"""Cells of persons and households by district, income and living conditions, one income year per workbook."""
