"""The processes of a measurement: on which core they run, and that they always end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
END_PATIENCE = 15.0
"""Seconds a process is given to end by itself; the bot finishes what is open for up to ten."""
LOG_SHOWN = 2000
"""Characters of its output that are shown of a process that failed."""


class BenchmarkError(Exception):
    """A measurement that cannot be brought to its end."""


@dataclass(frozen=True)
class Process:
    """A process that runs, and the file that holds what it printed."""

    popen: "subprocess.Popen[bytes]"
    log: Path

    @property
    def pid(self) -> int:
        """The process's number."""
        return self.popen.pid

    def wait_until(self, done: Callable[[], bool], seconds: float, pause: float = 0.02) -> None:
        """Wait until `done` says so. Raises BenchmarkError when the process ends before, or time is up."""
        deadline = time.perf_counter() + seconds
        while not done():
            if self.popen.poll() is not None:
                raise self._failure(f"ended unasked with code {self.popen.returncode}")
            if time.perf_counter() > deadline:
                raise self._failure(f"not ready after {seconds:.0f} s")
            time.sleep(pause)

    def _failure(self, what: str) -> BenchmarkError:
        return BenchmarkError(f"{self.log.stem}: {what}. It printed:\n{self.printed()[-LOG_SHOWN:]}")

    def printed(self) -> str:
        """Return what the process printed so far."""
        return self.log.read_text("utf-8", errors="replace")

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Hold the process still meanwhile."""
        self.popen.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.popen.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """End the process: kindly, then not."""
        self.popen.terminate()
        try:
            self.popen.wait(END_PATIENCE)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()


@contextmanager
def running(
    name: str, command: Sequence[str], folder: Path, environment: dict[str, str] | None = None
) -> Iterator[Process]:
    """Run a command in the folder, with nothing of our environment but the search path."""
    log = folder / f"{name}.log"
    given = {"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(ROOT)} | (environment or {})
    with log.open("wb") as output:
        popen = subprocess.Popen(
            command, cwd=folder, env=given, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    process = Process(popen, log)
    try:
        yield process
    finally:
        process.end()


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module with this Python."""
    return [sys.executable, "-m", module, *arguments]


def klinik_rb() -> list[str]:
    """Return the installed command that serves."""
    return [str(Path(sys.executable).with_name("klinik-rb")), "run"]


def two_cores() -> tuple[int, int]:
    """Return the core for the bot, and the one for all else; they are the same where there is but one."""
    allowed = os.sched_getaffinity(0)
    return max(allowed), min(allowed)


def stay_on(core: int) -> None:
    """Keep this process, and what it starts from now on, on that core."""
    os.sched_setaffinity(0, {core})


def move(process: Process, core: int) -> None:
    """Keep a process on that core, together with the threads it has yet to start."""
    os.sched_setaffinity(process.pid, {core})


def clean_up_when_told_to_end() -> None:
    """Turn SIGTERM into SystemExit, so that processes are ended and folders removed."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)
