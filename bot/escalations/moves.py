"""How an escalation is changed: as a button says, if it still is as the button saw it."""

from collections.abc import Callable
from typing import Protocol

from bot.escalations import store, views
from bot.escalations.notices import Desk
from bot.escalations.store import Escalation
from bot.routing import Context


class Seen(Protocol):
    """A button that names the state it was made for."""

    @property
    def escalation(self) -> int:
        """The escalation's id."""

    @property
    def version(self) -> int:
        """The version its maker saw."""


Change = Callable[[Escalation], Escalation | None]
Then = Callable[[Desk, Escalation], None]


def move(context: Context, tap: Seen, change: Change, then: Then) -> None:
    """Change an escalation as a button says, if it is still as the button saw it; else show how it stands."""
    context.turn.change(lambda on: _move(Desk.of(context, on), tap, change, then))


def _move(desk: Desk, tap: Seen, change: Change, then: Then) -> None:
    seen = store.find(desk.on, tap.escalation)
    if seen is None:
        desk.turn.toast(views.GONE)
        return
    wanted = change(seen) if seen.version == tap.version else None
    saved = store.save(desk.on, wanted, desk.turn.now) if wanted else None
    if saved is None:
        desk.turn.toast(views.CHANGED)
        desk.turn.edit(desk.card(store.find(desk.on, seen.id) or seen, desk.turn.chat_id))
    else:
        then(desk, saved)


def free_for(escalation: Escalation, person_id: int) -> bool:
    """Whether the person may settle it: nobody else has taken it up."""
    return escalation.waits and escalation.taken_by in (None, person_id)
