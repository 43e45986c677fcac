"""The content the clinic is delivered with."""

import time
from pathlib import Path

import knowledge
from knowledge.answering import Answer, Clarification, SmallTalk, answer
from knowledge.loading import load
from knowledge.schema import json_schema
from tests.support.house import built_in_library

BUILT_IN = Path(knowledge.__file__).parent / "content"


def test_the_published_schema_is_current() -> None:
    assert (BUILT_IN / "schema.json").read_text(encoding="utf-8") == json_schema()


def test_the_built_in_content_has_no_faults_and_loads_quickly() -> None:
    started = time.process_time()
    base = load([BUILT_IN])
    taken = time.process_time() - started
    phrasings = sum(len(topic.ways) for topic in base.topics.values())
    assert phrasings
    assert taken < 80e-6 * phrasings  # about 30 on a quiet machine


def test_every_small_talk_phrasing_is_small_talk() -> None:
    index = built_in_library().index
    for entry in index.base.smalltalk.values():
        for phrasing in entry.phrasings:
            outcome = answer(phrasing, index)
            assert isinstance(outcome, SmallTalk), phrasing
            assert outcome.entry.id == entry.id, phrasing


def test_a_lone_word_of_many_titles_is_a_choice() -> None:
    index = built_in_library().index
    for word in ("rb", "nilai", "zi", "mau tanya soal nilai"):
        assert isinstance(answer(word, index), Clarification), word


def test_signs_that_say_a_word_are_small_talk() -> None:
    index = built_in_library().index
    for sign, said in {"🙏": "terima-kasih", "👍🏽": "baik", "👋": "salam"}.items():
        outcome = answer(sign, index, about="zi.wbk-wbbm")
        assert isinstance(outcome, SmallTalk)
        assert outcome.entry.id == said


def test_who_asks_on_in_a_talk_is_not_taken_for_chatting() -> None:
    index = built_in_library().index
    assert isinstance(answer("cara naikin gimana", index), SmallTalk)
    assert not isinstance(answer("cara naikin gimana", index, about="budaya.indeks-berakhlak-hasil"), SmallTalk)
    for thanks in ("makasih ya", "makasih atas contohnya", "terima kasih banyak infonya"):
        assert isinstance(answer(thanks, index, about="budaya.indeks-berakhlak-hasil"), SmallTalk), thanks


def test_what_a_title_names_in_passing_is_not_explained_by_its_name_alone() -> None:
    index = built_in_library().index
    for named in ("barang", "sekolah", "50", "saya dari puskesmas"):
        assert index.rank(named, 1)[0].score < 1, named


def test_a_remark_after_a_question_does_not_take_its_place() -> None:
    index = built_in_library().index
    asked = answer("kapan penilaian ombudsman. saya dari kemendagri", index)
    assert isinstance(asked, Answer | Clarification)
    assert asked.ranked[0].topic_id == "ombudsman.jadwal"
    both = answer("berapa nilai minimal wbk? mohon info, kami dari puskesmas", index)
    assert isinstance(both, Answer)
    assert (both.topic.id, both.also) == ("zi.ambang-nilai", None)


def test_a_known_question_is_known_in_the_middle_of_a_talk() -> None:
    index = built_in_library().index
    asked = answer("yang dinilai ombudsman apa saja", index, about="ombudsman.jadwal")
    assert isinstance(asked, Answer)
    assert asked.topic.id == "ombudsman.dimensi"
