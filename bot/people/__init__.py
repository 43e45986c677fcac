"""Units, and later the people in them."""
