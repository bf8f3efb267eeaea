"""Criterion values for FO4 by Oslo district, one file per budget year; today's and the proposed sets."""
