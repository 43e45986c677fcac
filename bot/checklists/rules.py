"""What a task becomes when somebody says something about it; no database and no chat in here."""

from dataclasses import replace
from datetime import date, datetime

from bot.checklists.states import BY_FOCAL_PERSON, BY_VERIFIER, FINISHED, UNFINISHED, State
from bot.checklists.store import Progress, Task

SOON_DAYS = 7


def marked(before: Progress, state: State, reason: str | None, person_id: int, now: datetime) -> Progress | None:
    """Return the progress after a focal person brought it into a state; None where that is not theirs to do."""
    if state not in BY_FOCAL_PERSON[before.state]:
        return None
    done = state == "done"
    return replace(
        before,
        state=state,
        note=reason,
        done_by=person_id if done else None,
        done_at=now if done else None,
        verified_by=None,
        verified_at=None,
    )


def judged(before: Progress, state: State, reason: str | None, person_id: int, now: datetime) -> Progress | None:
    """Return the progress after a coordinator verified it or gave it back; None where there is nothing to judge."""
    if state not in BY_VERIFIER.get(before.state, ()):
        return None
    if state == "verified":
        return replace(before, state=state, note=reason, verified_by=person_id, verified_at=now)
    return replace(before, state=state, note=reason, done_by=None, done_at=None, verified_by=None, verified_at=None)


def is_late(task: Task, today: date) -> bool:
    """Whether it should have been finished before today."""
    return task.state in UNFINISHED and task.due_on < today


def is_due(task: Task, today: date) -> bool:
    """Whether it is late, or will be within a week."""
    return task.state in UNFINISHED and (task.due_on - today).days <= SOON_DAYS


def finished_share(tasks: list[Task]) -> tuple[int, int]:
    """Return how many are finished, and of how many; what does not apply does not count."""
    counted = [task for task in tasks if task.state != "exempt"]
    return sum(task.state in FINISHED for task in counted), len(counted)
