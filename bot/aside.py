"""Large files, made in a process of its own: the one that serves neither stalls nor keeps the memory that takes."""

import asyncio
import gc
import os
import signal
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from bot.database import Connection, open_database

About = Mapping[str, Any]
"""What a file is about: ids and words, as they were kept with the effect."""
LESS_URGENT = 1
"""How much the process gives way to the one that serves, where both want the same core."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the process is told of the house; it opens the database by itself, and only reads."""

    database_url: str
    files: Path
    agency: str
    now: datetime


Make = Callable[[Connection, Ground, About], bytes]
"""A function of a module that makes a file."""


class AsideError(Exception):
    """The file could not be made; the message holds what was raised in the other process."""


async def made_aside(make: Make, ground: Ground, about: About) -> bytes:
    """Return what is made from one unchanging snapshot. Raises AsideError; cancelled, it ends the process."""
    context = get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sending, make, ground, about), daemon=True)
    process.start()
    sending.close()
    try:
        content, fault = await asyncio.to_thread(receiving.recv)
    except EOFError:
        raise AsideError("the process ended before its work was done") from None
    finally:
        process.kill()
        process.join()
        receiving.close()
    if fault:
        raise AsideError(fault)
    made: bytes = content
    return made


def _work(sending: Pipe, make: Make, ground: Ground, about: About) -> None:
    # Ctrl+C reaches the whole group of processes; the one that serves decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(LESS_URGENT)
    # The process ends with its work: looking for garbage among a million cells takes a fifth of the time.
    gc.disable()
    try:
        sending.send((asyncio.run(_made(make, ground, about)), ""))
    except Exception:
        sending.send((b"", traceback.format_exc()))


async def _made(make: Make, ground: Ground, about: About) -> bytes:
    database = await open_database(ground.database_url, alone=False)
    try:
        return await database.read(lambda on: make(on, ground, about))
    finally:
        await database.close()
