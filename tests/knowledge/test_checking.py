import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.asking.views import topic_view
from bot.markup import render
from bot.simulator.text.html_parser import parse_html
from knowledge.base import KnowledgeBase
from knowledge.checking import ANSWER_LINES, MESSAGE_UNITS, errors, most_units, units, warnings
from knowledge.faults import ContentError, Fault
from knowledge.loading import load
from knowledge.passages import LONGEST_LINE
from knowledge.schema import Regulation, Topic
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


BLAMED = [
    pytest.param(topic("zi.ambang-nilai", "phrasings: [APA itu agen perubahan]"), "`zi.agen`", id="phrasing"),
    pytest.param(topic("zi.ambang-nilai", "key: zag"), "`zi.agen`", id="key"),
]


@pytest.mark.parametrize(("content", "words"), BLAMED)
def test_what_an_agency_repeats_is_told_at_its_own_line(write: Write, content: str, words: str) -> None:
    (fault,) = faults_of(write("t.yaml", content))
    assert (fault.file, fault.line) == ("instansi/t.yaml", 3)
    assert words in fault.message


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


def test_a_message_too_long_is_told_where_it_can_be_shortened(write: Write) -> None:
    fields = (
        f"answer: {'a' * 700}\n    more: {'b' * 2400}\n    facets: {{contoh: {'c' * 700}}}\n    title: {'d' * 60}\n"
    )
    source = f"      - {{regulation: permen-90-2021, at: {'x' * 150}}}\n"
    (fault,) = faults_of(write("t.yaml", topic("zi.agen", f"{fields}    sources:\n{source * 2}")))
    assert fault.line == 4
    assert "Ringkaslah `more`" in fault.message


def test_characters_count_as_telegram_counts_them() -> None:
    assert [units(text) for text in ("a", "–", "🕰", "")] == [1, 1, 2, 0]


def shown_units(base: KnowledgeBase, topic: Topic) -> int:
    """The longest message in which the bot shows the topic, as Telegram measures it."""
    views = (topic_view(base, topic, facet, line="🕰" * LONGEST_LINE) for facet in (None, *topic.facets))
    return max(units(parse_html(view.text)[0]) for view in views)


NAMES = ("permen-90-2021", "permen-9-2023", "permen-26-2020")
BULLET = "- " + "b" * 50 + "\n"
PART = st.sampled_from(["a", "&", "🕰", BULLET, "**c** "])


@given(
    parts=st.tuples(PART, PART, PART),
    more=st.integers(2, 2500),
    facet=st.integers(2, 700),
    cited=st.integers(1, 4),
    status=st.sampled_from(["berlaku", "berubah", "historis"]),
    became=st.sampled_from(["berlaku", "diubah", "dicabut", "rujukan"]),
    heirs=st.integers(0, 9),
)
@example(parts=(BULLET, "a", "a"), more=2, facet=2, cited=3, status="historis", became="dicabut", heirs=9)
@example(parts=("a", "a", "a"), more=2, facet=700, cited=3, status="historis", became="dicabut", heirs=9)
def test_no_message_is_longer_than_the_check_counts(
    parts: tuple[str, str, str], more: int, facet: int, cited: int, status: str, became: str, heirs: int
) -> None:
    base = with_topic(
        with_regulations(status=became, name="n&🕰", amended_by=NAMES * heirs, replaced_by=NAMES),
        title="🕰" * 60,
        answer=filled(parts[0], 700),
        more=filled(parts[1], more),
        facets={"contoh": filled(parts[2], facet), "bobot": "6"},
        sources=[{"regulation": id, "at": "h&l" * 20} for id in (NAMES * 2)[:cited]],
        status=status,
    )
    assert shown_units(base, base.topics["zi.agen"]) <= most_units(base, base.topics["zi.agen"])


def test_the_longest_topic_that_passes_can_be_sent() -> None:
    base = load([CLINIC])
    full: dict[str, Any] = {"answer": "a" * 700, "facets": {"contoh": "c" * 700}, "title": "d" * 60}
    without_more = most_units(with_topic(base, **full), with_topic(base, **full).topics["zi.agen"])
    longest = with_topic(base, **full, more="b" * (MESSAGE_UNITS - without_more))
    assert errors(longest) == []
    assert shown_units(longest, longest.topics["zi.agen"]) <= MESSAGE_UNITS
    (fault,) = errors(with_topic(base, **full, more="b" * (MESSAGE_UNITS - without_more + 1)))
    assert "dapat mencapai 4097 karakter" in fault.message


def filled(part: str, size: int) -> str:
    return (part * size)[:size]


def with_regulations(**fields: Any) -> KnowledgeBase:
    """The clinic with these fields in place of every regulation's own."""
    base = load([CLINIC])
    changed = {id: Regulation.model_validate(old.model_dump() | fields) for id, old in base.regulations.items()}
    return replace(base, regulations=changed)


def with_topic(base: KnowledgeBase, **fields: Any) -> KnowledgeBase:
    """The base with these fields in place of the second topic's own, as if made in memory."""
    agen = Topic.model_validate(base.topics["zi.agen"].model_dump() | fields)
    return replace(base, topics={**base.topics, "zi.agen": agen}, spots={})


def test_a_sound_base_has_neither_errors_nor_warnings(base: KnowledgeBase) -> None:
    assert errors(base) == []
    assert warnings(base, TODAY) == []


def test_an_answer_older_than_a_year_is_a_warning(base: KnowledgeBase) -> None:
    assert warnings(base, date(2027, 11, 21)) == []
    faults = warnings(base, date(2027, 11, 22))
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


def test_a_phrasing_of_a_part_stands_nowhere_else(write: Write) -> None:
    written = "phrasings: [pelopor perubahan]\n    asked:\n      contoh: {phrasings: [PELOPOR perubahan!]}"
    (repeated,) = faults_of(write("t.yaml", topic("zi.agen", written)))
    assert (repeated.file, repeated.line) == ("instansi/t.yaml", 5)


def test_a_part_asked_for_that_is_not_there_is_a_warning(write: Write) -> None:
    folder = write("t.yaml", topic("zi.agen", "asked: {jadwal: {phrasings: [kapan masa jabatannya habis]}}"))
    (missing,) = warnings(load([CLINIC, folder]), TODAY)
    assert (missing.file, missing.line) == ("instansi/t.yaml", 3)
    assert "tidak punya bagian `jadwal`" in missing.message


def test_keys_that_only_sound_alike_are_two(write: Write) -> None:
    folder = write("t.yaml", topic("zi.agen", "key: zaaan"))
    assert load([CLINIC, folder]).topic_by_key["zaaan"].id == "zi.agen"


def test_few_phrasings_are_a_warning() -> None:
    lone = base_with_phrasings("satu", "dua", "tiga")
    assert "Baru 3 cara bertanya" in warnings(lone, TODAY)[0].message


def base_with_phrasings(*phrasings: str) -> KnowledgeBase:
    return with_topic(load([CLINIC]), phrasings=phrasings)


def test_a_base_made_in_memory_is_checked_too() -> None:
    (fault,) = errors(base_with_phrasings("Nilai minimal WBK", "dua", "tiga"))
    assert fault.line == 0


def told(**fields: Any) -> list[str]:
    return [fault.message for fault in warnings(with_topic(load([CLINIC]), **fields), TODAY)]


def test_a_review_in_the_future_is_a_warning() -> None:
    assert told(reviewed="2026-11-21") == []
    (message,) = told(reviewed="2029-01-01")
    assert message.startswith("Tanggal `reviewed` di masa depan (2029-01-01)")


UNSHOWN = [
    pytest.param({"answer": "Isi **tebal"}, "`**` pada `answer`", id="bold left open"),
    pytest.param({"more": "Isi ** tebal ** sekali"}, "`**` pada `more`", id="spaces inside"),
    pytest.param({"facets": {"bobot": "**60\n40**"}}, "`**` pada `facets.bobot`", id="bold over lines"),
    pytest.param({"more": "```\na  b"}, "` ``` ` pada `more`", id="table left open"),
    pytest.param({"facets": {"bobot": "```\na\n```\n```"}}, "` ``` ` pada `facets.bobot`", id="a third fence"),
    pytest.param({"more": f"```\n{'x' * 35}\n```"}, "Tabel pada `more` selebar 35 karakter", id="wide table"),
]


@pytest.mark.parametrize(("fields", "words"), UNSHOWN)
def test_marks_that_would_be_shown_as_typed_are_warnings(fields: dict[str, Any], words: str) -> None:
    (message,) = told(**fields)
    assert words in message


def test_marks_in_order_are_no_warning() -> None:
    assert told(answer="**Satu** dan **dua**.", more=f"```\n{'x' * 34}\n2 ** 3\n```\n{'y' * 99}") == []


@given(st.text(alphabet="*` -\na", min_size=1, max_size=40).filter(str.strip))
@example("****a****")
@example("``````")
def test_what_passes_shows_no_marks(text: str) -> None:
    prose = re.sub("<pre>.*?</pre>", "\n", render(text), flags=re.DOTALL)
    if not told(answer=text):
        assert "**" not in prose
        assert "```" not in prose
