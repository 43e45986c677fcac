import os
import shutil
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.faults import ContentError
from knowledge.library import Library
from tests.knowledge.conftest import CLINIC, Write

OVERRIDE = "topics:\n  - id: zi.agen\n    answer: {}\n"


@pytest.fixture
def agency(write: Write) -> Path:
    return write("t.yaml", OVERRIDE.format("Kata kami."))


def answer_of(library: Library) -> str:
    return library.index.base.topics["zi.agen"].answer


def test_serves_what_the_files_say(agency: Path) -> None:
    library = Library([CLINIC, agency])
    assert answer_of(library) == "Kata kami."
    assert library.refresh().changed is False


def test_takes_over_a_changed_file(agency: Path, write: Write) -> None:
    library = Library([CLINIC, agency])
    write("t.yaml", OVERRIDE.format("Kata kami yang baru."))
    assert library.refresh().changed is True
    assert answer_of(library) == "Kata kami yang baru."


def test_an_index_that_is_replaced_leaves_no_trace_in_memory(agency: Path, write: Write) -> None:
    library = Library([CLINIC, agency])
    before = weakref.ref(library.index)
    write("t.yaml", OVERRIDE.format("Kata kami yang baru."))
    library.refresh()
    assert before() is None


def test_takes_over_new_and_removed_files(agency: Path) -> None:
    library = Library([CLINIC, agency])
    (agency / "t.yaml").unlink()
    assert library.refresh().changed is True
    assert answer_of(library).startswith("Agen perubahan adalah")


def test_a_touched_file_with_the_same_content_changes_nothing(agency: Path) -> None:
    library = Library([CLINIC, agency])
    before = library.index
    os.utime(agency / "t.yaml", ns=(1, 1))
    assert library.refresh().changed is False
    assert library.index is before


def test_a_faulty_edit_keeps_the_last_good_version_and_is_reported_once(agency: Path, write: Write) -> None:
    library = Library([CLINIC, agency])
    write("t.yaml", OVERRIDE.format("[a"))
    refresh = library.refresh()
    assert not refresh.changed
    assert [(fault.file, fault.line) for fault in refresh.faults] == [("instansi/t.yaml", 3)]
    assert library.refresh().faults == ()
    os.utime(agency / "t.yaml", ns=(1, 1))
    assert library.refresh().faults == ()
    assert answer_of(library) == "Kata kami."


def test_a_fault_mended_and_made_again_is_reported_again(agency: Path, write: Write) -> None:
    library = Library([CLINIC, agency])
    for content in (OVERRIDE.format("[a"), OVERRIDE.format("Kata kami."), OVERRIDE.format("[a")):
        write("t.yaml", content)
        refresh = library.refresh()
    assert refresh.faults != ()


def test_a_faulty_agency_folder_at_the_start_leaves_the_built_in_content(write: Write) -> None:
    agency = write("t.yaml", OVERRIDE.format("[a"))
    library = Library([CLINIC, agency])
    assert answer_of(library).startswith("Agen perubahan adalah")
    assert len(library.refresh().faults) == 1
    assert library.refresh().faults == ()
    write("t.yaml", OVERRIDE.format("Kata kami."))
    assert library.refresh().changed is True


def test_faulty_built_in_content_cannot_be_served(write: Write) -> None:
    with pytest.raises(ContentError):
        Library([write("t.yaml", OVERRIDE.format("Kata kami."))])


def test_many_threads_may_refresh(agency: Path, write: Write) -> None:
    library = Library([CLINIC, agency])
    write("t.yaml", OVERRIDE.format("Kata kami yang baru."))
    with ThreadPoolExecutor(4) as pool:
        changes = [refresh.changed for refresh in pool.map(lambda _: library.refresh(), range(8))]
    assert sorted(changes) == [False] * 7 + [True]


def test_an_edit_while_the_copies_are_made_is_not_kept(
    agency: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "terakhir-baik"

    def edited_meanwhile(source: Path, copy: Path) -> None:
        write("t.yaml", OVERRIDE.format("[a"))
        copy.write_bytes(source.read_bytes())

    monkeypatch.setattr(shutil, "copy2", edited_meanwhile)
    library = Library([CLINIC, agency], kept)
    assert answer_of(library) == "Kata kami."
    assert not kept.exists()
    assert len(library.refresh().faults) == 1


def test_a_version_set_aside_is_served_when_its_exchange_broke_off(agency: Path, write: Write, tmp_path: Path) -> None:
    kept = tmp_path / "terakhir-baik"
    Library([CLINIC, agency], kept)
    kept.rename(tmp_path / "terakhir-baik.lama")
    write("t.yaml", OVERRIDE.format("[a"))
    assert answer_of(Library([CLINIC, agency], kept)) == "Kata kami."


def test_the_next_start_finds_the_index_on_the_shelf(agency: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "indeks.bin"
    first = Library([CLINIC, agency], shelf=shelf)
    second = Library([CLINIC, agency], shelf=shelf)
    question = next(iter(first.index.base.topics.values())).phrasings[0]
    assert second.index.rank(question) == first.index.rank(question)
    assert second.index.base.digest == first.index.base.digest
    assert not second.refresh().changed


def test_what_is_on_the_shelf_is_not_used_for_other_content(agency: Path, write: Write, tmp_path: Path) -> None:
    shelf = tmp_path / "indeks.bin"
    Library([CLINIC, agency], shelf=shelf)
    write("t.yaml", OVERRIDE.format("Kata kami yang baru."))
    assert answer_of(Library([CLINIC, agency], shelf=shelf)) == "Kata kami yang baru."


def test_a_shelf_that_cannot_be_read_costs_only_time(agency: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "indeks.bin"
    Library([CLINIC, agency], shelf=shelf)
    for broken in (b"", b"x" * 100, shelf.read_bytes()[:200]):
        shelf.write_bytes(broken)
        assert answer_of(Library([CLINIC, agency], shelf=shelf)) == "Kata kami."
