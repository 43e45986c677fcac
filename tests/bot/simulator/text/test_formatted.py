from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator import utf16
from bot.simulator.errors import ApiError
from bot.simulator.text.detection import with_detected
from bot.simulator.text.formatted import checked_caption, checked_text, formatted
from bot.simulator.text.urls import fault_of_url


def kinds(text: str) -> list[tuple[str, str]]:
    return [(e["type"], utf16.piece(text, e["offset"], e["length"])) for e in with_detected(text, [])]


def test_commands_mentions_and_addresses_are_found() -> None:
    text = "🏟 /start@klinik_rb_bot t_zsw, @klinik_rb_bot lihat https://menpan.go.id/rb. rb@kab.go.id #zi"
    assert kinds(text) == [
        ("bot_command", "/start@klinik_rb_bot"),
        ("mention", "@klinik_rb_bot"),
        ("url", "https://menpan.go.id/rb"),
        ("email", "rb@kab.go.id"),
        ("hashtag", "#zi"),
    ]


@pytest.mark.parametrize("text", ["ASN/PNS", "1/2", "dan/atau", "surat 12/SE/2026", "#1", "a @b"])
def test_ordinary_writing_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_nothing_is_found_inside_code() -> None:
    assert with_detected("/start", [{"type": "code", "offset": 0, "length": 6}]) == [
        {"type": "code", "offset": 0, "length": 6}
    ]


@given(st.text(alphabet="/@#ab_. 🏟:htps"))
def test_found_spans_lie_within_the_text(text: str) -> None:
    assert all(e["offset"] + e["length"] <= utf16.length(text) for e in with_detected(text, []))


@given(st.text())
def test_lengths_are_those_of_utf16(text: str) -> None:
    assert utf16.length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_surrounding_space_goes_and_entities_move_along() -> None:
    result = formatted("  \n <b>🏟 a</b>  ", "HTML", None)
    assert (result.text, result.entities) == ("🏟 a", [{"type": "bold", "offset": 0, "length": 4}])
    assert formatted(" <b> </b>a", "html", None).entities == []


def test_more_than_a_hundred_entities_are_ignored() -> None:
    assert len(formatted("<b>a</b> " * 150, "HTML", None).entities) == 100


def test_limits_count_utf16_units_after_parsing() -> None:
    assert checked_text(formatted("<b>" + "🏟" * 2048 + "</b>", "HTML", None))
    with pytest.raises(ApiError, match="message is too long"):
        checked_text(formatted("🏟" * 2048 + "a", "", None))
    with pytest.raises(ApiError, match="message caption is too long"):
        checked_caption(formatted("a" * 1025, "", None))


def test_markdown_is_taken_as_plain_text() -> None:
    assert formatted("*a*", "MarkdownV2", None).text == "*a*"
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        formatted("a", "INVALID", None)


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "bold", "offset": 100, "length": 1}, "entity begins after the end of the text at UTF-16 offset 100"),
        ({"type": "bold", "offset": 0, "length": 100},
         "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100"),
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "tebal", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
        ({"type": "text_link", "offset": 0, "length": 1}, 'can\'t parse MessageEntity: Can\'t find field "url"'),
        ({"type": "text_link", "offset": 0, "length": 1, "url": "not-a-url"},
         "entity URL 'not-a-url' is invalid: Wrong HTTP URL"),
        ({"type": "bold", "offset": "0", "length": 1},
         'can\'t parse MessageEntity: Field "offset" must be of type Number'),
        ("bold", "can't parse MessageEntity: MessageEntity must be an Object"),
    ],
)  # fmt: skip
def test_bad_entities_are_refused(entity: Any, words: str) -> None:
    with pytest.raises(ApiError) as refused:
        formatted("halo", "", [entity])
    assert refused.value.description == f"Bad Request: {words}"


def test_given_entities_are_kept() -> None:
    given_entities = [{"type": "pre", "offset": 0, "length": 4, "language": "sql", "asing": 1}]
    assert formatted("halo", "", given_entities).entities == [
        {"type": "pre", "offset": 0, "length": 4, "language": "sql"}
    ]


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://menpan.go.id", None),
        ("menpan.go.id/rb", None),
        ("tg://user?id=1", None),
        ("not-a-url", "Wrong HTTP URL"),
        ("http://localhost:8000/x", "Wrong HTTP URL"),
        ("ftp://example.com", "Unsupported URL protocol"),
        ("", "URL host is empty"),
        ("http://[", "URL host is empty"),
    ],
)
def test_addresses(url: str, fault: str | None) -> None:
    assert fault_of_url(url) == fault
