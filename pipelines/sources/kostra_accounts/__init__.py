"""Accounts of Oslo's districts as reported to KOSTRA: records of 48 characters (form 0A)."""
