"""Operating accounts of Oslo's districts by function and art (Statistics Norway, table 12369)."""
