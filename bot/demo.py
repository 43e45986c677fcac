"""The demo: the whole service against a Telegram of one's own, with a chat page, on one local port."""

import asyncio
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.content import open_library
from bot.database import Connection
from bot.errors import StartError
from bot.seed import COORDINATOR, PERSONAS, settle_in
from bot.seed_progress import seed_progress
from bot.serving import running, until_told_to_stop
from bot.settings import Settings, read_settings
from bot.simulator.server import Simulator
from bot.terminal import tell
from knowledge.schema import Checklist
from reminders.clock import SystemClock

TOKEN = "100000000:peragaan"  # noqa: S105 - the simulator takes any token


@asynccontextmanager
async def demo(port: int, begins: datetime | None = None) -> AsyncIterator[Simulator]:
    """Yield a running demo with a fresh database of its own, removed at the end; it begins now, unless told when.

    DATABASE_URL is never read: a clock that can be moved must not come near a live database.
    """
    clock = SystemClock()
    if begins:
        clock.move(begins - clock.now())
    simulator = Simulator(clock, personas=PERSONAS, move_clock=clock.move)
    with tempfile.TemporaryDirectory(prefix="klinik-rb-") as folder:
        await _listen(simulator, port)
        settings = _settings(simulator.url, Path(folder))
        try:
            async with running(settings, open_library(settings, Path(folder)), clock) as service:
                simulator.tick = service.tick
                simulator.settled = service.settled
                templates = service.services.library.index.base.checklists
                await service.services.database.write(lambda on: _fill(on, templates, clock.now()))
                yield simulator
        finally:
            await simulator.stop()


def _fill(on: Connection, templates: Mapping[str, Checklist], now: datetime) -> None:
    settle_in(on, now)
    seed_progress(on, templates, COORDINATOR.user_id, now)


async def _listen(simulator: Simulator, port: int) -> None:
    try:
        await simulator.start(port=port)
    except (OSError, OverflowError):
        raise StartError(f"Porta {port} tidak dapat dipakai. Pilih yang lain: klinik-rb demo --port 8100") from None


def _settings(url: str, folder: Path) -> Settings:
    return read_settings(
        telegram_token=TOKEN,
        telegram_api_base=url,
        database_url=f"sqlite:///{folder / 'peragaan.db'}",
        klinik_files_dir=folder / "berkas",
        admin_ids=str(COORDINATOR.user_id),
        webhook_url=None,
    )


async def run_demo(port: int, browser: bool) -> None:
    """Serve the demo until told to stop."""

    async def serve() -> None:
        async with demo(port) as simulator:
            tell(f"Klinik RB (peragaan) siap: {simulator.url}")
            if browser:
                webbrowser.open(simulator.url)
            await asyncio.Event().wait()

    await until_told_to_stop(serve())
