"""Units of work on SQLite and PostgreSQL: one plain function, run whole in one transaction."""

from bot.database.connection import Connection, Row
from bot.database.opening import Database, open_database

__all__ = ["Connection", "Database", "Row", "open_database"]
