"""What every test may ask for: both databases, a clock one moves by hand."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.database import Database, open_database, sqlite
from bot.database.migrations import upgrade
from bot.settings import Settings
from knowledge.library import Library
from tests.support.clock import ManualClock
from tests.support.house import House, open_house
from tests.support.indexes import close_folder, open_folder
from tests.support.postgres import PostgresServer

ENGINES = ("sqlite", "postgresql")

# A loaded machine is slow, and not wrong; what must be quick is measured in benchmarks/.
settings.register_profile("klinik", deadline=None)
settings.load_profile("klinik")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        open_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        close_folder()


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own `.env` and environment must not decide how a test ends."""
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test survives no loss of power; PostgreSQL is as careless (`tests/support/postgres.py`)."""
    monkeypatch.setattr(sqlite, "OWNER", (*sqlite.OWNER, "synchronous = OFF"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> str:
    return postgres.washed_database()


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'klinik.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
async def database(database_url: str, clock: ManualClock) -> AsyncIterator[Database]:
    database = await open_database(database_url)
    await upgrade(database, clock.now())
    yield database
    await database.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(scope="session")
def library() -> Library | None:
    """The content in service; None for the excerpt. Whoever needs other topics has a `library` of their own."""
    return None


@pytest.fixture
async def house(database_url: str, clock: ManualClock, library: Library | None) -> AsyncIterator[House]:
    async with open_house(database_url, clock, library) as house:
        yield house
