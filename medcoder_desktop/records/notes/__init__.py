"""Notes in plain text: whose they are, of which day, and who signed them."""
