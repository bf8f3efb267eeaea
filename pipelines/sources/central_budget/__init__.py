"""Opening budget and central adjustments by Oslo district and functional area, one year per workbook."""
