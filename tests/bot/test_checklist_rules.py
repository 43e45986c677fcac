"""What becomes of a task, whatever people say of it; and figures, whatever they type."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.checklists import OpenTasks
from bot.checklists import rules
from bot.checklists.numbers import read_number
from bot.checklists.rounds import Round
from bot.checklists.states import BY_FOCAL_PERSON, STATES, State
from bot.checklists.store import Progress, Task
from bot.checklists.views import PAGE, Sheet, areas_view, tasks_view
from bot.checklists.words import amount, bar, distance
from bot.markup import unfolded_text
from bot.people.store import Unit
from bot.view import View

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)
states = st.sampled_from(STATES)


@given(state=states, wanted=st.lists(states, max_size=12), by=st.integers(1, 9))
def test_who_finished_it_is_known_exactly_while_it_is_finished(state: State, wanted: list[State], by: int) -> None:
    progress = Progress(state)
    for step, to in enumerate(wanted):
        moved = rules.marked(progress, to, "alasan", by, NOW + timedelta(minutes=step))
        judged = rules.judged(progress, to, None, 100, NOW + timedelta(minutes=step))
        progress = moved or judged or progress
        if moved or judged:
            assert progress.state == to
            assert (progress.done_by is not None) <= (to in ("done", "verified"))
            assert (progress.verified_by is not None) == (to == "verified")


def test_a_focal_person_never_verifies_or_returns() -> None:
    assert not {"verified", "returned"} & {to for ways in BY_FOCAL_PERSON.values() for to in ways}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("85", 85),
        ("85%", 85),
        ("85,5", 85.5),
        ("85.5", 85.5),
        ("1.250,5", 1250.5),
        ("1.250", 1250),
        ("Rp 150.000.000", 150_000_000),
        ("150 juta", 150_000_000),
        ("1,5 miliar", 1_500_000_000),
        ("-3", -3),
        ("banyak", None),
        ("12 orang", None),
        ("1.2.3", None),
        ("", None),
        ("9" * 40, None),
    ],
)
def test_figures_as_people_type_them(typed: str, value: float | None) -> None:
    assert read_number(typed) == value


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    value = read_number(text)
    assert value is None or abs(value) <= 1e15


@given(st.integers(-(10**12), 10**12).map(lambda whole: whole / 100))
def test_a_figure_is_read_as_it_was_shown(value: float) -> None:
    assert read_number(amount(value)) == pytest.approx(value, abs=1e-4)


@given(done=st.integers(0, 200), of=st.integers(1, 200))
def test_the_bar_is_full_only_when_all_is_done(done: int, of: int) -> None:
    shown = bar(min(done, of) / of)
    assert shown.endswith("100%") == (of <= done)
    assert len(shown.split(" ")[0]) == 10


def test_distances_are_said_as_they_are() -> None:
    days = (TODAY + timedelta(days=days) for days in (3, 0, -2))
    assert [distance(day, TODAY) for day in days] == ["3 hari lagi", "hari ini", "lewat 2 hari"]


def sheet(many: int, areas: int) -> Sheet:
    unit = Unit("disdik", "Dinas <Pendidikan>", "Disdik", "opd", id=1)
    tasks = [Task(n, 0, 1, 1, n, n, f"Area {n % areas}", f"Butir <{n}>", TODAY, Progress()) for n in range(1, many + 1)]
    return Sheet(unit, Round(1, 1, "ZI & WBK", "2026", TODAY, closed=False), tasks, TODAY, alone=True)


@given(many=st.integers(0, 150), areas=st.integers(1, 150), page=st.integers(0, 30))
def test_a_hundred_and_fifty_tasks_are_all_reached_page_by_page(many: int, areas: int, page: int) -> None:
    shown = sheet(many, areas)
    pages = [tasks_view(shown, "all", number) for number in range(-(-many // PAGE) or 1)]
    labels = [button.text for view in pages for row in view.keyboard for button in row if "Butir" in button.text]
    assert len(labels) == many
    other = [tasks_view(shown, name, page) for name in ("area-0", "area-99")]
    for view in (*pages, *other, areas_view(shown, page)):
        fits(view)


def fits(view: View) -> None:
    assert len(unfolded_text(view.text)) < 4096
    assert sum(len(row) for row in view.keyboard) <= 100
    assert "<Pendidikan>" not in view.text
    view.params()


def test_a_filter_remembers_the_page_it_is_left_from() -> None:
    buttons = [button for row in tasks_view(sheet(20, 2), "all", 1).keyboard for button in row]
    assert OpenTasks(1, 1, "all", 0) in [button.action for button in buttons]
