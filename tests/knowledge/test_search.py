import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.comparing import explaining
from knowledge.nearest import Nearest
from knowledge.postings import Floats
from knowledge.ranking import Ranker
from knowledge.search import Index


@pytest.mark.parametrize(
    ("question", "topic_id"),
    [
        ("nilai minimal wbk brp", "zi.ambang-nilai"),
        ("pasing grade wbbm", "zi.ambang-nilai"),
        ("agen prubahan itu siapa sih", "zi.agen"),
        ("renaksinya diunggah kemana yah", "rb.renaksi"),
        ("indeks rb dpt 72 predikat apa", "rb.indeks-predikat"),
    ],
)
def test_finds_the_topic(index: Index, question: str, topic_id: str) -> None:
    assert index.rank(question)[0].topic_id == topic_id


def test_every_phrasing_finds_its_own_topic(index: Index) -> None:
    for topic in index.base.topics.values():
        for phrasing in topic.ways:
            assert index.rank(phrasing)[0].topic_id == topic.id


@pytest.mark.parametrize("named", ["agen perubahan", "mau tanya soal agen perubahan", "Agen Perubahan min"])
def test_who_only_names_a_thing_asks_what_it_is(index: Index, named: str) -> None:
    assert index.rank(named)[0] == ("zi.agen", 1.0)
    assert index.rank(named, alone=False)[0].score < 1.0


def test_what_is_not_held_scores_low(index: Index) -> None:
    known = index.rank("nilai minimal wbk")[0].score
    for stranger in ("resep opor ayam", "jadwal kereta ke bandung", "gaji pppk golongan ix"):
        ranked = index.rank(stranger)
        assert not ranked or ranked[0].score < known / 2


@pytest.mark.parametrize("question", ["", "🙏", "pak", "qzx"])
def test_nothing_in_common_is_an_empty_ranking(index: Index, question: str) -> None:
    assert index.rank(question) == []


@given(st.text(max_size=80))
def test_scores_fall_and_stay_between_0_and_1(index: Index, question: str) -> None:
    scores = [candidate.score for candidate in index.rank(question)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_the_same_words_score_near_1() -> None:
    likenesses = Ranker([[(["nilai", "wbk"], 1.0)], [(["agen", "perubahan"], 1.0)]]).likenesses(["nilai", "wbk"])
    assert likenesses[0] > 0.95
    assert likenesses[1] == 0


def nearest(phrasings: Sequence[Sequence[str]], owners: Sequence[int], documents: int) -> Nearest:
    return Nearest(phrasings, owners, documents, telling=lambda word: 1.0)


def likenesses(nearest: Nearest, *words: str, among: Sequence[int] = (0, 1)) -> Floats:
    return nearest.likenesses(nearest.neighbours(words, np.array(among)))


def test_an_index_of_nothing_answers_nothing() -> None:
    assert Ranker([]).likenesses(["nilai"]).size == 0
    assert Ranker([[]]).likenesses(["nilai"]).tolist() == [0]
    assert likenesses(nearest([], [], 2), "nilai").tolist() == [0, 0]


def test_the_nearest_phrasing_speaks_for_its_topic() -> None:
    said = nearest([["nilai", "wbk"], ["nilai", "wbbm"], ["agen", "perubahan"]], [0, 0, 1], 2)
    ours, other = likenesses(said, "nilai", "wbk")
    assert ours > 0.5 > other


def test_phrasings_of_other_documents_are_not_looked_at() -> None:
    said = nearest([["nilai", "wbk"], [], ["nilai", "wbk"]], [0, 0, 1], 2)
    assert [like > 0 for like in likenesses(said, "nilai", "wbk", among=[1])] == [False, True]


@pytest.mark.parametrize("words", [["nilai", "wbk"], ["wbk", "nilai"], ["nilai", "nilai", "wbk", "wbk"]])
def test_the_same_words_are_wholly_alike(words: list[str]) -> None:
    found = nearest([["agen"], ["nilai", "wbk"]], [0, 1], 2).neighbours(words, np.array([0, 1]))
    assert found.numbers.tolist() == [1, 0]
    assert found.cosines[0] == pytest.approx(1.0, abs=0.1)


def test_small_talk_is_told_from_questions(index: Index) -> None:
    said = index.smalltalk("selamat pagiii")
    assert said is not None
    assert said[0].id == "salam"
    assert said[1] > 0.9
    other = index.smalltalk("nilai minimal wbk")
    assert other is None or other[1] < 0.3


def large_base(base: KnowledgeBase) -> KnowledgeBase:
    """400 topics of 20 phrasings, in made-up words."""
    syllables = [a + b for a, b in product("bdgjklmnprst", "aiueo")]
    words = [x + y + z for x, y, z in product(syllables[:20], syllables[20:40], syllables[40:44])]
    agen = base.topics["zi.agen"]
    topics = {}
    for number in range(400):
        own = words[number * 4 : number * 4 + 4]
        phrasings = tuple(f"{own[n % 4]} {words[n * 7]} {own[n % 3]} berapa nilai {words[n]}" for n in range(20))
        identity = f"zi.t{number}"
        topics[identity] = agen.model_copy(update={"id": identity, "title": own[0], "phrasings": phrasings})
    return KnowledgeBase(topics, base.regulations, base.sections, base.smalltalk, base.words, base.agency)


def test_four_hundred_topics_are_fast_enough(base: KnowledgeBase) -> None:
    # Bounds several times what a loaded machine needs: they catch growth in kind, not in degree.
    large = large_base(base)
    started = time.process_time()
    index = Index(large)
    built = time.process_time() - started
    questions = [topic.phrasings[0] for topic in large.topics.values()]
    for question in questions:
        index.rank(question)
    started = time.process_time()
    for question in questions:
        index.rank(question)
    assert built < 6
    assert (time.process_time() - started) / len(questions) < 0.02


def with_phrasings(base: KnowledgeBase, topic_id: str, *said: str) -> Index:
    topic = base.topics[topic_id]
    told = topic.model_copy(update={"phrasings": (*topic.phrasings, *said)})
    return Index(replace(base, topics={**base.topics, topic_id: told}))


def test_a_slip_in_a_phrasing_is_mended_like_one_in_a_question(base: KnowledgeBase) -> None:
    index = with_phrasings(base, "zi.agen", "tugas agen perubahna apa")
    assert index.language.words("agen perubahna") == ("agen", "perubahan")
    assert index.rank("apa tugas agen perubahan")[0].score == 1.0


def test_a_word_that_several_phrasings_have_is_no_slip(base: KnowledgeBase) -> None:
    index = with_phrasings(base, "zi.agen", *(f"tugas agen perubahna {number}" for number in range(6)))
    assert index.language.words("perubahna") == ("perubahna",)


def test_a_difference_is_told_by_one_text_and_not_by_several_together(base: KnowledgeBase) -> None:
    index = with_phrasings(base, "zi.agen", "beda agen perubahan dan duta", "beda pokja dan tim agen perubahan")
    ranked = tuple(index.rank("beda agen perubahan dan pokja", 2))
    assert explaining(["beda", "duta", "dan", "agen", "perubahan"], ranked, index)
    assert not explaining(["beda", "duta", "agen", "dan", "pokja", "tim"], ranked, index)
