"""Dialogues: the clinic has asked somebody to write something, and the next message may be it."""
