"""Disclosure control on tables made up for the tests."""
