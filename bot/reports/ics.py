"""Deadlines as an iCalendar file (RFC 5545), for the calendar on a phone or a computer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.reports.cleaning import legible, one_line
from bot.reports.deadlines import Deadline

if TYPE_CHECKING:
    from icalendar import Alarm, Event
    from icalendar.prop import vInline

PRODUCT = "-//Klinik RB//Tenggat//ID"
WARNING = -timedelta(days=7) + timedelta(hours=8)
"""From the midnight in which the day begins: seven days before, at eight in the morning instead of at night."""


def ics(deadlines: Iterable[Deadline], name: str, domain: str, made_at: datetime) -> bytes:
    """Return the file: an all-day event a deadline, each with an alarm seven days before.

    `name` is what the calendar is called. `domain` (the bot's username, say) and a deadline's `uid` name its event for
    good: a file made later changes the events of an earlier one instead of adding to them.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _escaped(one_line(name)))
    for deadline in deadlines:
        calendar.add_component(_event(deadline, domain, made_at))
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, domain: str, made_at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{deadline.uid}@{domain}")
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", deadline.due_on)
    event.add("dtend", deadline.due_on + timedelta(days=1))
    event.add("summary", _escaped(one_line(deadline.title)))
    event.add("transp", "TRANSPARENT")
    if deadline.note:
        event.add("description", _escaped(legible(deadline.note)))
    if deadline.link:
        event.add("url", deadline.link)
    event.add_component(_alarm(deadline))
    return event


def _alarm(deadline: Deadline) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", WARNING)
    alarm.add("description", _escaped(f"7 hari lagi: {one_line(deadline.title)}"))
    return alarm


def _escaped(text: str) -> vInline:
    r"""Escape text as RFC 5545, 3.3.11 has it. The package by itself leaves names outside the RFC as they are, and
    takes the "\N" in "D:\Notulen" for a line break."""
    from icalendar.prop import vInline

    for sign, written in (("\\", r"\\"), (";", r"\;"), (",", r"\,"), ("\n", r"\n")):
        text = text.replace(sign, written)
    return vInline(text)
