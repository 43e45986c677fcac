"""What a benchmark tells: a table for people, JSON for programs."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def add_json_argument(parser: argparse.ArgumentParser) -> None:
    """Let the command line name a file for the figures."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells below headings: the first column to the left, figures to the right."""
    lines = [headings, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for first, *rest in lines:
        figures = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *figures]))


def write_json(file: Path | None, figures: Any) -> None:
    """Write the figures to the file, if one was named."""
    if file is not None:
        file.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
