from datetime import date
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.checking import ANSWER_LINES, check, errors
from knowledge.faults import ContentError, Fault
from knowledge.loading import load
from tests.knowledge.conftest import CLINIC, Write

TODAY = date(2026, 11, 21)


def faults_of(folder: Path) -> list[Fault]:
    with pytest.raises(ContentError) as caught:
        load([CLINIC, folder])
    return list(caught.value.faults)


def topic(identity: str, fields: str) -> str:
    return f"topics:\n  - id: {identity}\n    {fields}\n"


def regulation(identity: str, fields: str) -> str:
    return f"regulations:\n  - id: {identity}\n    {fields}\n"


BROKEN = [
    pytest.param(topic("zi.agen", "key: zan"), "`zan` sudah dipakai `zi.ambang-nilai`", id="key"),
    pytest.param(
        topic("zi.agen", "phrasings: [NILAI  minimal WBK?]"), "ada juga pada `zi.ambang-nilai`", id="phrasing"
    ),
    pytest.param(topic("zi.agen", "related: [zi.x]"), "Topik `zi.x` tidak ada", id="related"),
    pytest.param(topic("zi.agen", "sources: [{regulation: x}]"), "Peraturan `x` tidak ada", id="source"),
    pytest.param(regulation("permen-9-2023", "amended_by: [x]"), "Peraturan `x` tidak ada", id="amended"),
    pytest.param(regulation("permen-9-2023", "replaced_by: [x]"), "Peraturan `x` tidak ada", id="replaced"),
    pytest.param(
        topic("zi.agen", "sources: [{regulation: permen-26-2020}]"),
        "sebutkan penggantinya (PermenPANRB 9/2023)",
        id="revoked",
    ),
    pytest.param(topic("zi.agen", "answer: |" + "\n      x" * (ANSWER_LINES + 1)), "baris, paling banyak", id="lines"),
]


@pytest.mark.parametrize(("content", "words"), BROKEN)
def test_what_disagrees_is_told_where_it_stands(write: Write, content: str, words: str) -> None:
    (fault,) = faults_of(write("t.yaml", content))
    assert (fault.file, fault.line, fault.severity) == ("instansi/t.yaml", 3, "kesalahan")
    assert words in fault.message


def test_a_topic_must_have_a_section(write: Write) -> None:
    folder = write("t.yaml", "sections:\n  - id: rb\n    prefixes: [lain.]\n")
    (fault,) = faults_of(folder)
    assert fault.file.endswith("content/klinik.yaml")
    assert "`rb.renaksi` tidak termasuk bagian mana pun" in fault.message


def test_regulations_must_not_replace_each_other_in_a_circle(write: Write) -> None:
    faults = faults_of(write("t.yaml", regulation("permen-9-2023", "replaced_by: [permen-26-2020]")))
    assert {fault.message.split()[1] for fault in faults} == {"`permen-9-2023`", "`permen-26-2020`"}


def test_the_whole_answer_fits_a_message(write: Write) -> None:
    source = f"      - {{regulation: permen-90-2021, at: {'x' * 150}}}\n"
    fields = f"answer: {'a' * 700}\n    more: {'b' * 2400}\n    sources:\n{source * 4}"
    (fault,) = faults_of(write("t.yaml", topic("zi.agen", fields)))
    assert fault.line == 4
    assert "Ringkaslah `more`" in fault.message


def test_a_sound_base_has_neither_errors_nor_warnings(base: KnowledgeBase) -> None:
    assert check(base, TODAY) == []


def test_an_answer_older_than_a_year_is_a_warning(base: KnowledgeBase) -> None:
    assert check(base, date(2027, 11, 21)) == []
    faults = check(base, date(2027, 11, 22))
    assert len(faults) == len(base.topics)
    assert {fault.severity for fault in faults} == {"peringatan"}
    assert "lebih dari setahun" in faults[0].message


def test_a_phrasing_twice_in_one_folder_is_a_fault(write: Write) -> None:
    folder = write("t.yaml", topic("zi.agen", "phrasings: [pelopor perubahan, PELOPOR perubahan!]"))
    (repeated,) = faults_of(folder)
    assert (repeated.file, repeated.line) == ("instansi/t.yaml", 3)


def test_a_phrasing_that_is_built_in_meanwhile_breaks_no_agencys_file(write: Write) -> None:
    folder = write("t.yaml", topic("zi.agen", "phrasings: [APA itu agen perubahan?, pelopor perubahan]"))
    phrasings = load([CLINIC, folder]).topics["zi.agen"].phrasings
    assert "pelopor perubahan" in phrasings
    assert "APA itu agen perubahan?" not in phrasings


def test_few_phrasings_are_a_warning() -> None:
    lone = base_with_phrasings("satu", "dua", "tiga")
    assert "Baru 3 cara bertanya" in check(lone, TODAY)[0].message


def base_with_phrasings(*phrasings: str) -> KnowledgeBase:
    base = load([CLINIC])
    agen = base.topics["zi.agen"].model_copy(update={"phrasings": phrasings})
    return KnowledgeBase(
        topics={**base.topics, "zi.agen": agen},
        regulations=base.regulations,
        sections=base.sections,
        smalltalk=base.smalltalk,
        words=base.words,
        agency=base.agency,
    )


def test_a_base_made_in_memory_is_checked_too() -> None:
    assert errors(base_with_phrasings("Nilai minimal WBK"))[0].line == 0
