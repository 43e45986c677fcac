"""Chat in: everything about deadlines that is not below a reminder."""

from bot.deadlines import adding, card, schedule, sheets, tying
from bot.routing import Clinic


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    for part in (schedule, adding, sheets, card, tying):
        part.register(clinic)
