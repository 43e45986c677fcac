"""What was taught in the chat lies over the files, and never in their way."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.additions import Additions, extended
from knowledge.answering import Answer, Unknown, answer
from knowledge.search import Index
from tests.support.house import excerpt_library

TOPIC = "zi.ambang-nilai"


def test_a_phrasing_leads_to_its_topic() -> None:
    base = excerpt_library().index.base
    taught = extended(base, Additions(phrasings=((TOPIC, "piagam biru buat loket itu patokane opo"),)))
    outcome = answer("piagam biru buat loket itu patokane opo", Index(taught))
    assert isinstance(outcome, Answer)
    assert outcome.topic.id == TOPIC


def test_what_the_files_know_already_is_not_said_twice() -> None:
    base = excerpt_library().index.base
    known = base.topics[TOPIC].phrasings[0]
    other = next(topic.id for topic in base.topics.values() if topic.id != TOPIC)
    assert extended(base, Additions(phrasings=((other, known.upper()),))).digest == base.digest


def test_a_topic_that_does_not_fit_is_left_out() -> None:
    base = excerpt_library().index.base
    topic = base.topics[TOPIC]
    homeless = topic.model_copy(update={"id": "entah.apa", "key": "zzzz"})
    same_key = topic.model_copy(update={"id": "instansi.1"})
    assert extended(base, Additions(topics=(topic, homeless, same_key))).digest == base.digest


def test_what_was_taught_to_be_not_ours_is_refused() -> None:
    base = excerpt_library().index.base
    question = "syarat bikin seragam paduan suara kantor"
    taught = Index(extended(base, Additions(not_ours=(question,))))
    assert isinstance(answer(question, taught), Unknown)


@settings(max_examples=50)
@given(
    phrasings=st.lists(st.tuples(st.sampled_from([TOPIC, "tidak.ada"]), st.text(max_size=300)), max_size=5),
    not_ours=st.lists(st.text(max_size=300), max_size=3),
)
def test_whatever_is_taught_the_content_stays_whole(phrasings: list[tuple[str, str]], not_ours: list[str]) -> None:
    base = excerpt_library().index.base
    taught = extended(base, Additions(phrasings=tuple(phrasings), not_ours=tuple(not_ours)))
    assert taught.topics.keys() == base.topics.keys()
    assert set(base.topics[TOPIC].phrasings) <= set(taught.topics[TOPIC].phrasings)
