"""Net social assistance by Oslo district, three years side by side (agency's annual report, Table 3.1)."""
