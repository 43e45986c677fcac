"""People: the agency and its units, who is invited to them, who holds what, and what everybody says of themselves."""
