"""`python -m tests.chaos --kills 200`: the long play, on both engines; `--seed` plays one again."""

import argparse
import asyncio
import secrets
import tempfile
from pathlib import Path

from bot.terminal import tell
from tests.chaos.play import play
from tests.support.indexes import close_folder, open_folder
from tests.support.postgres import PostgresServer

ENGINES = ("sqlite", "postgresql")


def main() -> None:
    """Play on the engines named and tell the verdicts."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    parser.add_argument("--engine", choices=ENGINES, action="append")
    given = parser.parse_args()
    for engine in given.engine or ENGINES:
        tell(f"{engine}: {given.kills} kills, seed {given.seed}")
        tell(f"{engine}: {_play(engine, given.kills, given.seed)}")


def _play(engine: str, kills: int, seed: int) -> str:
    server = PostgresServer()
    open_folder()
    try:
        with tempfile.TemporaryDirectory(prefix="klinik-chaos-") as folder:
            url = f"sqlite:///{folder}/klinik.db" if engine == "sqlite" else server.new_database()
            return "; ".join(map(str, asyncio.run(play(url, kills, seed, Path(folder)))))
    finally:
        close_folder()
        server.stop()


if __name__ == "__main__":
    main()
