"""These tests change the schema itself: each has a database of its own, empty at first."""

import pytest

from tests.support.postgres import PostgresServer


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> str:
    return postgres.new_database()
