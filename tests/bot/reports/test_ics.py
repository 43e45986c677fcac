"""The calendar file, read back by a parser and line by line."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.reports.cleaning import legible, one_line
from bot.reports.deadlines import Deadline
from bot.reports.ics import ics
from tests.bot.reports.samples import MADE_AT

ZI = Deadline(
    "zi-2027", "Usulan unit WBK/WBBM ke TPN", date(2027, 5, 31), "Surat dan SPTJM.", "https://t.me/x?start=a,b;c"
)
UNSEEN = {chr(code) for code in (*range(0x20), 0x7F)} - {"\t"}


def made(*deadlines: Deadline, name: str = "Tenggat RB", made_at: datetime = MADE_AT) -> bytes:
    return ics(deadlines, name, "klinik_rb_bot", made_at)


def read(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_deadline_is_an_event_of_a_whole_day() -> None:
    (event,) = read(made(ZI))
    assert event.decoded("dtstart") == date(2027, 5, 31)
    assert event.decoded("dtend") == date(2027, 6, 1)
    assert event.decoded("dtstamp") == MADE_AT
    assert (str(event["summary"]), str(event["description"])) == (ZI.title, ZI.note)
    assert event["url"] == ZI.link
    assert b"DTSTART;VALUE=DATE:20270531\r\n" in made(ZI)


def test_the_alarm_rings_in_the_morning_seven_days_before() -> None:
    (event,) = read(made(ZI))
    (alarm,) = event.walk("VALARM")
    rings = datetime(2027, 5, 31) + alarm.decoded("trigger")
    assert rings == datetime(2027, 5, 24, 8)
    assert (alarm["action"], str(alarm["description"])) == ("DISPLAY", f"7 hari lagi: {ZI.title}")


def test_a_later_file_changes_the_same_events() -> None:
    later = Deadline("zi-2027", "Usulan ZI", date(2027, 6, 15))
    before = read(made(ZI))[0]
    after = read(made(later, made_at=MADE_AT + timedelta(days=3)))[0]
    assert before["uid"] == after["uid"] == "zi-2027@klinik_rb_bot"
    assert before.decoded("dtstamp") < after.decoded("dtstamp")


def test_without_deadlines_it_is_still_a_calendar() -> None:
    calendar = Calendar.from_ical(made())
    assert (calendar["version"], calendar["method"], calendar.walk("VEVENT")) == ("2.0", "PUBLISH", [])


def test_what_a_name_may_hold_is_escaped() -> None:
    assert b"X-WR-CALNAME:Tenggat\\, Kab\\; Contoh \\\\ satu\r\n" in made(name="Tenggat, Kab; Contoh \\\n satu")
    assert b"SUMMARY:a\\,b\\;c D:\\\\Notulen BEGIN:VEVENT\r\n" in made(
        Deadline("a", "a,b;c D:\\Notulen\nBEGIN:VEVENT", date(2027, 1, 1))
    )


texts = st.text(max_size=200) | st.text(st.sampled_from(',;\\\n\r\t:"nN é🚀\x00\x85\u2028'), max_size=200)


@given(title=texts, note=texts, name=texts)
def test_any_text_comes_back_as_it_was(title: str, note: str, name: str) -> None:
    content = made(Deadline("a", title, date(2027, 1, 1), note), ZI, name=name)
    first, second = read(content)
    assert str(first["summary"]) == one_line(title)
    assert str(first.get("description", "")) == legible(note)
    assert str(second["summary"]) == ZI.title
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert not UNSEEN & set("".join(line.decode() for line in lines))


def test_the_package_is_imported_when_a_file_is_made() -> None:
    script = "import sys, bot.reports.ics, bot.reports.yearcalendar; print('icalendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 12, 31)])
def test_the_last_day_of_a_month_ends_in_the_next(day: date) -> None:
    (event,) = read(made(Deadline("a", "Laporan", day)))
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
