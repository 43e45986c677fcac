"""The calendar of the field: how it is read, what is told to the curator, and on which days it falls."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import knowledge
from knowledge.base import KnowledgeBase
from knowledge.checking import REVIEW_EVERY, warnings
from knowledge.faults import ContentError, Fault
from knowledge.library import Library
from knowledge.loading import load
from knowledge.occasions import dates_in, has_days, impossible_days, in_words
from knowledge.schema import AfterQuarters, Awaited, InMonths, Occasion, Once, OnDays, When
from tests.knowledge.conftest import CLINIC, Write

BUILT_IN = Path(knowledge.__file__).parent / "content"
REVIEWED = date(2026, 11, 21)

CALENDAR = """\
calendar:
  - id: kalender.usulan
    key: kcu
    title: Usulan unit
    about: Surat usulan sudah dikirim.
    when:
      pattern: tanggal
      months: [5]
      day: 31
    to_confirm: Tunggu surat.
    topic: zi.ambang-nilai
    kinds: [opd, puskesmas]
    sources: [{regulation: permen-90-2021, at: Lampiran II}]
    status: berlaku
    confidence: tinggi
    reviewed: 2026-11-21
"""
PATTERN = CALENDAR[CALENDAR.index("    when:") : CALENDAR.index("    to_confirm:")]
WHEN: TypeAdapter[When] = TypeAdapter(When)


def faults_of(folder: Path) -> list[Fault]:
    with pytest.raises(ContentError) as caught:
        load([CLINIC, folder])
    return list(caught.value.faults)


def with_pattern(written: str) -> str:
    return CALENDAR.replace(PATTERN, f"    when: {written}\n")


@pytest.fixture(scope="module")
def built_in() -> KnowledgeBase:
    return load([BUILT_IN])


def test_an_occasion_is_read_with_what_it_leaves_out(write: Write) -> None:
    occasion = load([CLINIC, write("k.yaml", CALENDAR)]).occasions["kalender.usulan"]
    assert occasion.when == OnDays(pattern="tanggal", months=(5,), day=31)
    assert (occasion.checklist, occasion.kinds) == (None, ("opd", "puskesmas"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{pattern: bulan, months: [12, 1, 2]}", InMonths(pattern="bulan", months=(12, 1, 2))),
        ("{pattern: triwulan, after: 10}", AfterQuarters(pattern="triwulan", after=10)),
        ("{pattern: triwulan}", AfterQuarters(pattern="triwulan")),
        ("{pattern: sekali, on: 2027-03-31}", Once(pattern="sekali", on=date(2027, 3, 31))),
        ("{pattern: menunggu}", Awaited(pattern="menunggu")),
    ],
)
def test_every_pattern_is_read(write: Write, written: str, meant: object) -> None:
    base = load([CLINIC, write("k.yaml", with_pattern(written))])
    assert base.occasions["kalender.usulan"].when == meant


FAULTS = [
    pytest.param("key: kcu", "key: KC-U", 3, "huruf kecil atau angka", id="key"),
    pytest.param("title: Usulan unit", f"title: {'x' * 61}", 4, "61 karakter, paling banyak 60", id="long title"),
    pytest.param("about: Surat", f"about: {'x' * 300}", 5, "paling banyak 300", id="long about"),
    pytest.param("pattern: tanggal", "pattern: tahunan", 7, "memakai pola `tahunan`, padahal", id="pattern"),
    pytest.param("      pattern: tanggal\n", "", 6, "belum menyebut polanya", id="no pattern"),
    pytest.param("months: [5]", "months: [13]", 8, "paling besar 12", id="month"),
    pytest.param("months: [5]", "months: []", 8, "paling sedikit 1", id="no month"),
    pytest.param("months: [5]", "months: Mei", 8, "harus berupa daftar", id="month in words"),
    pytest.param("months: [5]", "months: [2]", 9, "Tidak tiap tahun ada 31 Februari", id="no such day"),
    pytest.param("day: 31", "day: 32", 9, "paling besar 31", id="day"),
    pytest.param("      day: 31\n", "", 6, "`day` belum ada", id="no day"),
    pytest.param("day: 31", "day: 31\n      after: 3", 10, "Isian `after` tidak dikenal", id="another pattern's"),
    pytest.param("day: 31", "day: 31\n      dya: 3", 10, "Mungkin maksud Anda `day`?", id="misspelt"),
    pytest.param("topic: zi.ambang-nilai", "topic: zi.tiada", 11, "Topik `zi.tiada` tidak ada", id="topic"),
    pytest.param("kinds: [opd, ", "checklist: daftar.x\n    kinds: [opd, ", 12, "Daftar `daftar.x`", id="checklist"),
    pytest.param("puskesmas]", "puskemas]", 12, "Mungkin maksud Anda `puskesmas`?", id="kind"),
    pytest.param("permen-90-2021", "permen-x", 13, "Peraturan `permen-x` tidak ada", id="regulation"),
    pytest.param("permen-90-2021", "permen-26-2020", 13, "status agenda ini `berlaku`", id="revoked"),
    pytest.param("confidence: tinggi", "confidence: rendah", 15, "`tinggi`, `sedang`", id="weak"),
    pytest.param("reviewed: 2026-11-21", "reviewed: kemarin", 16, "bukan tanggal", id="reviewed"),
]


@pytest.mark.parametrize(("good", "bad", "line", "words"), FAULTS)
def test_a_fault_is_told_with_its_line(write: Write, good: str, bad: str, line: int, words: str) -> None:
    assert CALENDAR.count(good) == 1
    (fault,) = faults_of(write("k.yaml", CALENDAR.replace(good, bad)))
    assert (fault.file, fault.line) == ("instansi/k.yaml", line)
    assert words in fault.message


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("31 Mei", "Isian `when` harus memuat isian bernama"),
        ("{pattern: sekali, on: 31 Mei}", "Isian `on` bukan tanggal"),
        ("{pattern: triwulan, after: -1}", "paling kecil 0"),
        ("{pattern: menunggu, day: 3}", "Isian `day` tidak dikenal"),
    ],
)
def test_a_pattern_that_says_nothing_is_told(write: Write, written: str, words: str) -> None:
    (fault,) = faults_of(write("k.yaml", with_pattern(written)))
    assert (fault.line, words in fault.message) == (6, True)


def test_an_occasion_without_a_time_is_told(write: Write) -> None:
    (fault,) = faults_of(write("k.yaml", CALENDAR.replace(PATTERN, "")))
    assert (fault.line, fault.message[:25]) == (2, "Isian `when` belum ada. T")


def test_a_key_twice_is_told(write: Write) -> None:
    write("a.yaml", CALENDAR)
    (fault,) = faults_of(write("b.yaml", CALENDAR.replace("id: kalender.usulan", "id: kalender.lain")))
    assert (fault.file, fault.line) == ("instansi/b.yaml", 3)


def test_an_agency_changes_the_date_of_an_occasion(write: Write, tmp_path: Path) -> None:
    earlier = tmp_path / "dahulu"
    earlier.mkdir()
    (earlier / "k.yaml").write_text(CALENDAR, "utf-8")
    ours = "calendar:\n  - id: kalender.usulan\n    when: {pattern: sekali, on: 2027-06-15}\n"
    occasion = load([CLINIC, earlier, write("kami.yaml", ours)]).occasions["kalender.usulan"]
    assert occasion.title == "Usulan unit"
    assert dates_in(occasion, 2027) == (date(2027, 6, 15),)
    write("kami.yaml", ours.replace("2027-06-15", "15 Juni"))
    with pytest.raises(ContentError) as caught:
        load([CLINIC, earlier, tmp_path / "instansi"])
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("instansi/kami.yaml", 3)]


def test_the_digest_covers_the_calendar_and_a_change_is_taken_over(write: Write) -> None:
    folder = write("k.yaml", CALENDAR)
    library = Library([CLINIC, folder])
    assert library.index.base.digest != load([CLINIC]).digest
    assert library.index.base.portable().digest == library.index.base.digest
    write("k.yaml", CALENDAR.replace("day: 31", "day: 30"))
    assert library.refresh().changed
    assert dates_in(library.index.base.occasions["kalender.usulan"], 2027) == (date(2027, 5, 30),)


def test_an_occasion_past_or_not_reviewed_for_a_year_is_a_warning(write: Write) -> None:
    base = load([CLINIC, write("k.yaml", with_pattern("{pattern: sekali, on: 2026-11-21}"))])
    assert warnings(base, REVIEWED) == []
    told = warnings(base, REVIEWED + timedelta(days=1))
    assert [(fault.line, "sudah lewat (2026-11-21)" in fault.message) for fault in told] == [(6, True)]
    later = warnings(base, REVIEWED + 2 * REVIEW_EVERY)
    assert {fault.line for fault in later if fault.file == "instansi/k.yaml"} == {6, 13}


@pytest.mark.parametrize(
    ("written", "vague"),
    [("{pattern: menunggu}", True), ("{pattern: triwulan}", True), ("{pattern: triwulan, after: 0}", False)],
)
def test_a_vague_time_without_a_word_on_it_is_a_warning(write: Write, written: str, vague: bool) -> None:
    content = with_pattern(written).replace("    to_confirm: Tunggu surat.\n", "")
    told = warnings(load([CLINIC, write("k.yaml", content)]), REVIEWED)
    assert [(fault.line, "`to_confirm`" in fault.message) for fault in told] == [(6, True)] * vague


def occasion(**when: Any) -> Occasion:
    about: Mapping[str, Any] = {"title": "Usulan", "about": "Dikirim.", "topic": "zi.usulan", "key": "kcu"}
    rest = {"sources": [{"regulation": "permen"}], "status": "berlaku", "confidence": "sedang", "reviewed": REVIEWED}
    return Occasion.model_validate({"id": "kalender.usulan", "when": when, **about, **rest})


@pytest.mark.parametrize(
    ("when", "days", "words"),
    [
        ({"pattern": "tanggal", "months": [5], "day": 31}, ["05-31"], "31 Mei"),
        ({"pattern": "tanggal", "months": [7, 1], "day": 10}, ["01-10", "07-10"], "10 Januari dan Juli"),
        ({"pattern": "bulan", "months": [5]}, [], "Mei"),
        ({"pattern": "bulan", "months": [12, 1, 2]}, [], "Desember–Februari"),
        ({"pattern": "bulan", "months": [2, 4, 7, 8]}, [], "Februari, April, dan Juli–Agustus"),
        ({"pattern": "triwulan"}, [], "akhir tiap triwulan"),
        (
            {"pattern": "triwulan", "after": 0},
            ["03-31", "06-30", "09-30", "12-31"],
            "hari terakhir tiap triwulan",
        ),
        (
            {"pattern": "triwulan", "after": 10},
            ["01-10", "04-10", "07-10", "10-10"],
            "10 hari sesudah tiap triwulan",
        ),
        ({"pattern": "sekali", "on": date(2027, 3, 31)}, ["03-31"], "31 Maret 2027"),
        ({"pattern": "sekali", "on": date(2026, 3, 31)}, [], "31 Maret 2026"),
        ({"pattern": "menunggu"}, [], "waktunya belum pasti"),
    ],
)
def test_the_days_of_a_year_and_their_words(when: dict[str, Any], days: list[str], words: str) -> None:
    found = dates_in(occasion(**when), 2027)
    assert [f"{day:%m-%d}" for day in found] == days
    assert in_words(occasion(**when).when) == words


months = st.lists(st.integers(1, 12), min_size=1, max_size=5)
patterns: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(dict, pattern=st.just("tanggal"), months=months, day=st.integers(1, 31)),
    st.builds(dict, pattern=st.just("bulan"), months=months),
    st.builds(dict, pattern=st.just("triwulan"), after=st.none() | st.integers(0, 91)),
    st.builds(dict, pattern=st.just("sekali"), on=st.dates(date(2000, 1, 1), date(2099, 12, 31))),
    st.just({"pattern": "menunggu"}),
)


@given(patterns, st.integers(2000, 2099))
def test_days_are_of_that_year_in_order_and_once(when: dict[str, Any], year: int) -> None:
    one = occasion(**when)
    assume(not impossible_days(one.when))
    days = dates_in(one, year)
    assert all(day.year == year for day in days)
    assert list(days) == sorted(set(days))
    assert in_words(one.when)
    if isinstance(one.when, AfterQuarters) and one.when.after is not None:
        assert len(days) == 4


@given(st.dictionaries(st.sampled_from(["pattern", "months", "day", "after", "on"]), st.text(max_size=6) | months))
def test_any_pattern_is_read_or_refused(written: dict[str, Any]) -> None:
    try:
        WHEN.validate_python(written)
    except ValidationError as error:
        assert error.errors()


def test_the_built_in_calendar_says_what_is_uncertain(built_in: KnowledgeBase) -> None:
    assert len(built_in.occasions) >= 20
    for one in built_in.occasions.values():
        assert one.id.startswith("kalender."), one.id
        assert built_in.topics[one.topic].status == "berlaku", one.id
        assert one.to_confirm, one.id
        assert one.confidence == "tinggi" or not has_days(one.when), one.id


def test_the_exact_days_of_the_built_in_calendar_are_those_of_the_rules(built_in: KnowledgeBase) -> None:
    exact = {one.id: dates_in(one, 2027) for one in built_in.occasions.values() if dates_in(one, 2027)}
    assert exact == {"kalender.zi-usulan": (date(2027, 5, 31),), "kalender.lhkpn": (date(2027, 3, 31),)}


def test_every_built_in_checklist_has_its_occasion(built_in: KnowledgeBase) -> None:
    assert {one.checklist for one in built_in.occasions.values()} - {None} == set(built_in.checklists)
    assert max(Counter(one.key for one in built_in.occasions.values()).values()) == 1
