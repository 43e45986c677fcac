"""The planning of reminders by examples from an agency's year."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from reminders.deadlines import Deadline, moments
from reminders.hours import Hours
from reminders.models import SNOOZE, Duty, Entry, Mark, Message, Plan, Snooze, State, Unit
from reminders.planning import make_plan

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
HOURS = Hours()
DINAS, PUSKESMAS = Unit(1, "Dinas Kesehatan", JAKARTA), Unit(2, "Puskesmas", JAYAPURA)
FOCAL, HEAD, COORDINATOR = 11, 12, 13
LONG_AGO = datetime(2026, 10, 1, tzinfo=UTC)


def jakarta(month: int, day: int, hour: int = 8, minute: int = 30) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=JAKARTA)


def state(*duties: Duty, ledger: frozenset[Mark] = frozenset(), snoozes: tuple[Snooze, ...] = ()) -> State:
    people = {("focal", unit): (FOCAL,) for unit in (1, 2)}
    people |= {("head", 1): (HEAD,)} | {("coordinator", unit): (COORDINATOR,) for unit in (1, 2)}
    return State(duties, people, ledger, JAKARTA, snoozes)  # type: ignore[arg-type] # roles are literals here


def duty(due_on: date, unit: Unit = DINAS, left: int = 3, id: int = 1, due_at: time | None = None) -> Duty:
    return Duty(Deadline(id, f"Tenggat {id}", due_on, due_at), unit, left, LONG_AGO)


def outcomes(plan: Plan) -> dict[str, str]:
    return {entry.mark.rung: entry.outcome for entry in plan.entries}


def handled(duty: Duty, *rungs: str) -> frozenset[Mark]:
    return frozenset(Mark(duty.deadline.id, duty.unit.id, rung, duty.deadline.due_on) for rung in rungs)


@pytest.mark.parametrize(
    ("due_on", "days"),
    [
        # 24 and 25 December are off, then a weekend
        (date(2026, 12, 27), {"H-3": (12, 23), "H-1": (12, 23), "H": (12, 23), "H+1": (12, 28)}),
        (date(2026, 12, 14), {"H-3": (12, 11), "H-1": (12, 11), "H": (12, 14), "H+1": (12, 15)}),
        (date(2026, 12, 11), {"H-3": (12, 8), "H-1": (12, 10), "H": (12, 11), "H+1": (12, 14)}),
    ],
)
def test_rungs_move_to_working_days(due_on: date, days: dict[str, tuple[int, int]]) -> None:
    found = {rung.code: at for rung, at in moments(duty(due_on).deadline, JAKARTA, JAKARTA, HOURS)}
    for rung, (month, day) in days.items():
        assert found[rung] == jakarta(month, day)


@pytest.mark.parametrize("due_at", [time(8), time(8, 30)])
def test_a_deadline_up_to_the_hour_of_sending_is_announced_the_working_day_before(due_at: time) -> None:
    monday = duty(date(2026, 12, 14), due_at=due_at)
    found = {rung.code: at for rung, at in moments(monday.deadline, JAKARTA, JAKARTA, HOURS)}
    assert found["H"] == jakarta(12, 11)


def test_rungs_that_fall_on_one_day_are_one_message() -> None:
    monday = duty(date(2026, 12, 14))
    plan = make_plan(state(monday, ledger=handled(monday, "H-30", "H-14", "H-7")), HOURS, jakarta(12, 11))
    assert outcomes(plan) == {"H-3": "sent", "H-1": "sent"}
    assert [len(message.lines) for message in plan.messages] == [1]
    assert plan.look_again == jakarta(12, 14)


def test_after_a_downtime_the_latest_missed_rung_goes_out_once_as_late() -> None:
    plan = make_plan(state(duty(date(2026, 12, 21))), HOURS, jakarta(12, 15))
    assert outcomes(plan) == {"H-30": "overtaken", "H-14": "overtaken", "H-7": "late"}
    assert [line.late for message in plan.messages for line in message.lines] == [True]


def test_later_on_the_same_day_is_not_late() -> None:
    plan = make_plan(state(duty(date(2026, 12, 21))), HOURS, jakarta(12, 14, 16))
    assert outcomes(plan)["H-7"] == "sent"


def test_nothing_goes_out_in_the_evening_and_the_morning_after_it_does() -> None:
    plan = make_plan(state(duty(date(2026, 12, 21))), HOURS, jakarta(12, 14, 21))
    assert (plan.messages, plan.entries) == ((), ())
    assert plan.look_again == jakarta(12, 15)


def test_what_was_missed_waits_for_the_reminders_of_the_morning() -> None:
    thursday = state(duty(date(2026, 12, 17)))
    assert make_plan(thursday, HOURS, jakarta(12, 14, 8, 0)).look_again == jakarta(12, 14)
    assert outcomes(make_plan(thursday, HOURS, jakarta(12, 14)))["H-3"] == "sent"


def test_before_the_deadline_is_not_said_after_it() -> None:
    friday = duty(date(2026, 12, 11))
    plan = make_plan(state(friday, ledger=handled(friday, "H+1", "H+3 koordinator")), HOURS, jakarta(12, 14))
    assert (set(outcomes(plan).values()), plan.messages) == ({"passed"}, ())


def test_overdue_reaches_the_focal_person_then_the_coordinators_then_the_head() -> None:
    late = duty(date(2026, 12, 1))
    known = handled(late, "H-30", "H-14", "H-7", "H-3", "H-1", "H")
    told = []
    for day in (2, 4, 8):
        plan = make_plan(state(late, ledger=known), HOURS, jakarta(12, day))
        known |= {entry.mark for entry in plan.entries}
        told += [message.person_id for message in plan.messages]
    assert told == [FOCAL, COORDINATOR, HEAD]


def test_a_long_downtime_tells_each_of_them_and_after_two_weeks_nobody() -> None:
    late = duty(date(2026, 12, 1))
    known = handled(late, "H-30", "H-14", "H-7", "H-3", "H-1", "H")
    plan = make_plan(state(late, ledger=known), HOURS, jakarta(12, 15))
    assert outcomes(plan) == {"H+1": "late", "H+3 koordinator": "late", "H+7 kepala": "late"}
    plan = make_plan(state(late, ledger=known), HOURS, jakarta(12, 16))
    assert set(outcomes(plan).values()) == {"silent"}
    assert plan.messages == ()


def test_each_unit_by_its_own_clock_and_one_message_a_person() -> None:
    duties = (duty(date(2026, 12, 21)), duty(date(2026, 12, 21), PUSKESMAS), duty(date(2026, 12, 28), id=2))
    early = make_plan(state(*duties), HOURS, jakarta(12, 14, 6, 30))
    assert [line.duty.unit for message in early.messages for line in message.lines] == [PUSKESMAS]
    known = frozenset(entry.mark for entry in early.entries)
    later = make_plan(state(*duties, ledger=known), HOURS, jakarta(12, 14))
    assert [(one.person_id, len(one.lines)) for one in later.messages] == [(FOCAL, 2)]


def test_coordinators_are_written_to_by_the_clock_of_the_office() -> None:
    late = duty(date(2026, 12, 1))
    known = handled(late, "H-30", "H-14", "H-7", "H-3", "H-1", "H", "H+1")
    further_east = replace(state(late, ledger=known), office=JAYAPURA)
    assert make_plan(further_east, HOURS, jakarta(12, 3)).look_again == jakarta(12, 4, 6, 30)
    assert outcomes(make_plan(further_east, HOURS, jakarta(12, 4, 6, 30))) == {"H+3 koordinator": "sent"}


def test_a_finished_unit_is_left_alone_and_nothing_seems_missed_when_evidence_is_returned() -> None:
    done = duty(date(2026, 12, 21), left=0)
    plan = make_plan(state(done), HOURS, jakarta(12, 14))
    assert (set(outcomes(plan).values()), plan.messages) == ({"done"}, ())
    known = frozenset(entry.mark for entry in plan.entries)
    assert make_plan(state(replace(done, left=1), ledger=known), HOURS, jakarta(12, 15)).messages == ()


def test_a_deadline_set_late_has_not_missed_what_came_before() -> None:
    late = replace(duty(date(2026, 12, 21)), since=jakarta(12, 15, 10))
    plan = make_plan(state(late), HOURS, jakarta(12, 15, 10))
    assert (plan.entries, plan.look_again) == ((), jakarta(12, 18))


def test_a_deadline_that_moved_has_rungs_of_its_own() -> None:
    first = duty(date(2026, 12, 14))
    known = handled(first, "H-30", "H-14", "H-7", "H-3", "H-1")
    moved = replace(duty(date(2026, 12, 21)), since=jakarta(12, 11, 10))
    assert outcomes(make_plan(state(moved, ledger=known), HOURS, jakarta(12, 14))) == {"H-7": "sent"}


def test_a_unit_without_a_focal_person_is_noted() -> None:
    alone = replace(state(duty(date(2026, 12, 14))), people={})
    assert outcomes(make_plan(alone, HOURS, jakarta(12, 14)))["H"] == "nobody"


def test_a_wish_is_one_extra_rung_for_one_person() -> None:
    friday = duty(date(2026, 12, 18))
    known = handled(friday, "H-30", "H-14", "H-7", "H-3")
    wish = Snooze(1, 1, FOCAL, date(2026, 12, 16))
    mark = Mark(1, 1, SNOOZE, wish.day, FOCAL)
    plan = make_plan(state(friday, ledger=known, snoozes=(wish, wish)), HOURS, jakarta(12, 16))
    assert plan.entries == (Entry(mark, "sent"),)
    assert [message.person_id for message in plan.messages] == [FOCAL]
    after = make_plan(state(friday, ledger=known | {mark}, snoozes=(wish,)), HOURS, jakarta(12, 16, 9))
    assert (after.messages, after.look_again) == ((), jakarta(12, 17))


def test_a_wish_and_a_rung_of_the_same_morning_are_one_line() -> None:
    friday = duty(date(2026, 12, 18))
    wish = Snooze(1, 1, FOCAL, date(2026, 12, 17))
    known = handled(friday, "H-30", "H-14", "H-7", "H-3")
    plan = make_plan(state(friday, ledger=known, snoozes=(wish,)), HOURS, jakarta(12, 17))
    assert outcomes(plan) == {"H-1": "sent", SNOOZE: "sent"}
    assert [len(message.lines) for message in plan.messages] == [1]


def test_who_holds_two_roles_reads_each_deadline_once_as_the_one_nearest_to_the_work() -> None:
    late = duty(date(2026, 12, 1))
    both = replace(state(late), people={("focal", 1): (FOCAL,), ("head", 1): (FOCAL,)})
    (message,) = make_plan(both, HOURS, jakarta(12, 9)).messages
    assert isinstance(message, Message)
    assert [line.audience for line in message.lines] == ["focal"]


def test_what_is_due_first_stands_first() -> None:
    duties = (duty(date(2026, 12, 28), id=2), duty(date(2026, 12, 21), id=1))
    (message,) = make_plan(state(*duties), HOURS, jakarta(12, 14)).messages
    assert [line.duty.deadline.id for line in message.lines] == [1, 2]


def test_when_all_is_handled_there_is_nothing_to_wait_for() -> None:
    over = duty(date(2026, 11, 2))
    known = frozenset(entry.mark for entry in make_plan(state(over), HOURS, jakarta(12, 14)).entries)
    assert make_plan(state(over, ledger=known), HOURS, jakarta(12, 14)) == Plan((), (), None)
