"""The heavy libraries are imported when a document is made, and not before."""

import subprocess
import sys
from pathlib import Path

import bot.reports

HEAVY = ("matplotlib", "xlsxwriter", "openpyxl", "segno", "PIL")


def test_no_module_imports_a_heavy_library() -> None:
    folder = Path(bot.reports.__file__).parent
    modules = ", ".join(f"bot.reports.{file.stem}" for file in folder.glob("[a-z]*.py"))
    script = f"import sys, {modules}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
