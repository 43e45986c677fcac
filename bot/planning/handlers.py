"""Chat in: everything that coordinators do to make checklists and hand them out."""

from bot.planning import assigning, desk, editing, making, picking, sheets
from bot.routing import Clinic


def register(clinic: Clinic) -> None:
    """Add the handlers."""
    for part in (desk, making, sheets, editing, assigning, picking):
        part.register(clinic)
