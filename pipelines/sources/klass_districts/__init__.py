"""Oslo's districts as Statistics Norway's Klass 103 has them, with their validity."""
