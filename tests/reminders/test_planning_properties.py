"""Over random weeks of random agencies: what reminders promise, checked against an oracle that tries all half hours."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reminders.models import SNOOZE, Duty, Entry, Mark, State
from reminders.rungs import Rung
from tests.support.reminding import EVENTS, START, Agency, Event, Oracle, Run, agencies

# One life is hundreds of runs, and a loaded machine draws it slowly.
weeks = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
many_weeks = settings(weeks, max_examples=40)


def lived(agency: Agency, events: list[Event]) -> Agency:
    for event in events:
        event.happen(agency)
    return agency


def rungs_of(duty: Duty) -> dict[Mark, Rung]:
    deadline = duty.deadline
    return {Mark(deadline.id, duty.unit.id, rung.code, deadline.due_on): rung for rung in deadline.rungs}


def duty_of(state: State, mark: Mark) -> Duty:
    return next(one for one in state.duties if (one.deadline.id, one.unit.id) == (mark.deadline_id, mark.unit_id))


@weeks
@given(agency=agencies(), events=EVENTS)
def test_each_rung_of_a_unit_is_handled_at_most_once(agency: Agency, events: list[Event]) -> None:
    runs = lived(agency, events).runs
    handled = Counter(entry.mark for run in runs for entry in run.plan.entries)
    assert all(times == 1 for times in handled.values())


@weeks
@given(agency=agencies(), events=EVENTS)
def test_a_person_gets_at_most_one_message_a_run_and_each_line_once(agency: Agency, events: list[Event]) -> None:
    for run in lived(agency, events).runs:
        people = [message.person_id for message in run.plan.messages]
        assert len(set(people)) == len(people)
        for message in run.plan.messages:
            lines = [(line.duty.deadline.id, line.duty.unit.id) for line in message.lines]
            assert lines and len(set(lines)) == len(lines)


@weeks
@given(agency=agencies(), events=EVENTS)
def test_nobody_is_reminded_in_quiet_hours_or_on_a_day_off(agency: Agency, events: list[Event]) -> None:
    for run in lived(agency, events).runs:
        for message in run.plan.messages:
            for line in message.lines:
                assert agency.oracle.allows(run.now, agency.oracle.zone(line.audience, line.duty.unit))


@weeks
@given(agency=agencies(), events=EVENTS)
def test_only_what_is_open_on_the_right_side_of_the_deadline(agency: Agency, events: list[Event]) -> None:
    for run in lived(agency, events).runs:
        assert all(line.duty.left for message in run.plan.messages for line in message.lines)
        for entry in run.plan.entries:
            if entry.outcome in ("sent", "late"):
                duty = duty_of(run.state, entry.mark)
                rung = rungs_of(duty).get(entry.mark, Rung(-1))
                assert (run.now >= duty.deadline.end(duty.unit.zone)) == rung.overdue
                assert run.now.astimezone(duty.unit.zone).date() <= duty.deadline.due_on + timedelta(days=14)


@weeks
@given(agency=agencies(), events=EVENTS)
def test_a_snooze_is_offered_only_where_its_morning_still_helps(agency: Agency, events: list[Event]) -> None:
    for run in lived(agency, events).runs:
        for line in (line for message in run.plan.messages for line in message.lines):
            zone, end = line.duty.unit.zone, line.duty.deadline.end(line.duty.unit.zone)
            later = (run.now.astimezone(zone).date() + timedelta(days=number) for number in count(1))
            tomorrow = next(filter(agency.hours.works, later))
            morning = agency.oracle.first(datetime.combine(tomorrow, agency.hours.send_at, zone), zone)
            helps = line.audience == "focal" and morning < end
            assert line.snooze_on == (morning.date() if helps else None)


def expected(oracle: Oracle, run: Run, duty: Duty, mark: Mark, rung: Rung) -> str | None:
    """Return what should become of a rung that has not been handled yet; None where it must wait."""
    zone, end = oracle.zone(rung.audience, duty.unit), duty.deadline.end(duty.unit.zone)
    falls = {one: oracle.moment(one, duty.deadline, duty.unit) for one in duty.deadline.rungs}
    if falls[rung] < duty.since or falls[rung] > run.now or not oracle.sends(run.now, zone):
        return None
    come = [at for one, at in falls.items() if one.audience == rung.audience and duty.since <= at <= run.now]
    if not duty.left:
        return "done"
    if not rung.overdue and run.now >= end:
        return "passed"
    if run.now.astimezone(duty.unit.zone).date() > duty.deadline.due_on + timedelta(days=14):
        return "silent"
    if max(come).date() > falls[rung].date():
        return "overtaken"
    if not run.state.people[rung.audience, duty.unit.id]:
        return "nobody"
    return "sent" if run.now.astimezone(zone).date() == falls[rung].date() else "late"


@many_weeks
@given(agency=agencies(), events=EVENTS)
def test_whatever_still_makes_sense_goes_out_in_the_first_run_that_may_send(
    agency: Agency, events: list[Event]
) -> None:
    for run in lived(agency, events).runs:
        wanted = {
            Entry(mark, outcome)  # type: ignore[arg-type] # compared, never kept
            for duty in run.state.duties
            for mark, rung in rungs_of(duty).items()
            if mark not in run.state.ledger and (outcome := expected(agency.oracle, run, duty, mark, rung))
        }
        assert {entry for entry in run.plan.entries if entry.mark.rung != SNOOZE} == wanted
        for entry in wanted:
            if entry.outcome in ("sent", "late"):
                duty = duty_of(run.state, entry.mark)
                reached = {
                    message.person_id for message in run.plan.messages for line in message.lines if line.duty == duty
                }
                assert reached.issuperset(run.state.people[rungs_of(duty)[entry.mark].audience, duty.unit.id])


@many_weeks
@given(agency=agencies())
def test_a_service_that_is_never_down_misses_nothing_and_is_never_late(agency: Agency) -> None:
    agency.live(START + timedelta(days=140))
    handled = {entry.mark: (run.now, entry.outcome) for run in agency.runs for entry in run.plan.entries}
    for duty in agency.duties:
        for mark, rung in rungs_of(duty).items():
            at = agency.oracle.moment(rung, duty.deadline, duty.unit)
            if at < START:
                assert mark not in handled
                continue
            people = agency.people[rung.audience, duty.unit.id]
            silent = at >= duty.deadline.silent_from(duty.unit.zone)
            outcome = "done" if not duty.left else "silent" if silent else "sent" if people else "nobody"
            assert handled[mark] == (at, outcome)


@weeks
@given(agency=agencies(), minutes=st.integers(0, 60 * 24 * 30))
def test_after_a_downtime_a_unit_is_reminded_once_of_a_deadline(agency: Agency, minutes: int) -> None:
    agency.run()
    agency.now += timedelta(minutes=minutes)
    plan = agency.run()
    sent = [entry.mark for entry in plan.entries if entry.outcome in ("sent", "late")]
    for duty in agency.duties:
        rungs = [rung for mark, rung in rungs_of(duty).items() if mark in sent]
        days = {(rung.audience, agency.oracle.moment(rung, duty.deadline, duty.unit).date()) for rung in rungs}
        assert len(days) == len({audience for audience, _ in days})  # merged only where they fall on one day


@weeks
@given(agency=agencies(), events=EVENTS)
def test_a_wish_to_be_reminded_is_kept_where_it_still_helps(agency: Agency, events: list[Event]) -> None:
    lived(agency, events)
    outcomes = {entry.mark: (run, entry.outcome) for run in agency.runs for entry in run.plan.entries}
    for wish in agency.snoozes:
        mark = Mark(wish.deadline_id, wish.unit_id, SNOOZE, wish.day, wish.person_id)
        if mark not in outcomes:
            duty = duty_of(agency.runs[-1].state, mark)
            waits = not agency.oracle.sends(agency.now, duty.unit.zone)
            assert waits or agency.now.astimezone(duty.unit.zone).date() <= wish.day
        elif outcomes[mark][1] in ("sent", "late"):
            assert wish.person_id in {message.person_id for message in outcomes[mark][0].plan.messages}
