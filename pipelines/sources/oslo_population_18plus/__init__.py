"""Inhabitants aged 18 and over by Oslo district (working-group report on FO4, Table 4)."""
