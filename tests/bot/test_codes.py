"""What travels in buttons comes back the same, and nothing else is believed."""

from dataclasses import fields
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import Action, OpenFacet, OpenSection, OpenTopic
from bot.codes import LIMIT, decode, encode, topic_key_of, topic_link
from knowledge.schema import FacetName
from tests.support.house import built_in_library

keys = st.from_regex(r"[a-z0-9]{1,10}", fullmatch=True)
numbers = st.integers(0, 999_999_999)


def _made(kind: Any) -> st.SearchStrategy[Action]:
    made: st.SearchStrategy[Action] = st.builds(kind, *(numbers if f.type is int else keys for f in fields(kind)))
    return made


actions: st.SearchStrategy[Action] = st.one_of(
    *map(_made, get_args(Action)), st.builds(OpenFacet, keys, st.sampled_from(get_args(FacetName)), numbers)
)


@given(action=actions)
def test_every_action_survives_the_trip(action: Action) -> None:
    assert decode(encode(action)) == action
    assert len(encode(action).encode()) <= LIMIT


@given(data=st.text(max_size=80))
def test_decoding_is_total_and_gives_only_what_encodes_to_it(data: str) -> None:
    action = decode(data)
    assert action is None or encode(action) == data


@pytest.mark.parametrize(
    "data", [None, "", "1", "1t", "1t:", "1t:A", "1t:a:b", "2t:a", "1s:zi:-1", "1s:zi:01", "1h:x", "1t:a:0"]
)
def test_foreign_or_malformed_data_is_nothing(data: str | None) -> None:
    assert decode(data) is None


def test_a_button_made_before_it_had_all_its_values_still_works() -> None:
    assert decode("1t:zsw") == OpenTopic("zsw", 0)
    assert decode("1f:zsw:bobot") == OpenFacet("zsw", "bobot", 0)


def test_what_does_not_fit_is_refused_when_the_button_is_made() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        encode(OpenTopic("a" * 64))


@given(key=keys)
def test_a_topics_link_leads_back_to_it(key: str) -> None:
    payload = topic_link("klinik_rb_bot", key).split("start=")[1]
    assert len(payload) <= LIMIT
    assert topic_key_of(payload) == key


@given(payload=st.text(max_size=80))
def test_a_payload_is_a_topics_or_nothing(payload: str) -> None:
    key = topic_key_of(payload)
    assert key is None or payload == f"t_{key}"


def test_every_topic_and_section_fits_in_a_button() -> None:
    base = built_in_library().index.base
    for topic in base.topics.values():
        assert decode(encode(OpenTopic(topic.key))) == OpenTopic(topic.key)
    for section in base.sections.values():
        assert decode(encode(OpenSection(section.key, 0))) == OpenSection(section.key, 0)
