"""Escalations: questions that the clinic cannot answer, handed on to the coordinators until somebody has."""
