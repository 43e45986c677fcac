from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering import SHOWN, Answer, Clarification, Comparison, SmallTalk, Unknown, answer, subject_of
from knowledge.base import KnowledgeBase
from knowledge.facets import facet_of
from knowledge.schema import Elsewhere, Part
from knowledge.search import Index
from tests.knowledge.conftest import WEIGHTS


def answered(question: str, index: Index, about: str | None = None) -> tuple[str, Part | None]:
    outcome = answer(question, index, about)
    assert isinstance(outcome, Answer), outcome
    return outcome.topic.id, outcome.part


def test_a_clear_question_is_answered(index: Index) -> None:
    assert answered("nilai minimal wbk brp ya", index) == ("zi.ambang-nilai", None)


def test_the_facet_asked_for_is_named(index: Index) -> None:
    assert answered("dasar hukum nilai minimal wbk", index) == ("zi.ambang-nilai", "dasar-hukum")
    assert answered("kapan renaksi harus selesai", index) == ("rb.renaksi", "jadwal")


def test_a_facet_the_topic_lacks_is_not_named(index: Index) -> None:
    assert answered("kapan agen perubahan dipilih", index) == ("zi.agen", None)


@pytest.mark.parametrize("question", ["resep opor ayam", "gaji pppk golongan ix", "", "🙏", "?!"])
def test_what_nobody_wrote_down_is_unknown(index: Index, question: str) -> None:
    assert isinstance(answer(question, index), Unknown)


def test_two_likely_topics_are_a_choice(index: Index) -> None:
    outcome = answer("predikat syarat nilai unit", index)
    assert isinstance(outcome, Clarification)
    assert {topic.id for topic in outcome.topics} == {"zi.ambang-nilai", "rb.indeks-predikat"}


def test_unknown_names_the_section_that_comes_near(index: Index) -> None:
    outcome = answer("agen travel murah ke bali", index)
    assert isinstance(outcome, Unknown)
    assert outcome.section is not None
    assert outcome.section.id == "zi"


@pytest.mark.parametrize(
    ("question", "expected"),
    [("bobotnya?", ("zi.ambang-nilai", "bobot")), ("kalau wbbm?", ("zi.ambang-nilai", None))],
)
def test_a_follow_up_is_read_against_the_topic_before(
    index: Index, question: str, expected: tuple[str, Part | None]
) -> None:
    assert answered(question, index, about="zi.ambang-nilai") == expected


@pytest.mark.parametrize("message", ["?", "...", "🎉", "a", "pak"])
def test_a_message_that_says_nothing_does_not_repeat_the_answer_before(index: Index, message: str) -> None:
    assert isinstance(answer(message, index, about="zi.ambang-nilai"), Unknown)


def test_without_a_topic_before_a_bare_follow_up_is_unknown(index: Index) -> None:
    assert isinstance(answer("bobotnya?", index), Unknown)
    assert isinstance(answer("bobotnya?", index, about="zi.sudah-tidak-ada"), Unknown)


def test_a_facet_of_two_words_asked_for_alone_is_of_the_topic_before(index: Index) -> None:
    assert answered("dasar hukumnya?", index, about="zi.ambang-nilai") == ("zi.ambang-nilai", "dasar-hukum")


def test_a_question_that_leans_but_names_its_own_subject_is_about_that(index: Index) -> None:
    assert answered("terus agen perubahan itu siapa", index, about="rb.renaksi")[0] == "zi.agen"


def test_a_question_that_names_nothing_is_not_declined_in_the_middle_of_a_talk(base: KnowledgeBase) -> None:
    rooms = Elsewhere(id="ruang", subject="ruang rapat", phrasings=("kapan ruang rapat kosong", "kapan saja"))
    index = Index(replace(base, elsewhere={"ruang": rooms}), WEIGHTS)
    assert isinstance(answer("kapan saja", index), Unknown)
    assert answered("kapan saja", index, about="rb.renaksi") == ("rb.renaksi", "jadwal")
    assert isinstance(answer("kapan ruang rapat kosong", index, about="rb.renaksi"), Unknown)


def test_a_choice_that_offers_the_topic_before_leaves_the_talk_with_it(index: Index) -> None:
    topics = index.base.topics
    offered = Clarification((topics["zi.agen"], topics["rb.renaksi"]), ())
    assert subject_of(offered, about="rb.renaksi") == topics["rb.renaksi"]
    assert subject_of(offered, about="zi.ambang-nilai") == subject_of(offered) == topics["zi.agen"]


def test_a_new_subject_leaves_the_topic_before(index: Index) -> None:
    assert answered("apa itu agen perubahan", index, about="zi.ambang-nilai")[0] == "zi.agen"
    assert isinstance(answer("resep opor ayam", index, about="zi.ambang-nilai"), Unknown)


def test_small_talk_is_talked_back(index: Index) -> None:
    outcome = answer("makasiiih banyak ya", index)
    assert isinstance(outcome, SmallTalk)
    assert outcome.entry.id == "terima-kasih"
    assert outcome.ranked == ()


def test_a_question_that_begins_with_a_greeting_is_a_question(index: Index) -> None:
    assert answered("halo, nilai minimal wbk berapa", index)[0] == "zi.ambang-nilai"


def test_a_definition_prefers_the_topic_that_defines(index: Index) -> None:
    for question in ("agen perubahan itu apa sih", "pengertian agen perubahan", "maksudnya agen perubahan apa ya"):
        outcome = answer(question, index)
        assert isinstance(outcome, Answer)
        assert (outcome.topic.id, outcome.ranked[0].score) == ("zi.agen", 1.0)


def test_two_topics_are_compared(index: Index) -> None:
    outcome = answer("beda agen perubahan sama rencana aksi apa", index)
    assert isinstance(outcome, Comparison)
    assert [topic.id for topic in outcome.topics] == ["zi.agen", "rb.renaksi"]
    assert {candidate.topic_id for candidate in outcome.ranked} == {"zi.agen", "rb.renaksi"}


def test_a_topic_that_explains_the_difference_answers_a_comparison(base: KnowledgeBase) -> None:
    agen = base.topics["zi.agen"]
    explaining = agen.model_copy(update={"facets": {"beda": "Agen perubahan menggerakkan, rencana aksi merencanakan."}})
    index = Index(replace(base, topics={**base.topics, agen.id: explaining}))
    assert answered("beda agen perubahan sama rencana aksi apa", index) == ("zi.agen", "beda")


def test_what_is_denied_is_not_answered(index: Index) -> None:
    assert answered("bukan agen perubahan, tapi kapan renaksi harus selesai", index) == ("rb.renaksi", "jadwal")
    assert answered("kapan renaksi harus selesai, bukan agen perubahan", index) == ("rb.renaksi", "jadwal")


def test_the_second_question_of_a_message_is_offered(index: Index) -> None:
    outcome = answer("apa itu agen perubahan? trus kapan renaksi harus selesai?", index)
    assert isinstance(outcome, Answer)
    assert outcome.also
    assert (outcome.topic.id, outcome.also.id) == ("zi.agen", "rb.renaksi")


STORY = "nilai wbk unit kami turun, agen perubahan diam, predikat indeks rb juga rendah"


def test_before_a_known_question_there_may_be_a_story(index: Index) -> None:
    assert answered(f"{STORY}. kapan renaksi harus selesai", index)[0] == "rb.renaksi"


def test_what_is_told_before_a_known_question_does_not_answer_it(index: Index) -> None:
    story = "saya di unit baru"
    assert not isinstance(answer(story, index), Answer)
    assert answered(f"{story}. kapan renaksi harus selesai", index) == ("rb.renaksi", "jadwal")


def test_an_unclear_story_is_not_answered_by_its_last_sentence_alone(index: Index) -> None:
    assert isinstance(answer("cara susun renaksi general", index), Answer)
    assert not isinstance(answer(f"{STORY}. cara susun renaksi general", index), Answer)


def test_what_holds_for_one_region_alone_is_not_answered(index: Index) -> None:
    assert not isinstance(answer("nilai minimal wbk kabupaten mbulak berapa", index), Answer)
    assert isinstance(answer("nilai minimal wbk kabupaten kami berapa", index), Answer)


def test_a_region_is_not_known_by_the_questions_that_are_not_ours(base: KnowledgeBase) -> None:
    roads = Elsewhere(id="jalan", subject="jalan", advice="Dinas PU.", phrasings=("jalan kabupaten mbulak rusak",))
    index = Index(replace(base, elsewhere={roads.id: roads}), WEIGHTS)
    assert not isinstance(answer("nilai minimal wbk kabupaten mbulak berapa", index), Answer)


def test_a_subject_that_is_likelier_is_not_meant_where_the_words_are_ours(base: KnowledgeBase) -> None:
    results = Elsewhere(id="hasil", subject="hasil kita", phrasings=("nilai wbk kita tahun lalu", "predikat kita"))
    index = Index(replace(base, elsewhere={results.id: results}), WEIGHTS)
    question = "nilai wbk dinas kita tahun lalu kapan"
    found = index.elsewhere(question)
    assert found
    assert found[1] > index.rank(question)[0].score
    declined = answer(question, index)
    assert isinstance(declined, Unknown)
    assert declined.elsewhere == results
    meant = answer(question, index.calibrated(replace(WEIGHTS, ours=50.0)))
    assert not isinstance(meant, Unknown)


@pytest.mark.parametrize(
    ("question", "is_answered"),
    [
        ("nilai minimal wbk menurut permenpan 90/2021 berapa", True),
        ("nilai minimal wbk menurut permenpan nomor 91 tahun 2021 berapa", False),
        ("nilai minimal wbk menurut perpres 90 thn 2024 berapa", False),
        ("nilai minimal wbk tahun 2021 berapa", True),
    ],
)
def test_what_a_regulation_says_that_nobody_here_speaks_of_is_not_answered(
    index: Index, question: str, is_answered: bool
) -> None:
    assert isinstance(answer(question, index), Answer) == is_answered


@given(st.text(max_size=120), st.sampled_from([None, "zi.agen", "tiada"]))
def test_any_text_has_an_outcome(index: Index, question: str, about: str | None) -> None:
    outcome = answer(question, index, about)
    scores = [candidate.score for candidate in outcome.ranked]
    assert len(scores) <= SHOWN
    assert scores == sorted(scores, reverse=True)
    if isinstance(outcome, Clarification):
        assert 2 <= len(outcome.topics) <= SHOWN


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("bobot pengungkit berapa", "bobot"),
        ("diatur di mana", "dasar-hukum"),
        ("permenpanrb nomor berapa", "dasar-hukum"),
        ("nilainya berapa", None),
    ],
)
def test_cue_words(index: Index, question: str, facet: Part | None) -> None:
    assert facet_of(question.split(), index.base.topics["zi.ambang-nilai"]) == facet
