"""Making invitations: the link of a unit, which can be shown again, and codes, which are shown once."""

from dataclasses import dataclass

from bot.audit import By
from bot.database import Connection
from bot.people import invitations, store
from bot.people.invitations import Invitation, Kind
from bot.people.standing import Office
from bot.people.tokens import hashed, key_of, link, link_token, new_code
from bot.services import Services
from reminders.clock import to_millis


@dataclass(frozen=True, slots=True)
class Pass:
    """A code that was just made; it is kept nowhere."""

    invitation: Invitation
    code: str
    link: str


def address_of(services: Services, invitation: Invitation) -> str:
    """Return the link of an invitation for many."""
    token = link_token(key_of(services.settings), invitation.id, to_millis(invitation.made_at))
    return link(services.bot.username, token)


def link_to(on: Connection, services: Services, by: By, office: Office, unit_id: int) -> Invitation:
    """Return a unit's invitation for many that can still be used, a new one where there is none."""
    return invitations.open_links(on, office, by.now).get(unit_id) or _new_link(on, services, by, office, unit_id)


def _new_link(on: Connection, services: Services, by: By, office: Office, unit_id: int) -> Invitation:
    key = key_of(services.settings)
    made = invitations.make(on, by, "link", office, unit_id)
    invitations.know_by(on, made.id, hashed(key, link_token(key, made.id, to_millis(made.made_at))))
    return made


def invite_all(on: Connection, services: Services, by: By) -> int:
    """See to it that every unit without a focal person has a link; return how many units those are."""
    alone = store.units_without_focal(on)
    linked = invitations.open_links(on, "focal", by.now)
    for unit in alone:
        if unit.id not in linked:
            _new_link(on, services, by, "focal", unit.id)
    return len(alone)


def new_pass(on: Connection, services: Services, by: By, kind: Kind, office: Office, unit_id: int) -> Pass:
    """Make a code for one person."""
    code = new_code()
    made = invitations.make(on, by, kind, office, unit_id)
    invitations.know_by(on, made.id, hashed(key_of(services.settings), code))
    return Pass(made, code, link(services.bot.username, code))
