"""The bureau: gives and takes roles, and tells those whom it concerns, inside the transaction that changes it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.audit import By, record
from bot.database import Connection
from bot.effects import living_message
from bot.menus import menu_of
from bot.people import members, memberships, store
from bot.people.memberships import Membership
from bot.people.standing import WHOLE_AGENCY, Office, Standing, give, standing_of, take
from bot.people.words import NAMELESS
from bot.rights import coordinators
from bot.routing import Context
from bot.services import Services
from bot.turn import Effect, Turn
from bot.view import View


@dataclass(frozen=True)
class Bureau:
    """Acts on behalf of the turn that changes who is what."""

    on: Connection
    turn: Turn
    services: Services

    @classmethod
    def of(cls, context: Context, on: Connection) -> "Bureau":
        """Return the bureau of the turn being run."""
        return cls(on, context.turn, context.services)

    @property
    def by(self) -> By:
        """Who changes something, and when."""
        return By(self.turn.person_id, self.turn.now)

    @property
    def person_id(self) -> int:
        """Whose update it is; 0 for nobody's."""
        return self.turn.person_id or 0

    def standing(self, person_id: int | None = None) -> Standing:
        """Return what a person holds; whose update it is where none is named."""
        return standing_of(self.on, person_id or self.person_id, self.services.settings.admin_ids)

    def unit(self, unit_id: int) -> str | None:
        """Return the short name of a unit in service."""
        unit = store.find_unit(self.on, unit_id) if unit_id != WHOLE_AGENCY else None
        return unit.short_name if unit else None

    def name(self, person_id: int | None) -> str:
        """Return a person's name, as it was given."""
        person = members.find(self.on, person_id) if person_id else None
        return (person.name if person else None) or NAMELESS

    def give(self, person_id: int, office: Office, unit_id: int) -> bool:
        """Give somebody a role; False when they hold it already."""
        given = give(self.on, person_id, office, unit_id, self.turn.person_id, self.turn.now)
        if given:
            self._note(person_id, office, unit_id, given=True)
        return given

    def take(self, membership: Membership) -> bool:
        """Take a role from somebody; False when they did not hold it any more."""
        taken = take(self.on, membership.person_id, membership.office, membership.unit_id)
        if taken:
            self._note(membership.person_id, membership.office, membership.unit_id, given=False)
        return taken

    def _note(self, person_id: int, office: Office, unit_id: int, *, given: bool) -> None:
        held, free = {"role": office}, dict[str, str]()
        before, after = (free, held) if given else (held, free)
        record(self.on, self.by, "role", person_id, before=before, after=after, unit_id=unit_id or None)
        self.show_menu(person_id)

    def note_refusal(self, person_id: int, office: Office, unit_id: int) -> None:
        """Write down that somebody was refused a role."""
        asked, refused = {"asked": office}, {"refused": office}
        record(self.on, self.by, "role", person_id, before=asked, after=refused, unit_id=unit_id or None)

    def show_menu(self, person_id: int) -> None:
        """Let somebody's menu hold the commands that come with their roles."""
        menu = menu_of(person_id, self.standing(person_id))
        self.turn.effects.append(Effect(person_id, "setMyCommands", menu))

    def membership(self, person_id: int, office: Office, unit_id: int) -> Membership | None:
        """Return the role if the person holds it."""
        held = memberships.held_by(self.on, person_id)
        return next((one for one in held if (one.office, one.unit_id) == (office, unit_id)), None)

    def leaves_nobody(self, office: Office, person_id: int) -> bool:
        """Whether nobody would be admin, or nobody coordinate, without that role of theirs."""
        settled = set(self.services.settings.admin_ids)
        held = [one for one in memberships.agency_wide(self.on) if (one.office, one.person_id) != (office, person_id)]
        counted = {"admin"} if office == "admin" else {"admin", "coordinator"}
        return not settled and not any(one.office in counted for one in held)

    def show_coordinators(self, name: str, card: Callable[[int], View]) -> None:
        """Show every coordinator a card that lives under that name; who tapped sees it where they tapped too."""
        for coordinator in coordinators(self.on, self.services.settings.admin_ids):
            tapped = self._tapped_by(coordinator)
            if tapped is not None:
                self.turn.edit(card(coordinator))
            if tapped is None or self._message_of(coordinator, name) not in (tapped, None):
                self.turn.rewrite_in(coordinator, name, card(coordinator))

    def _tapped_by(self, coordinator: int) -> int | None:
        message = self.turn.update.effective_message
        by_them = self.turn.update.callback_query is not None and coordinator == self.turn.chat_id
        return message.message_id if by_them and message else None

    def _message_of(self, coordinator: int, name: str) -> int | None:
        return living_message(self.on, self.services.bot.id, coordinator, name)
