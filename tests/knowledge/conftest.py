from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.calibration import Calibration
from knowledge.loading import load
from knowledge.search import Index

CLINIC = Path(__file__).parent / "content"

Write = Callable[[str, str | bytes], Path]


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """A small clinic: four topics, three sections, three regulations."""
    return load([CLINIC])


WEIGHTS = Calibration(
    nearest_share=0.25,
    paired_share=0.0,
    ours=-7.0,
    foreign=20.0,
    beyond=0.0,
    first=-7.6,
    lead=14.0,
    likeness=12.0,
    words=0.15,
    sure=0.5,
    plausible=0.23,
    rival=0.55,
    alone=30.0,
    leaning=-18.0,
    together=20.0,
    before=4.0,
    other=-2.0,
    unsaid=-1.0,
    section=0.0,
)
"""Weights that suit four topics: what is calibrated on 371 must not decide how these tests end."""


@pytest.fixture(scope="session")
def index(base: KnowledgeBase) -> Index:
    return Index(base, WEIGHTS)


@pytest.fixture(autouse=True)
def in_the_agencys_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults name files as seen from where one stands."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of the agency's own folder; returns that folder."""

    def _write(name: str, content: str | bytes) -> Path:
        path = tmp_path / "instansi" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "instansi"

    return _write
