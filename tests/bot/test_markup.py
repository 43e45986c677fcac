"""Curators' text and users' text as Telegram's HTML."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.markup import bold, escape, folded, render, shorten, unfolded_text

texts = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("<>&\"'")), max_size=60)
marked = st.text(alphabet="ab*`- \n<>&|", max_size=120)


class Balance(HTMLParser):
    """Fails on a tag that is not closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(text=texts)
def test_what_a_person_typed_is_shown_letter_by_letter(text: str) -> None:
    assert unfolded_text(escape(text)) == text.strip()
    assert "<" not in escape(text)


@given(text=marked)
def test_rendered_text_is_always_well_formed(text: str) -> None:
    balance = Balance()
    balance.feed(render(text))
    balance.close()
    assert balance.open == []


def test_the_marks_of_curators() -> None:
    assert render("**WBK**: 75 < 85\n- satu\n- dua") == "<b>WBK</b>: 75 &lt; 85\n• satu\n• dua"
    assert render("```\nA  1\nB  2\n```") == "<pre>A  1\nB  2</pre>"
    assert render("2 ** 3 ** 4") == "2 ** 3 ** 4"


def test_what_is_folded_is_not_read_before_it_is_unfolded() -> None:
    assert unfolded_text(f"{bold('75')}\n\n{folded('rincian')}\n\nsumber") == "75\n\nsumber"


@given(text=texts, limit=st.integers(1, 64))
def test_shortened_text_keeps_the_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit
