"""What goes out by itself on a working morning: the coordinators' weekly digest and the behaviour of the day."""

from datetime import date, datetime, timedelta

from bot.actions.checklists import OpenVerification
from bot.announcements.store import mark_unreachable
from bot.asking.words import short_date
from bot.checklists import rounds
from bot.checklists.store import count_done
from bot.checklists.words import bar, distance
from bot.database import Connection
from bot.deadlines.views import daily_view
from bot.markup import bold, render
from bot.people.store import ZONES, agency_zone
from bot.recap import store as recap
from bot.reports.figures import added
from bot.rights import coordinators
from bot.services import Services
from bot.view import Button, View
from knowledge.base import KnowledgeBase
from reminders import outbox
from reminders.hours import Hours
from reminders.outbox import Intent
from reminders.sending import Message

DIGEST, BEHAVIOUR = "digest", "behaviour"
MOST_ROUNDS = 10
VALUES = ("berorientasi-pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif")
DAILY_READERS = "SELECT person_id, chat_id FROM people WHERE daily = 1 AND stopped_at IS NULL"


def is_due(on: Connection, services: Services, hours: Hours, now: datetime) -> bool:
    """Whether something is to be queued that has not been."""
    today = _morning(on, hours, now)
    if today is None:
        return False
    digest = _digest_day(hours, today) and not _is_queued(on, DIGEST, _week(today)) and rounds.open_rounds(on)
    daily = on.one(f"{DAILY_READERS} LIMIT 1") and not _is_queued(on, BEHAVIOUR, today.toordinal())
    return bool(digest or daily)


def enqueue_due(on: Connection, services: Services, hours: Hours, now: datetime) -> None:
    """Queue what is due and has not been queued."""
    today = _morning(on, hours, now)
    if today is None:
        return
    if _digest_day(hours, today) and rounds.open_rounds(on):
        for chat in coordinators(on, services.settings.admin_ids):
            week = _week(today)
            outbox.enqueue(on, Intent(DIGEST, week, chat, chat), f"{DIGEST}:{week}:{chat}", now)
    for row in on.all(DAILY_READERS):
        day, person_id = today.toordinal(), row["person_id"]
        intent = Intent(BEHAVIOUR, day, row["chat_id"], person_id)
        outbox.enqueue(on, intent, f"{BEHAVIOUR}:{day}:{person_id}", now)


def _morning(on: Connection, hours: Hours, now: datetime) -> date | None:
    """Return today where it is a working day in the agency whose morning has begun, and nobody is to be left alone."""
    local = now.astimezone(ZONES[agency_zone(on)])
    begun = hours.works(local.date()) and local.time() >= hours.send_at
    return local.date() if begun and hours.opening(now, ZONES[agency_zone(on)]) <= now else None


def _digest_day(hours: Hours, today: date) -> bool:
    """Whether it is the first working day of the week."""
    earlier = (today - timedelta(days=days) for days in range(1, today.weekday() + 1))
    return not any(map(hours.works, earlier))


def _week(day: date) -> int:
    year, week, _ = day.isocalendar()
    return year * 100 + week


def _is_queued(on: Connection, kind: str, subject: int) -> bool:
    found = on.one(
        "SELECT 1 AS one FROM outbox WHERE kind = :kind AND subject = :subject LIMIT 1", kind=kind, subject=subject
    )
    return found is not None


class DigestKind:
    """The weekly digest, as delivery knows it."""

    repeatable = True

    def __init__(self, services: Services) -> None:
        self._services = services

    def render(self, on: Connection, intent: Intent) -> Message | None:
        """Return how all open rounds stand."""
        found = rounds.open_rounds(on)
        now = self._services.clock.now()
        return _digest_view(on, found, now).message() if found else None

    def lost(self, on: Connection, intent: Intent, now: datetime) -> None:
        """Leave somebody who cannot be written to in peace, until they write again."""
        mark_unreachable(on, intent.chat_id, now)


def _digest_view(on: Connection, found: list[rounds.Round], now: datetime) -> View:
    today = now.astimezone(ZONES[agency_zone(on)]).date()
    parts = [_standing(on, round_, today, now) for round_ in found[:MOST_ROUNDS]]
    waiting = count_done(on)
    rows = [[Button(f"🔎 {waiting} menunggu verifikasi", OpenVerification())]] if waiting else []
    head = f"🗓 {bold('Ringkasan pekan ini')}, {short_date(today)}"
    return View("\n\n".join([head, *parts, "Rinciannya: /rekap"]), rows)


def _standing(on: Connection, round_: rounds.Round, today: date, now: datetime) -> str:
    stands = recap.unit_stands(on, round_.id, now)
    tally = added(one.tally for one in stands)
    idle = sum(one.tally.finished == 0 and one.tally.counted > 0 for one in stands)
    late = f" · {tally.late} butir lewat tenggat" if tally.late else ""
    lines = [
        bold(round_.name),
        bar(tally.share),
        f"Tenggat {short_date(round_.due_on)} ({distance(round_.due_on, today)}){late}",
        f"{idle} unit belum menyelesaikan satu butir pun" if idle else "",
    ]
    return "\n".join(filter(None, lines))


class BehaviourKind:
    """The behaviour of the day, as delivery knows it: once is enough, and never twice."""

    repeatable = False

    def __init__(self, services: Services) -> None:
        self._services = services

    def render(self, on: Connection, intent: Intent) -> Message | None:
        """Return the behaviour of that day; nothing a day later, or where the content has none."""
        today = self._services.clock.now().astimezone(ZONES[agency_zone(on)]).date()
        found = behaviours(self._services.library.index.base)
        if today.toordinal() != intent.subject or not found:
            return None
        value, behaviour = found[intent.subject % len(found)]
        return daily_view(value, behaviour).message()

    def lost(self, on: Connection, intent: Intent, now: datetime) -> None:
        """Leave somebody who cannot be written to in peace, until they write again."""
        mark_unreachable(on, intent.chat_id, now)


def behaviours(base: KnowledgeBase) -> list[tuple[str, str]]:
    """Return the behaviours that the content lists under each value, with the value's name, as HTML."""
    topics = [topic for value in VALUES if (topic := base.topics.get(f"nilai.{value}"))]
    return [
        (topic.title.removeprefix("Nilai "), render(line.removeprefix("- ").rstrip(";.")))
        for topic in topics
        for line in topic.answer.splitlines()
        if line.startswith("- ")
    ]


def read_daily(on: Connection, person_id: int, *, daily: bool) -> None:
    """Let somebody receive the behaviour of the day, or no longer."""
    on.execute("UPDATE people SET daily = :daily WHERE person_id = :person_id", daily=int(daily), person_id=person_id)
