"""The door: start, help, about, privacy, and a fitting word for whatever is no question."""
