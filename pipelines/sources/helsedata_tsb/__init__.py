"""Unique patients in substance treatment by Oslo district, one year per workbook from helsedata.no."""
