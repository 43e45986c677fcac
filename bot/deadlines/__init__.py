"""Deadlines: the dates that units must not miss, and the reminders of them."""
