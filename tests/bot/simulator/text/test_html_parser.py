"""The tags and the complaints are those of Telegram's own test suite for its HTML."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator import utf16
from bot.simulator.errors import ApiError
from bot.simulator.text.html_parser import parse_html

STADIUM = "🏟 🏟&lt;"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (f"{STADIUM}<abacaba", "Unclosed start tag at byte offset 13"),
        (f"{STADIUM}<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        (f"{STADIUM}<abac>", 'Unsupported start tag "abac" at byte offset 13'),
        (f"{STADIUM}<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        (f"{STADIUM}<i    aba>", 'Can\'t find end tag corresponding to start tag "i"'),
        (f"{STADIUM}<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        (f"{STADIUM}<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        (f'{STADIUM}<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        (f"{STADIUM}</", "Unexpected end tag at byte offset 13"),
        (f"{STADIUM}<b></b></", "Unexpected end tag at byte offset 20"),
        (f"{STADIUM}<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (f"{STADIUM}<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("nilai < 75", 'Unsupported start tag "" at byte offset 6'),
        ("<script>alert(1)</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ('<tg-emoji emoji-id="9999999999999999999">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="besok">x</tg-time>', "Invalid date specified"),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"
    assert refused.value.code == 400


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("&ge;&lt;&gt;&amp;&quot;&laquo;&#12345678;", '&ge;<>&"&laquo;&#12345678;', []),
        ("&#65;&#x42;&#0;", "AB&#0;", []),
        ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
        ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [("italic", 5, 6)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("🏟<strong>a</>", "🏟a", [("bold", 2, 1)]),
        ("<b></b>", "", []),
        ("<ins>a</ins><del>b</del><strike>c</strike>", "abc",
         [("underline", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)]),
        ("<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>", "ab",
         [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<blockquote expandable>a</blockquote><blockquote>b</blockquote>", "ab",
         [("expandable_blockquote", 0, 1), ("blockquote", 1, 1)]),
        ("<a>tanpa alamat</a>", "tanpa alamat", []),
    ],
)  # fmt: skip
def test_markup_becomes_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def test_links_are_normalised() -> None:
    _, [link] = parse_html('<a href="JDIH.menpan.go.id?a=1&amp;b=2">aturan</a>')
    assert link == {"type": "text_link", "url": "http://jdih.menpan.go.id/?a=1&b=2", "offset": 0, "length": 6}
    assert parse_html("<a>https://menpan.go.id/rb</a>")[1][0]["url"] == "https://menpan.go.id/rb"


def test_dates_and_emoji_carry_their_values() -> None:
    _, [date] = parse_html('<tg-time unix="1795000000" format="wDT">Jumat</tg-time>')
    assert date == {"type": "date_time", "unix_time": 1795000000, "date_time_format": "wDT", "offset": 0, "length": 5}
    _, [emoji] = parse_html('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>')
    assert emoji["custom_emoji_id"] == "5368324170671202286"


def test_code_with_a_language_is_one_entity() -> None:
    assert parse_html('<pre><code class="language-sql">x</code></pre>')[1] == [
        {"type": "pre", "language": "sql", "offset": 0, "length": 1}
    ]


def test_surrogates_are_refused() -> None:
    with pytest.raises(ApiError, match="surrogate"):
        parse_html("&#xDFDF;")


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(escape(text)) == (text, [])


@given(st.text(alphabet="<>/&;abiu pre=\"'-#x41🏟\n"))
def test_any_input_parses_or_is_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except ApiError as refused:
        assert refused.description.startswith("Bad Request: can't parse entities: ")
    else:
        assert all(entity["offset"] + entity["length"] <= utf16.length(text) for entity in entities)


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "u", "s", "code"]), st.text(min_size=1)), max_size=8))
def test_offsets_are_utf16_units(pieces: list[tuple[str, str]]) -> None:
    text, entities = parse_html("".join(f"<{tag}>{escape(piece)}</{tag}>" for tag, piece in pieces))
    assert text == "".join(piece for _, piece in pieces)
    units = text.encode("utf-16-le")
    marked = [units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in entities]
    assert marked == [piece for _, piece in pieces]
