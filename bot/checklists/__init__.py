"""Checklists: what the units have to do in a round, how far they are, and who has seen that it is so."""
