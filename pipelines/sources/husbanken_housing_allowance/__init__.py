"""State housing allowance by Oslo district, one year per text file from Husbanken."""
