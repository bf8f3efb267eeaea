"""Population by Oslo district, sex and single year of age (Statistics Norway, table 10826)."""
