"""The victim: `klinik-rb run` in a process of its own, started, killed and started again."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

import bot

ROOT = Path(bot.__file__).parents[1]
SERVING = "serving as"
LAST_LINES = 30


class Victim:
    """The bot as a child process; what it logs as an error is kept."""

    def __init__(self, folder: Path, database_url: str, api_base: str) -> None:
        # Nothing is inherited: a .env file, a proxy or a token of the machine has no business in here.
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_TOKEN": "4242:korban",
            "TELEGRAM_API_BASE": api_base,
            "DATABASE_URL": database_url,
            # Fast enough that many calls are in flight when a kill strikes.
            "MESSAGES_PER_SECOND": "110",
        }
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._serving = asyncio.Event()
        self._lines: list[str] = []
        self.errors: list[str] = []

    async def start(self) -> None:
        """Start it; it serves some time later."""
        self._serving.clear()
        self._lines.clear()
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=self._folder,
            env=self._environment,
            stderr=asyncio.subprocess.PIPE,
        )
        self._listening = asyncio.create_task(self._listen(self._process))

    async def serving(self) -> None:
        """Wait until it serves. Raises AssertionError when it ends instead."""
        await self._serving.wait()
        assert any(SERVING in line for line in self._lines), "".join(self._lines[-LAST_LINES:])

    async def kill(self) -> None:
        """Kill it on the spot. Raises AssertionError when it had ended by itself."""
        assert await self._end(signal.SIGKILL) == -signal.SIGKILL, "".join(self._lines[-LAST_LINES:])

    async def stop(self) -> int:
        """Ask it to stop and return its exit code."""
        return await self._end(signal.SIGTERM)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None:
            await self._end(signal.SIGKILL)

    async def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        assert self._listening is not None
        with suppress(ProcessLookupError):
            self._process.send_signal(number)
        code = await self._process.wait()
        await self._listening
        return code

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            self._heard(line.decode(errors="replace"))
        self._serving.set()

    def _heard(self, line: str) -> None:
        self._lines.append(line)
        if SERVING in line:
            self._serving.set()
        if " ERROR " in line or line.startswith("Traceback"):
            self.errors.append(line)
