from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator import utf16
from bot.simulator.text.html_parser import parse_html
from bot.simulator.text.html_writer import to_html

TYPES = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote"]


class Nesting(HTMLParser):
    """Fails on a tag that is not closed where it must be, and collects the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    "source",
    [
        "<b>a<i>b</i></b> c",
        "<blockquote expandable>🏟 lipat</blockquote>\nbaris",
        '<a href="https://menpan.go.id/">x &amp; y</a>',
        "<pre>a &lt; b</pre><code>🏟</code><tg-spoiler>s</tg-spoiler><u>u</u><s>s</s>",
    ],
)
def test_the_page_gets_the_markup_that_was_sent(source: str) -> None:
    assert to_html(*parse_html(source)) == source


def test_crossing_entities_are_closed_and_opened_again() -> None:
    crossing = [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 1, "length": 4}]
    assert to_html("abcde", crossing) == "<b>a<i>bc</i></b><i>de</i>"


def test_found_addresses_are_links() -> None:
    entities = [{"type": "url", "offset": 0, "length": 17}, {"type": "email", "offset": 18, "length": 8}]
    html = to_html("https://menpan.id rb@go.id", entities)
    assert html == '<a href="https://menpan.id">https://menpan.id</a> <a href="mailto:rb@go.id">rb@go.id</a>'


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'https://x.id/"onclick="alert(1)', "data:text/html,x", None])
def test_no_address_becomes_a_script(url: str | None) -> None:
    html = to_html("x", [{"type": "text_link", "offset": 0, "length": 1, "url": url}])
    assert "javascript" not in html
    assert "data:" not in html
    assert '"onclick="' not in html


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    text = draw(st.text(alphabet="ab<>&\"'🏟\n", max_size=12))
    size = utf16.length(text)
    spans = draw(st.lists(st.tuples(st.sampled_from(TYPES), st.integers(0, size), st.integers(0, size)), max_size=6))
    return text, [{"type": kind, "offset": start, "length": length} for kind, start, length in spans]


@given(marked_texts())
def test_tags_always_nest_and_only_telegrams_tags_appear(marked: tuple[str, list[dict[str, Any]]]) -> None:
    text, entities = marked
    html = to_html(text, entities)
    nesting = Nesting()
    nesting.feed(html)
    nesting.close()
    assert nesting.open == []
    if not any(0xD800 <= ord(char) < 0xE000 or char == "�" for char in unescape(html)):
        assert nesting.text == text


@given(st.text())
def test_plain_text_is_escaped(text: str) -> None:
    html = to_html(text, [])
    assert "<" not in html
    assert html.count("&") == text.count("&") + text.count("<") + text.count(">")
