"""Formatted text: HTML in, text with entities, HTML out."""
