"""Lists that are shown a page at a time."""

from collections.abc import Callable

from bot.actions import Action
from bot.view import Button

PAGE = 8


def last_page(total: int, size: int = PAGE) -> int:
    """Return the last page's number, counted from 0."""
    return max(0, -(-total // size) - 1)


def arrows(page: int, total: int, to: Callable[[int], Action], size: int = PAGE) -> list[Button]:
    """Return the buttons to the page before and the page after."""
    last = last_page(total, size)
    before = [Button("‹ Sebelumnya", to(page - 1))] if page > 0 else []
    after = [Button(f"Berikutnya ({page + 2}/{last + 1}) ›", to(page + 1))] if page < last else []
    return before + after
