"""Who may do what: the table of rights, applied to who asks and to the unit that the thing belongs to."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import get_args

from telegram import Update

from bot.actions import Action
from bot.codes import decode
from bot.database import Connection
from bot.people.standing import Standing, holders, standing_of
from bot.rights_table import ACTIONS, BELONGS, COMMANDS, DIALOGUES, IN_PRIVATE, ONES_OWN, Dialogue, Role, Thing


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked for: a role, the thing whose unit it is to be held in, and whether only a private chat will do."""

    role: Role
    thing: Thing | None = None
    id: int = 0
    private: bool = False


FREE = Need("everybody")


def needed(update: Update, command: str | None) -> Need | None:
    """Return what the update asks for; None where the table does not know it."""
    if update.callback_query is None:
        role = "everybody" if command is None else COMMANDS.get(command)
        return Need(role, private=_is_private(role, command)) if role else None
    action = decode(update.callback_query.data)
    # A button that is no longer ours leads nowhere, and its owner is told where to start again.
    return need_of(action) if isinstance(action, get_args(Action)) else FREE


def need_of(action: Action) -> Need | None:
    """Return what a button asks for; None where the table does not know it."""
    role = ACTIONS.get(type(action))
    named = {field.name for field in fields(action)}
    thing = next((thing for thing in BELONGS if thing in named), None)
    subject = getattr(action, thing) if thing else 0
    return Need(role, thing, subject, _is_private(role, type(action))) if role else None


def _is_private(role: Role, what: str | type[Action] | None) -> bool:
    return role in IN_PRIVATE or what in ONES_OWN


def need_in(dialogue: Dialogue, subject: int) -> Need:
    """Return what it takes to go on with a dialogue."""
    role, thing = DIALOGUES[dialogue]
    return Need(role, thing, subject)


def permitted(on: Connection, person_id: int | None, need: Need, admins: Collection[int]) -> bool:
    """Whether the person may do what is asked for."""
    return need.role == "everybody" or holds(standing_of(on, person_id, admins), need.role, _units(on, need))


def _units(on: Connection, need: Need) -> frozenset[int] | None:
    if need.thing is None:
        return None
    row = on.one(BELONGS[need.thing], id=need.id)
    return frozenset({row["unit_id"]}) if row else frozenset()


def holds(standing: Standing, role: Role, units: frozenset[int] | None = None) -> bool:
    """Whether somebody holds a role: in one of these units, in any unit when None is given."""
    match role:
        case "everybody":
            return True
        case "admin":
            return standing.admin
        case "coordinator":
            return standing.coordinator
        case "focal":
            held = standing.focal
        case "reader":
            held = standing.units
    return standing.coordinator or bool(held if units is None else held & units)


def coordinators(on: Connection, admins: Collection[int]) -> tuple[int, ...]:
    """Return the chats in which the coordinators are spoken to; `admins` are those named in the settings."""
    return tuple(sorted({*admins, *holders(on, "coordinator"), *holders(on, "admin")}))
