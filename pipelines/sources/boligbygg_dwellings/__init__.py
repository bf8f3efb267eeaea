"""Municipal dwellings by Oslo sub-district, one year per workbook from Boligbygg."""
