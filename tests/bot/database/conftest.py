"""These tests change the schema itself: each has a database of its own, empty at first."""

from pathlib import Path

import pytest

from tests.conftest import ENGINES
from tests.support.postgres import PostgresServer


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'klinik.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()
