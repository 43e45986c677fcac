"""Units as they are typed, named and looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.finding import SHOWN, find_units
from bot.people.members import LONGEST_NAME, clean_name
from bot.people.store import KINDS, Unit
from bot.people.unit_changes import compare
from bot.people.unit_lines import read_lines
from bot.reports.unit_sheet import CODE_LIMIT, NAME_LIMIT, SHORT_NAME_LIMIT
from bot.seed import UNITS


@given(st.text())
def test_whatever_is_typed_becomes_units_that_fit_or_faults_with_their_row(text: str) -> None:
    read = read_lines(text, "WITA", UNITS)
    rows = len(text.splitlines())
    assert all(0 <= fault.row <= rows and fault.message for fault in read.faults)
    assert len({unit.code for unit in read.units}) == len(read.units)
    for unit in read.units:
        assert 0 < len(unit.code) <= CODE_LIMIT
        assert 3 <= len(unit.name) <= NAME_LIMIT
        assert 0 < len(unit.short_name) <= SHORT_NAME_LIMIT
        assert unit.kind in KINDS
        assert "\n" not in unit.name + unit.short_name


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Dinas Pendidikan; Disdik", "opd"),
        ("Kelurahan Sukajadi; Kel. Sukajadi", "kelurahan"),
        ("RSUD Kabupaten; RSUD", "rumah-sakit"),
        ("Puskesmas Melati", "puskesmas"),
        ("SMP 1; SMP 1; Sekolah", "sekolah"),
        ("Kanwil Timur; Kanwil; kantor wilayah", "kantor-wilayah"),
    ],
)
def test_the_kind_is_named_or_seen_in_the_name(line: str, kind: str) -> None:
    [unit] = read_lines(line, "WIB", ()).units
    assert unit.kind == kind


def test_a_unit_typed_again_keeps_its_zone_and_what_is_above_it() -> None:
    there = Unit("smp-1", "SMP Satu", "SMP 1", "sekolah", "WIT", "disdik")
    [unit] = read_lines("SMP Negeri Satu; SMP 1; sekolah", "WIB", [there]).units
    assert (unit.name, unit.zone, unit.parent) == ("SMP Negeri Satu", "WIT", "disdik")
    plan = compare([there], [unit])
    assert (len(plan.new), len(plan.changed), plan.same) == (0, 1, 0)


def test_a_short_name_typed_twice_is_a_fault_of_the_second_row() -> None:
    read = read_lines("Dinas A; Dinas\nDinas B; dinas", "WIB", ())
    assert [unit.name for unit in read.units] == ["Dinas A"]
    assert [fault.row for fault in read.faults] == [2]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("dinkes", "dinkes"),
        ("dinas kesehatan", "dinkes"),
        ("pendidikn", "disdik"),
        ("pol pp", "satpolpp"),
        ("organisasi", "bag-org"),
    ],
)
def test_a_unit_is_found_however_it_is_spelt(words: str, code: str) -> None:
    assert find_units(UNITS, words)[0].code == code


@given(st.text())
def test_looking_for_anything_finds_a_few_at_most(words: str) -> None:
    assert len(find_units(UNITS, words)) <= SHOWN


@given(st.text())
def test_a_name_is_one_line_that_a_person_could_have(text: str) -> None:
    name = clean_name(text)
    assert name is None or (2 <= len(name) <= LONGEST_NAME and name.isprintable() and not name.startswith("/"))


def test_a_name_loses_what_turns_text_around() -> None:
    assert clean_name("Siti\u202e\u200b Rahma\nwati") == "Siti Rahma wati"
