import gc
from datetime import date
from pathlib import Path

import pytest

from knowledge import loading
from knowledge.faults import ContentError, Fault
from knowledge.loading import check, load
from tests.knowledge.conftest import CLINIC, Write

TOPIC = """\
topics:
  - id: zi.baru
    key: zba
    title: Topik baru
    phrasings: [satu satu, dua dua, tiga tiga]
    answer: Jawabannya.
    sources: [{regulation: permen-90-2021}]
    status: berlaku
    confidence: tinggi
    reviewed: 2026-11-21
"""


def faults_of(folder: Path) -> list[Fault]:
    with pytest.raises(ContentError) as caught:
        load([CLINIC, folder])
    return list(caught.value.faults)


FIELDS = [
    pytest.param(
        "answer: Jawabannya.", "answer: J.\n    faset: {}", 7, "`faset` tidak dikenal. Mungkin maksud", id="unknown"
    ),
    pytest.param("    answer: Jawabannya.\n", "", 2, "Isian `answer` belum ada", id="missing"),
    pytest.param("status: berlaku", "status: berlalu", 8, "`berlaku`, `berubah`, `historis`", id="choice"),
    pytest.param("reviewed: 2026-11-21", "reviewed: 21-11-2026", 10, "bukan tanggal", id="date order"),
    pytest.param("reviewed: 2026-11-21", "reviewed: 2026-02-30", 10, "bukan tanggal", id="no such day"),
    pytest.param("[satu satu, dua dua, tiga tiga]", "[]", 5, "berisi 0 butir, paling sedikit 1", id="few"),
    pytest.param("[satu satu, dua dua, tiga tiga]", "satu satu", 5, "harus berupa daftar", id="no list"),
    pytest.param("Jawabannya.", "a" * 701, 6, "701 karakter, paling banyak 700", id="long"),
    pytest.param("Topik baru", "AB", 4, "paling sedikit 3 karakter", id="short"),
    pytest.param("Jawabannya.", "", 6, "`answer` kosong", id="empty"),
    pytest.param("answer: Jawabannya.", "answer: {a: b}", 6, "harus berupa teks", id="mapping for text"),
    pytest.param("key: zba", "key: Z-1", 3, "huruf kecil atau angka", id="key"),
    pytest.param("id: zi.baru", "id: ZI Baru", 2, "huruf kecil", id="slug"),
    pytest.param("[{regulation: permen-90-2021}]", "[permen-90-2021]", 7, "isian bernama", id="no mapping"),
    pytest.param("answer: Jawabannya.", "answer: J.\n    facets: {bobt: x}", 7, "`bobot`?", id="facet"),
    pytest.param("answer: Jawabannya.", "answer: J.\n    asked: {bobt: {phrasings: [x]}}", 7, "`bobot`?", id="part"),
    pytest.param("answer: Jawabannya.", "answer: J.\n    asked: {beda: [x]}", 7, "isian bernama", id="asked"),
    pytest.param("topics:", "topik:", 1, "`topik` tidak dikenal", id="list name"),
    pytest.param(TOPIC, "topics: satu", 1, "harus berupa daftar", id="list as text"),
    pytest.param(TOPIC, "topics:\n  - satu", 2, "isian bernama", id="entry as text"),
    pytest.param(TOPIC, "agency:\n  nama: X", 2, "`name`?", id="agency"),
    pytest.param(TOPIC, "words:\n  brp: ''", 2, "`brp` kosong", id="word"),
    pytest.param(TOPIC, "words: [brp]", 1, "isian bernama", id="words as a list"),
]


@pytest.mark.parametrize(("good", "bad", "line", "words"), FIELDS)
def test_a_faulty_field_is_told_with_its_line(write: Write, good: str, bad: str, line: int, words: str) -> None:
    assert good in TOPIC
    (fault,) = faults_of(write("topik.yaml", TOPIC.replace(good, bad)))
    assert (fault.file, fault.line) == ("instansi/topik.yaml", line)
    assert words in fault.message
    assert fault.severity == "kesalahan"


def test_all_faults_of_all_files_are_told_at_once(write: Write) -> None:
    write("b/dua.yml", TOPIC.replace("2026-11-21", "besok"))
    folder = write("a.yaml", "topik: []\n\ttab")
    assert [(fault.file, fault.line) for fault in faults_of(folder)] == [
        ("instansi/a.yaml", 2),
        ("instansi/b/dua.yml", 10),
    ]


def test_reads_the_clinic() -> None:
    base = load([CLINIC])
    assert list(base.topics) == ["zi.ambang-nilai", "zi.agen", "rb.renaksi", "rb.indeks-predikat"]
    assert base.topic_by_key["zag"].id == "zi.agen"
    assert base.agency.name == "Kabupaten Contoh"
    assert base.words["brp"] == "berapa"


def test_the_longest_prefix_gives_the_section() -> None:
    base = load([CLINIC])
    assert base.section_of(base.topics["rb.indeks-predikat"]).id == "evaluasi"
    assert base.section_of(base.topics["rb.renaksi"]).id == "rb"
    assert [topic.id for topic in base.topics_of(base.sections["zi"])] == ["zi.ambang-nilai", "zi.agen"]


def test_a_later_folder_replaces_fields_and_adds_phrasings(write: Write) -> None:
    folder = write("t.yaml", "topics:\n  - id: zi.agen\n    answer: Kata kami.\n    phrasings: [duta perubahan]\n")
    before, after = load([CLINIC]).topics["zi.agen"], load([CLINIC, folder]).topics["zi.agen"]
    assert after.answer == "Kata kami."
    assert after.phrasings == (*before.phrasings, "duta perubahan")
    assert (after.title, after.key, after.facets) == (before.title, before.key, before.facets)


def test_a_later_folder_adds_what_is_asked_of_a_part_unless_it_is_known(write: Write) -> None:
    folder = "topics:\n  - id: zi.agen\n    asked:\n      contoh:\n        phrasings: [{}]\n"
    first = write("t.yaml", folder.format("siapa misalnya, apa itu agen perubahan"))
    before = load([CLINIC, first]).topics["zi.agen"]
    second = first.with_name("dua")
    second.mkdir()
    (second / "t.yaml").write_text(folder.format("siapa misalnya, Apa itu AGEN perubahan, duta misalnya"), "utf-8")
    after = load([CLINIC, first, second]).topics["zi.agen"]
    assert before.asked["contoh"].phrasings == ("siapa misalnya",)
    assert after.asked["contoh"].phrasings == ("siapa misalnya", "duta misalnya")
    assert after.phrasings == before.phrasings


def test_a_later_folder_adds_entries_words_and_agency_facts(write: Write) -> None:
    write("t.yaml", TOPIC)
    folder = write("k.yaml", "words: {brp: berapakah, bknya: bukannya}\nagency: {phone: '112'}\n")
    base = load([CLINIC, folder])
    assert list(base.topics)[-1] == "zi.baru"
    assert (base.words["brp"], base.words["bknya"], base.words["yg"]) == ("berapakah", "bukannya", "yang")
    assert (base.agency.name, base.agency.phone) == ("Kabupaten Contoh", "112")


def test_a_fault_in_a_merged_entry_points_to_the_file_that_brought_it(write: Write) -> None:
    folder = write("t.yaml", f"topics:\n  - id: zi.agen\n    phrasings:\n      - duta\n      - {'x' * 700}\n")
    (fault,) = faults_of(folder)
    assert (fault.file, fault.line) == ("instansi/t.yaml", 5)


def test_a_dead_reference_points_to_the_field_that_holds_it(write: Write) -> None:
    folder = write("t.yaml", "topics:\n  - id: zi.agen\n    answer: Kata kami.\n    related:\n      - zi.tiada\n")
    (fault,) = faults_of(folder)
    assert (fault.file, fault.line) == ("instansi/t.yaml", 5)
    assert "Topik `zi.tiada` tidak ada" in fault.message


def test_an_id_twice_in_one_folder_is_a_fault(write: Write) -> None:
    write("a.yaml", TOPIC)
    (fault,) = faults_of(write("b.yaml", TOPIC))
    assert (fault.file, fault.line) == ("instansi/b.yaml", 2)
    assert "instansi/a.yaml baris 2" in fault.message


def test_what_stands_twice_is_checked_like_any_other_entry(write: Write) -> None:
    write("a.yaml", TOPIC)
    again = TOPIC.replace("status: berlaku", "status: entah").replace("    answer: Jawabannya.\n", "")
    faults = faults_of(write("b.yaml", again))
    assert [(fault.file, fault.line) for fault in faults] == [("instansi/b.yaml", line) for line in (2, 2, 7)]
    assert "`entah`" in faults[2].message


def test_what_stands_twice_needs_no_more_fields_than_the_entry_it_overrides_lacks(write: Write) -> None:
    folder = write("a.yaml", "topics:\n  - {id: zi.agen, answer: Satu.}\n  - {id: zi.agen, answer: Dua.}\n")
    (fault,) = faults_of(folder)
    assert (fault.line, "sudah dipakai" in fault.message) == (3, True)


@pytest.mark.parametrize("collecting", [True, False])
def test_after_a_faulty_load_garbage_is_looked_for_as_before(write: Write, collecting: bool) -> None:
    folder = write("t.yaml", "topik: []\n")
    before = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        faults_of(folder)
        assert gc.isenabled() == collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_garbage_is_looked_for_again_when_loading_raises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(_: object) -> None:
        raise RuntimeError("unreadable")

    monkeypatch.setattr(loading, "read_all", give_up)
    with pytest.raises(RuntimeError):
        load([tmp_path])
    assert gc.isenabled()


def test_warnings_are_told_after_the_errors(write: Write) -> None:
    write("a.yaml", TOPIC)
    folder = write("b.yaml", "topik: []\n")
    faults = check([CLINIC, folder], date(2026, 11, 21))
    assert [(fault.file, fault.severity) for fault in faults] == [
        ("instansi/b.yaml", "kesalahan"),
        ("instansi/a.yaml", "peringatan"),
    ]


def test_a_word_twice_in_one_folder_is_a_fault(write: Write) -> None:
    write("a.yaml", "words: {brp: berapa}\n")
    (fault,) = faults_of(write("b.yaml", "words:\n  brp: berapa\n"))
    assert (fault.file, fault.line) == ("instansi/b.yaml", 2)


def test_hidden_files_and_other_kinds_are_left_alone(write: Write) -> None:
    write(".t.yaml", "[")
    write("catatan.txt", "[")
    folder = write("kosong.YAML", "topics:\nwords:\nagency:\n")
    assert load([CLINIC, folder]) == load([CLINIC])


def test_a_missing_folder_is_an_empty_one(tmp_path: Path) -> None:
    assert load([CLINIC, tmp_path / "tiada"]) == load([CLINIC])


def test_the_digest_follows_the_entries_not_the_files(write: Write) -> None:
    plain = load([CLINIC]).digest
    folder = write("t.yaml", "# catatan\n")
    assert load([CLINIC, folder]).digest == plain
    write("t.yaml", TOPIC)
    assert load([CLINIC, folder]).digest != plain
