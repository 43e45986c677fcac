"""The words of a reminder follow the day on which it is read."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.deadlines import Deadline, snooze_day
from reminders.hours import Hours
from reminders.models import Duty, Line, Message, Unit
from reminders.wording import LATE, notice_of, when

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
HOURS = Hours()
FRIDAY = datetime(2026, 12, 11, 8, 30, tzinfo=JAKARTA)
LAST_DAY = "Hari ini hari kerja terakhir sebelum tenggat."


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 12, 14), "Senin 14 Des, 3 hari lagi"),
        (date(2026, 12, 12), "besok, Sabtu 12 Des"),
        (date(2026, 12, 11), "hari ini, Jumat 11 Des"),
        (date(2026, 12, 10), "Kamis 10 Des, lewat 1 hari"),
        (date(2027, 1, 4), "Senin 4 Jan 2027, 24 hari lagi"),
    ],
)
def test_a_deadline_seen_from_a_friday(due_on: date, words: str) -> None:
    assert when(Deadline(1, "Renaksi", due_on), JAKARTA, FRIDAY) == words


def test_a_time_of_day_is_said_with_its_zone() -> None:
    deadline = Deadline(1, "Renaksi", date(2026, 12, 11), time(16))
    assert when(deadline, JAYAPURA, FRIDAY) == "hari ini, Jumat 11 Des pukul 16.00 WIT"
    assert when(deadline, JAYAPURA, FRIDAY.replace(hour=14)) == "Jumat 11 Des pukul 16.00 WIT, baru saja lewat"


@given(
    due_on=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    days=st.integers(-20, 60),
    zone=st.sampled_from((JAKARTA, JAYAPURA)),
    minute=st.integers(0, 24 * 60 - 1),
)
def test_tomorrow_is_said_of_the_next_day_alone(due_on: date, days: int, zone: ZoneInfo, minute: int) -> None:
    now = datetime.combine(due_on - timedelta(days=days), time(minute // 60, minute % 60), zone).astimezone(UTC)
    words = when(Deadline(1, "Renaksi", due_on), zone, now)
    assert ("besok" in words) == (days == 1)
    assert ("hari ini" in words) == (days == 0)
    assert (f", {days} hari lagi" in words) == (days > 1)
    assert (f", lewat {-days} hari" in words) == (days < 0)


def line(due_on: date, now: datetime, **more: object) -> Line:
    deadline = Deadline(1, "Renaksi <b>", due_on)
    duty = Duty(deadline, Unit(7, "Dinas Kesehatan", JAKARTA), 4, now)
    return Line(duty, "focal", bool(more.get("late")), snooze_day(deadline, JAKARTA, HOURS, now))


@pytest.mark.parametrize(
    ("due_on", "hint"),
    [
        (date(2026, 12, 11), ""),
        (date(2026, 12, 13), LAST_DAY),
        (date(2026, 12, 14), ""),
        (date(2026, 12, 20), "Tenggat jatuh pada hari libur; hari kerja terakhir sebelumnya Jumat 18 Des."),
        (date(2026, 12, 6), ""),
    ],
)
def test_a_deadline_on_a_day_off_tells_the_last_working_day(due_on: date, hint: str) -> None:
    notice = notice_of(Message(5, (line(due_on, FRIDAY),)), HOURS, FRIDAY)
    assert notice.parts[0].items[0].hint == hint


def test_the_parts_of_a_notice() -> None:
    due = line(date(2026, 12, 18), FRIDAY)
    message = Message(5, (due, Line(due.duty, "coordinator", late=True, snooze_on=None)))
    notice = notice_of(message, HOURS, FRIDAY)
    assert [part.opening for part in notice.parts] == ["Masih ada yang perlu diselesaikan:", "Unit yang belum selesai:"]
    item = notice.parts[0].items[0]
    assert (item.title, item.unit, item.left) == ("Renaksi <b>", "Dinas Kesehatan", "4 tugas belum selesai")
    assert notice.late == LATE


@pytest.mark.parametrize(
    ("now", "label", "day"),
    [
        (FRIDAY - timedelta(days=1), "Ingatkan besok pagi", date(2026, 12, 11)),
        (FRIDAY, "Ingatkan Senin pagi", date(2026, 12, 14)),
        (datetime(2027, 3, 8, 8, 30, tzinfo=JAKARTA), "Ingatkan Jumat pagi", date(2027, 3, 12)),
    ],
)
def test_the_button_says_the_morning_that_is_meant(now: datetime, label: str, day: date) -> None:
    holiday = {date(2027, 3, 9), date(2027, 3, 10), date(2027, 3, 11)}
    hours = Hours(lambda one: one.weekday() < 5 and one not in holiday)
    deadline = Deadline(1, "Renaksi", now.date() + timedelta(days=7))
    duty = Duty(deadline, Unit(7, "Dinas Kesehatan", JAKARTA), 4, now)
    told = Line(duty, "focal", late=False, snooze_on=snooze_day(deadline, JAKARTA, hours, now))
    snooze = notice_of(Message(5, (told,)), hours, now).snooze
    assert snooze and (snooze.label, snooze.day, snooze.items) == (label, day, ((1, 7),))


def test_a_morning_more_than_a_week_away_is_named_by_its_date() -> None:
    now = datetime(2027, 3, 5, 8, 30, tzinfo=JAKARTA)
    hours = Hours(lambda one: one == now.date() or (one.weekday() < 5 and one > date(2027, 3, 14)))
    deadline = Deadline(1, "Renaksi", date(2027, 3, 31))
    duty = Duty(deadline, Unit(7, "Dinas Kesehatan", JAKARTA), 4, now)
    told = Line(duty, "focal", late=False, snooze_on=snooze_day(deadline, JAKARTA, hours, now))
    snooze = notice_of(Message(5, (told,)), hours, now).snooze
    assert snooze and snooze.label == "Ingatkan Senin 15 Mar pagi"


def test_nothing_is_put_off_behind_the_deadline() -> None:
    assert notice_of(Message(5, (line(date(2026, 12, 13), FRIDAY),)), HOURS, FRIDAY).snooze is None
