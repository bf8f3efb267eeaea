"""Households with low income by Oslo district (Oslo's statbank, table INN007)."""
