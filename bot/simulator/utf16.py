"""Lengths in UTF-16 code units: the measure of Telegram's limits and entity offsets."""


def length(text: str) -> int:
    """Return how many UTF-16 code units the text has."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for char in text if char > "\uffff")


def piece(text: str, start: int, size: int) -> str:
    """Return the part of the text that begins at a code unit and has that many of them."""
    if text.isascii():
        return text[start : start + size]
    units = text.encode("utf-16-le")
    return units[2 * start : 2 * (start + size)].decode("utf-16-le", "replace")
