"""The files of the schedule: a year as a picture, made in a process of its own, and all deadlines as iCalendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.aside import About, Ground
from bot.checklists.rounds import find_round
from bot.database import Connection
from bot.deadlines import store
from bot.deadlines.store import Stored
from bot.people.store import ZONES, agency_name, agency_zone
from bot.reports.deadlines import Deadline, YearPlan
from bot.reports.ics import ics
from bot.reports.yearcalendar import yearcalendar

if TYPE_CHECKING:  # the process that draws needs nothing of the service, whose import takes a second
    from bot.services import Services

YEAR, ICS = "schedule-year", "schedule-ics"
ICS_CAPTION = "Buka berkas ini di ponsel atau komputer untuk menambahkan tenggat ke kalender Anda."


def make_year(on: Connection, ground: Ground, about: About) -> bytes:
    """Return the calendar of a year."""
    found = tuple(_deadline(on, one) for one in store.deadlines(on) if one.due_on.year == about["year"])
    made_at = ground.now.astimezone(ZONES[agency_zone(on)])
    undated = tuple((when, what) for when, what in about["undated"])
    return yearcalendar(YearPlan(about["year"], agency_name(on) or ground.agency, made_at, found, undated))


def _deadline(on: Connection, one: Stored, link: str = "") -> Deadline:
    round_ = find_round(on, one.round_id) if one.round_id else None
    clock = f"Paling lambat pukul {one.due_at:%H.%M} waktu setempat." if one.due_at else ""
    tied = f"Dikerjakan lewat daftar tugas {round_.name}." if round_ else ""
    return Deadline(f"tenggat-{one.id}", one.title, one.due_on, " ".join(filter(None, (clock, tied))), link)


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What goes into an iCalendar file."""

    deadlines: Sequence[Deadline]
    name: str
    domain: str
    made_at: datetime


def read_calendar(on: Connection, services: "Services", _: About) -> CalendarFile:
    """Return the deadlines in force, each with the way back to the chat."""
    username = services.bot.username
    found = [_deadline(on, one, f"https://t.me/{username}") for one in store.deadlines(on)]
    agency = agency_name(on) or services.library.index.base.agency.name or "Klinik RB"
    return CalendarFile(found, f"Tenggat {agency}", username, services.clock.now())


def make_ics(file: CalendarFile) -> bytes:
    """Return the iCalendar file."""
    return ics(file.deadlines, file.name, file.domain, file.made_at)
