"""Who is shown what when an escalation changes; all of it inside the transaction that changed it."""

from dataclasses import dataclass
from datetime import timedelta

from bot.asking import store as questions
from bot.asking.views import Occasion, topic_view
from bot.database import Connection
from bot.effects import living_message
from bot.escalations import store, views
from bot.escalations.store import Asker, Escalation
from bot.rights import coordinators
from bot.routing import Context
from bot.services import Services
from bot.turn import Turn
from bot.view import View
from knowledge.base import KnowledgeBase
from knowledge.schema import Topic

ALIKE_WITHIN = timedelta(days=30)
"""How far back those are told who asked the like and got no answer; later nobody waits for it any more."""


def card_name(escalation_id: int) -> str:
    """Name the message by which a coordinator follows an escalation."""
    return f"pertanyaan:{escalation_id}"


def status_name(escalation_id: int) -> str:
    """Name the message by which an asker follows an escalation."""
    return f"ditanyakan:{escalation_id}"


@dataclass(frozen=True)
class Desk:
    """Speaks to coordinators and askers on behalf of the turn that changes an escalation."""

    on: Connection
    turn: Turn
    services: Services

    @classmethod
    def of(cls, context: Context, on: Connection) -> "Desk":
        """Return the desk of the turn being run."""
        return cls(on, context.turn, context.services)

    @property
    def _base(self) -> KnowledgeBase:
        return self.services.library.index.base

    def card(self, escalation: Escalation, viewer: int) -> View:
        """Return the escalation as that coordinator sees it."""
        many = len(store.askers(self.on, escalation.id))
        asked = views.moment(escalation.asked_at, self.services.settings.timezone)
        asked = f"{asked} · {many} penanya" if many > 1 else asked
        return views.card_view(escalation, viewer, asked, self._before(escalation), self._topic_of(escalation))

    def _before(self, escalation: Escalation) -> str:
        before = store.find(self.on, escalation.follows)
        return views.before_text(before, self._topic_of(before)) if before else ""

    def _topic_of(self, escalation: Escalation) -> Topic | None:
        return self._base.topics.get(escalation.topic_id or "")

    def show_coordinators(self, escalation: Escalation) -> None:
        """Show every coordinator how it stands; who tapped sees it in the message they tapped too."""
        for coordinator in coordinators(self.on, self.services.settings.admin_ids):
            view = self.card(escalation, coordinator)
            tapped = self._tapped_by(coordinator)
            if tapped is not None:
                self.turn.edit(view)
            if tapped is None or self._card_of(coordinator, escalation) not in (tapped, None):
                self.show_card(coordinator, escalation)

    def show_card(self, coordinator: int, escalation: Escalation) -> None:
        """Show one coordinator how it stands, in the message by which they follow it."""
        self.turn.rewrite_in(coordinator, card_name(escalation.id), self.card(escalation, coordinator))

    def _tapped_by(self, coordinator: int) -> int | None:
        message = self.turn.update.effective_message
        by_them = self.turn.update.callback_query is not None and coordinator == self.turn.chat_id
        return message.message_id if by_them and message else None

    def _card_of(self, coordinator: int, escalation: Escalation) -> int | None:
        return living_message(self.on, self.services.bot.id, coordinator, card_name(escalation.id))

    def show_askers(self, escalation: Escalation) -> None:
        """Show every asker how far it is."""
        for asker in store.askers(self.on, escalation.id):
            self.turn.rewrite_in(asker.chat_id, status_name(escalation.id), views.status_view(escalation))

    def settle(self, escalation: Escalation) -> None:
        """Bring the answer to everybody who waits for it, and to those who asked the like and got none."""
        self.show_coordinators(escalation)
        self.show_askers(escalation)
        self._gather_earlier_askers(escalation)
        self.tell_askers(escalation, self._answer(escalation))

    def tell_askers(self, escalation: Escalation, view: View) -> None:
        """Send everybody who waits a message, below their question."""
        for asker in store.askers(self.on, escalation.id):
            self.turn.tell(asker.chat_id, view, reply_to=asker.message_id)

    def _gather_earlier_askers(self, escalation: Escalation) -> None:
        now = self.turn.now
        known = {asker.chat_id for asker in store.askers(self.on, escalation.id)}
        for asked in questions.unanswered_alike(self.on, escalation.gist, now - ALIKE_WITHIN):
            if asked.chat_id is not None and asked.chat_id not in known:
                asker = Asker(asked.chat_id, asked.person_id, asked.message_id)
                store.wait_for(self.on, escalation.id, asker, now)

    def _answer(self, escalation: Escalation) -> View:
        topic = self._topic_of(escalation)
        if topic is None:
            return views.answered_view(escalation)
        return views.settled_with_view(escalation, topic_view(self._base, topic, None, Occasion()))
