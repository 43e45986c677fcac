"""`python -m bot.simulator --port N`: the simulator in a process of its own, for the demo and the benchmarks."""

import argparse
import asyncio
import signal
import sys

from bot.simulator.server import Simulator
from reminders.clock import SystemClock


async def serve(port: int) -> None:
    """Serve on the loopback until SIGINT or SIGTERM; the first line printed is the URL."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stopped.set)
    clock = SystemClock()
    simulator = Simulator(clock, move_clock=clock.move)
    await simulator.start(port=port)
    sys.stdout.write(f"{simulator.url}\n")
    sys.stdout.flush()
    await stopped.wait()
    await simulator.stop()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one (default)")
    asyncio.run(serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
