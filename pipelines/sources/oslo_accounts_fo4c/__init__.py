"""Net expenditure of functional area FO4C by Oslo district, one accounting year per workbook."""
