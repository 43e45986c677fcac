"""What the demo begins with is believable: every state, in order, and the log tells it all."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.checklists.rounds import open_rounds
from bot.checklists.states import STATES
from bot.checklists.store import TASKS, Task, replayed, task_in
from bot.database import Connection, Database
from bot.people.store import count_units
from bot.seed import COORDINATOR, settle_in
from bot.seed_progress import seed_progress
from tests.support.clock import ManualClock
from tests.support.house import built_in_library


async def seeded(database: Database, now: datetime) -> list[Task]:
    templates = built_in_library().index.base.checklists

    def work(on: Connection) -> list[Task]:
        settle_in(on, now)
        seed_progress(on, templates, COORDINATOR.user_id, now)
        return [task_in(row) for row in on.all(TASKS + " ORDER BY tasks.id")]

    return await database.write(work)


async def test_every_state_is_there_and_the_log_tells_it(database: Database, clock: ManualClock) -> None:
    tasks = await seeded(database, clock.now())
    assert set(Counter(task.state for task in tasks)) == set(STATES)

    def wrong(on: Connection) -> int:
        return sum(task.progress != replayed(on, task.id) for task in tasks[::20])

    assert await database.read(wrong) == 0
    found = await database.read(open_rounds)
    assert [one.period for one in found] == ["Triwulan IV 2026", "Tahun 2026"]
    units = await database.read(count_units)
    assert {task.unit_id for task in tasks} == set(range(min(task.unit_id for task in tasks), units + 1))


@pytest.mark.parametrize("day", [datetime(2027, 1, 2, 1, tzinfo=UTC), datetime(2027, 8, 17, 23, tzinfo=UTC)])
async def test_nothing_happens_before_the_round_or_after_today(database: Database, day: datetime) -> None:
    for task in await seeded(database, day):
        done, verified = task.progress.done_at, task.progress.verified_at
        assert done is None or day - timedelta(weeks=10) < done <= day
        assert verified is None or (done is not None and done <= verified <= day)
    dates = await database.read(lambda on: [row["at"] for row in on.all("SELECT at FROM audit ORDER BY id")])
    assert max(dates) <= day.timestamp() * 1000


async def test_most_is_verified_and_much_is_open(database: Database, clock: ManualClock) -> None:
    first = await seeded(database, clock.now())
    states = [task.state for task in first]
    assert states.count("verified") > states.count("returned") > 0
    assert states.count("open") > len(states) // 5
