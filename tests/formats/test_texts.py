"""Texts from elsewhere, tidied, and HTML read as people read it."""

from __future__ import annotations

import pytest

from quizzer.formats.texts import clean_line, clean_text, plain_text, take_media, without_marks


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Who is <b>it</b>?", "Who is it?"),
        ("a &amp; b &lt;i&gt; &eacute;&nbsp;&#039;x&#039;", "a & b <i> é 'x'"),
        ("one<br>two<p>three</p>", "one\ntwo\nthree"),
        ("x < y and a<b, <3, <Shift> and <!DOCTYPE>", "x < y and a<b, <3, <Shift> and <!DOCTYPE>"),
        ("10<sup>6</sup> H<sub>2</sub>O 1<sup>st</sup> x<sub>a</sub>", "10⁶ H₂O 1^st xa"),
        ("a<!-- never --> b <!-- open", "a b <!-- open"),
        ("a<wbr>b &shy;c\u200bd", "ab cd"),
        ('<span class="x" title="1 > 0">y</span>', '0">y'),
    ],
)
def test_html(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**bold** and __bold__", "bold and bold"),
        ("*slanted* _slanted_ `code`", "slanted slanted code"),
        ("2 * 3 * 4, snake_case_name, _____ and ** no", "2 * 3 * 4, snake_case_name, _____ and ** no"),
    ],
)
def test_markdown(markdown: str, text: str) -> None:
    assert without_marks(markdown) == text


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("  a \t b  ", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a \n \n\n b", "a\n\nb"),
        ("a\x00\x1b[1m\ufeffb\ud800", "a[1mb\ufffd"),
        ("ٱ\u200cب 👩\u200d🚀", "ٱ\u200cب 👩\u200d🚀"),
    ],
)
def test_what_nobody_sees_is_taken_out(text: str, tidy: str) -> None:
    assert clean_text(text) == tidy
    assert clean_line(text) == " ".join(tidy.split())


def test_pictures_and_sounds() -> None:
    html = '<img class="a" src="a b.png">Who?<img src=c.png>[sound:d.mp3]<audio src="e.ogg"></audio><img alt="f">'
    text, media = take_media(html)
    assert plain_text(text) == "Who?"
    assert media == ["a b.png", "c.png", "d.mp3", "e.ogg"]


@pytest.mark.usefixtures("in_no_time")
@pytest.mark.parametrize("part", ["<!--", "<img ", "<img src=", "[sound:", "**a ", "<sup>", "<p ", " \n", "&", "`a"])
def test_hostile_texts_take_no_time(part: str) -> None:
    text = part * (50_000 // len(part))
    plain_text(text)
    take_media(text)
    without_marks(text)
