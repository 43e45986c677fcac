"""Feedback: what readers think of an answer."""
