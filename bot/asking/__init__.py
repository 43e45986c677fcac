"""Asking and browsing: from a person's words, or a tap, to a topic."""
