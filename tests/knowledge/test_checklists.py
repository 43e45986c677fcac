from collections import Counter
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

import knowledge
from knowledge.base import KnowledgeBase
from knowledge.checking import FEWEST_AREAS, MOST_AREAS, REVIEW_EVERY, warnings
from knowledge.faults import ContentError, Fault
from knowledge.library import Library
from knowledge.loading import load
from knowledge.schema import UnitKind
from tests.knowledge.conftest import CLINIC, Write

BUILT_IN = Path(knowledge.__file__).parent / "content"
REVIEWED = date(2026, 11, 21)
LONGEST_PERIOD = {"triwulan": 92, "semester": 184, "tahunan": 366}
"""Days."""

CHECKLIST = """\
checklists:
  - id: daftar.rapat
    key: rapat
    title: Rapat RB
    about: Rapat tiap triwulan. Tanggalnya ditetapkan instansi.
    period: triwulan
    kinds: [opd, puskesmas]
    sources: [{regulation: permen-9-2023}]
    confidence: sedang
    reviewed: 2026-11-21
    items:
      - id: undangan
        area: Sebelum
        title: Kirim undangan
        todo: Kirim kepada semua unit.
        evidence: Undangan
        topic: rb.renaksi
        who: PIC unit
      - id: pimpin-rapat
        area: Saat rapat
        title: Pimpin rapat
        todo: Bahas capaian.
        evidence: Daftar hadir
        topic: rb.renaksi
        who: Kepala unit
        weight: 5
        due: -3
        numbers: true
      - id: notula
        area: Sesudah
        title: Kirim notula
        todo: Kirim kepada peserta.
        evidence: Notula
        topic: rb.renaksi
        who: PIC unit
"""


def faults_of(folder: Path) -> list[Fault]:
    with pytest.raises(ContentError) as caught:
        load([CLINIC, folder])
    return list(caught.value.faults)


@pytest.fixture(scope="module")
def built_in() -> KnowledgeBase:
    return load([BUILT_IN])


def test_a_checklist_is_read_with_what_it_leaves_out(write: Write) -> None:
    checklist = load([CLINIC, write("rapat.yaml", CHECKLIST)]).checklists["daftar.rapat"]
    assert (checklist.period, checklist.kinds) == ("triwulan", ("opd", "puskesmas"))
    invitation, meeting, _ = checklist.items
    assert (invitation.weight, invitation.due, invitation.numbers) == (1, 0, False)
    assert (meeting.weight, meeting.due, meeting.numbers) == (5, -3, True)


FAULTS = [
    pytest.param("period: triwulan", "period: bulanan", 6, "`triwulan`, `semester`, `tahunan`", id="period"),
    pytest.param("[opd, puskesmas]", "[opd, puskemas]", 7, "Mungkin maksud Anda `puskesmas`?", id="kind"),
    pytest.param("[opd, puskesmas]", "[]", 7, "paling sedikit 1", id="no kind"),
    pytest.param("permen-9-2023", "permen-x", 8, "Peraturan `permen-x` tidak ada", id="regulation"),
    pytest.param("permen-9-2023", "permen-26-2020", 8, "pada penggantinya (PermenPANRB 9/2023)", id="revoked"),
    pytest.param("key: rapat", "key: Rapat-1", 3, "huruf kecil atau angka", id="key"),
    pytest.param("title: Rapat RB", f"title: {'x' * 61}", 4, "61 karakter, paling banyak 60", id="long title"),
    pytest.param("id: undangan", "id: undang.rapat", 12, "memuat titik", id="full stop"),
    pytest.param("id: pimpin-rapat", "id: undangan", 19, "`undangan` sudah dipakai dalam daftar ini", id="item twice"),
    pytest.param("area: Sebelum", f"area: {'x' * 25}", 13, "25 karakter, paling banyak 24", id="long area"),
    pytest.param("area: Sebelum", "area: Sesudah", 11, "terbagi dalam 2 area", id="few areas"),
    pytest.param("title: Kirim undangan", f"title: {'x' * 71}", 14, "paling banyak 70", id="long item title"),
    pytest.param("todo: Kirim kepada semua unit.", f"todo: {'x' * 301}", 15, "paling banyak 300", id="long todo"),
    pytest.param("        evidence: Undangan\n", "", 12, "`evidence` belum ada", id="no evidence"),
    pytest.param("weight: 5", "weigth: 5", 26, "Mungkin maksud Anda `weight`?", id="unknown"),
    pytest.param("weight: 5", "weight: 6", 26, "terlalu besar; paling besar 5", id="weight"),
    pytest.param("due: -3", "due: 3", 27, "terlalu besar; paling besar 0", id="after the due date"),
    pytest.param("due: -3", "due: H-3", 27, "harus berupa angka", id="due in words"),
    pytest.param("numbers: true", "numbers: kadang", 28, "Isian `numbers`", id="numbers"),
]


@pytest.mark.parametrize(("good", "bad", "line", "words"), FAULTS)
def test_a_fault_is_told_with_its_line(write: Write, good: str, bad: str, line: int, words: str) -> None:
    assert CHECKLIST.count(good) == 1
    (fault,) = faults_of(write("rapat.yaml", CHECKLIST.replace(good, bad)))
    assert (fault.file, fault.line) == ("instansi/rapat.yaml", line)
    assert words in fault.message


def test_an_unknown_topic_is_told_at_the_item(write: Write) -> None:
    good = "topic: rb.renaksi\n        who: Kepala unit"
    (fault,) = faults_of(write("rapat.yaml", CHECKLIST.replace(good, good.replace("renaksi", "tiada"))))
    assert (fault.line, fault.message[:29]) == (24, "Topik `rb.tiada` tidak ada. P")


def test_too_few_items_are_told(write: Write) -> None:
    (fault,) = faults_of(write("rapat.yaml", CHECKLIST[: CHECKLIST.index("      - id: notula")]))
    assert (fault.line, "paling sedikit 3" in fault.message) == (11, True)


def test_more_areas_than_a_glance_takes_are_told(write: Write) -> None:
    items = CHECKLIST[CHECKLIST.index("      - id: undangan") : CHECKLIST.index("      - id: pimpin-rapat")]
    more = "".join(items.replace("undangan", f"u{n}").replace("Sebelum", f"Area {n}") for n in range(MOST_AREAS))
    (fault,) = faults_of(write("rapat.yaml", CHECKLIST + more))
    assert (fault.line, "terbagi dalam 11 area" in fault.message) == (11, True)


def test_a_key_or_an_id_twice_is_told(write: Write) -> None:
    write("a.yaml", CHECKLIST)
    (fault,) = faults_of(write("b.yaml", CHECKLIST.replace("id: daftar.rapat", "id: daftar.lain")))
    assert (fault.file, fault.line) == ("instansi/b.yaml", 3)
    assert "`rapat` sudah dipakai `daftar.rapat`" in fault.message
    (fault,) = faults_of(write("b.yaml", CHECKLIST))
    assert (fault.file, fault.line) == ("instansi/b.yaml", 2)


def test_a_faulty_topic_is_told_without_its_echo_in_the_checklists(write: Write) -> None:
    write("t.yaml", "topics:\n  - id: rb.renaksi\n    status: entah\n")
    (fault,) = faults_of(write("rapat.yaml", CHECKLIST))
    assert (fault.file, fault.line) == ("instansi/t.yaml", 3)


AGENCY = """\
checklists:
  - id: daftar.rapat
    title: Rapat RB Kabupaten Contoh
    items:
      - id: notula
        who: Sekretaris unit
      - id: arsip
        area: Sesudah
        title: Simpan berkas rapat
        todo: Simpan di folder unit.
        evidence: Tautan folder
        topic: rb.renaksi
        who: PIC unit
"""


@pytest.fixture
def agency(write: Write, tmp_path: Path) -> list[Path]:
    """The clinic, a folder with the checklist, and the agency's own that changes it."""
    earlier = tmp_path / "dahulu"
    earlier.mkdir()
    (earlier / "rapat.yaml").write_text(CHECKLIST, "utf-8")
    return [CLINIC, earlier, write("kami.yaml", AGENCY)]


def test_an_agency_overrides_items_by_their_ids_and_adds_its_own(agency: list[Path]) -> None:
    checklist = load(agency).checklists["daftar.rapat"]
    assert checklist.title == "Rapat RB Kabupaten Contoh"
    assert [item.id for item in checklist.items] == ["undangan", "pimpin-rapat", "notula", "arsip"]
    assert (checklist.items[2].who, checklist.items[2].title) == ("Sekretaris unit", "Kirim notula")


def test_what_an_agency_spoils_is_told_in_its_own_file(agency: list[Path], write: Write) -> None:
    spoilt = AGENCY.replace("who: Sekretaris unit", "due: 9").replace("rb.renaksi", "rb.tiada")
    write("kami.yaml", spoilt)
    with pytest.raises(ContentError) as caught:
        load(agency)
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("instansi/kami.yaml", 6)]
    write("kami.yaml", AGENCY.replace("id: arsip", "id: notula").replace("rb.renaksi", "rb.tiada"))
    with pytest.raises(ContentError) as caught:
        load(agency)
    assert [fault.line for fault in caught.value.faults] == [7, 12]


def test_the_digest_covers_the_checklists(write: Write) -> None:
    without = load([CLINIC]).digest
    base = load([CLINIC, write("rapat.yaml", CHECKLIST)])
    later = load([CLINIC, write("rapat.yaml", CHECKLIST.replace("due: -3", "due: -4"))])
    assert len({without, base.digest, later.digest}) == 3
    assert base.portable().checklists == dict(base.checklists)
    assert base.portable().digest == base.digest


def test_a_changed_checklist_is_taken_over_while_serving(write: Write) -> None:
    folder = write("rapat.yaml", CHECKLIST)
    library = Library([CLINIC, folder])
    write("rapat.yaml", CHECKLIST.replace("Pimpin rapat", "Pimpin rapat triwulan"))
    assert library.refresh().changed
    assert library.index.base.checklists["daftar.rapat"].items[1].title == "Pimpin rapat triwulan"
    write("rapat.yaml", f"# catatan\n{CHECKLIST.replace('Pimpin rapat', 'Pimpin rapat triwulan')}")
    assert not library.refresh().changed


def test_a_checklist_not_reviewed_for_a_year_is_a_warning(write: Write) -> None:
    base = load([CLINIC, write("rapat.yaml", CHECKLIST)])
    assert warnings(base, REVIEWED) == []
    told = [fault for fault in warnings(base, REVIEWED + 2 * REVIEW_EVERY) if fault.file == "instansi/rapat.yaml"]
    assert [(fault.line, fault.severity) for fault in told] == [(10, "peringatan")]


def test_the_built_in_templates_are_complete(built_in: KnowledgeBase) -> None:
    assert len(built_in.checklists) == 8
    for checklist in built_in.checklists.values():
        assert checklist.id.startswith("daftar."), checklist.id
        assert len(checklist.items) >= 8, checklist.id
        assert FEWEST_AREAS <= len({item.area for item in checklist.items}) <= MOST_AREAS, checklist.id


def test_every_built_in_item_has_its_topic_and_time(built_in: KnowledgeBase) -> None:
    assert max(Counter(checklist.key for checklist in built_in.checklists.values()).values()) == 1
    for checklist in built_in.checklists.values():
        assert len({item.id for item in checklist.items}) == len(checklist.items)
        for item in checklist.items:
            assert item.topic in built_in.topics, item.id
            assert built_in.topics[item.topic].status == "berlaku", item.id
            assert -LONGEST_PERIOD[checklist.period] <= item.due, item.id


def test_every_kind_of_unit_but_others_has_a_template(built_in: KnowledgeBase) -> None:
    served = {kind for checklist in built_in.checklists.values() for kind in checklist.kinds}
    assert served == set(get_args(UnitKind)) - {"lainnya"}
