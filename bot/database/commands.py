"""The commands `klinik-rb db ...`."""

from pathlib import Path

from bot.database.backup import backup, restore, upgrade_safely
from bot.database.migrations import version_of
from bot.database.opening import Database, open_database
from bot.settings import Settings
from reminders.clock import SystemClock


async def run_command(settings: Settings, command: str, file: Path | None) -> str:
    """Run `upgrade`, `backup` or `restore` and return what to tell. Raises DatabaseError.

    A backup may be made while the service runs; the others need the database for themselves.
    """
    database = await open_database(settings.database_url.get_secret_value(), alone=command != "backup")
    try:
        return await _run(database, command, file or Path())
    finally:
        await database.close()


async def _run(database: Database, command: str, file: Path) -> str:
    now = SystemClock().now()
    if command == "backup":
        return f"{await backup(database, file, now)} baris disimpan di {file}."
    if command == "restore":
        return f"{await restore(database, file, now)} baris dipulihkan dari {file}."
    saved = await upgrade_safely(database, now)
    before = f" Cadangan sebelumnya: {saved}." if saved else ""
    return f"Basis data versi {await version_of(database)}.{before}"
