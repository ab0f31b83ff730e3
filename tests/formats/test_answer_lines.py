"""Quizbowl's answer lines: what is right, what is asked back about, what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer import AnswerKey
from quizzer.formats.answer_lines import format_answer_line, is_note, parse_answer_line
from quizzer.formats.texts import clean_line


@pytest.mark.parametrize(
    ("line", "answer", "accept"),
    [
        ("Jasper Johns", "Jasper Johns", []),
        ("ANSWER: <b><u>Heat</u></b>", "Heat", []),
        ("Jasper <b><u>Johns</u></b>", "Jasper Johns", ["Johns"]),
        ("Jasper <b>Johns</b>", "Jasper Johns", ["Johns"]),
        ("<b><u>octopus</u></b>es", "octopuses", ["octopus"]),
        ("The <i><b><u>Cabinet</u></b> of <b><u>Caligari</u></b></i>", "The Cabinet of Caligari", ["Cabinet Caligari"]),
        ("<b><u>W</u></b>orld <b><u>T</u></b>rade <b><u>O</u></b>rganization", "World Trade Organization", ["WTO"]),
        ("<u>coagulation</u> or blood <u>clotting</u>", "coagulation", ["blood clotting", "clotting"]),
        ("Heinrich or Henry <u>Böll</u>", "Heinrich or Henry Böll", ["Böll"]),
        ("<u>Frankenstein; or, The Modern Prometheus</u>", "Frankenstein; or, The Modern Prometheus", []),
        ("<u>Heat</u> [or <u>Fire</u>; or the <u>Blaze</u>]", "Heat", ["Fire", "the Blaze", "Blaze"]),
        ("<u>Heat</u> (accept <u>Fire</u>)", "Heat", ["Fire"]),
        ("<u>Heat</u> [accept <u>A</u>, <u>B</u>, or <u>C D</u>]", "Heat", ["A", "B", "C D"]),
        ("<u>Heat</u> [accept “The Heat” or <u>Fire</u>", "Heat", ["The Heat", "Fire"]),
        ("Heat [or Fire, Blaze]", "Heat", ["Fire", "Blaze"]),
        ("The (Holy) <u>Grail</u>", "The Holy Grail", ["Grail", "The Grail"]),
        ("[French] <u>Socialist</u> Party", "French Socialist Party", ["Socialist", "Socialist Party"]),
        ("<u>Mercury</u> (planet)", "Mercury", ["Mercury planet"]),
        ("<u>Caro</u> (“CAH-ro”)", "Caro", []),
        ("<u>Caro</u> (CAH-ro)", "Caro", []),
        ("<u>R&amp;D</u> &lt;3", "R&D <3", ["R&D"]),
        ("<u>Heat</u> <Smith, Film>", "Heat", []),
        ("<u>Matsuo</u> <u>Bashō</u> [accept either underlined part]", "Matsuo Bashō", ["Matsuo", "Bashō"]),
        ("<u>Paul Bäumer</u> [accept either name]", "Paul Bäumer", ["Paul", "Bäumer"]),
        ("<u>Paul</u> <u>Bäumer</u> [either]", "Paul Bäumer", ["Paul", "Bäumer"]),
        ("<u>A</u>b, Graf von <u>Tilly</u> (accept either underlined answer as well as Count of <u>Tilly</u>)",
         "Ab, Graf von Tilly", ["A Tilly", "Ab, Tilly", "Count of Tilly", "Tilly", "A"]),
        ("<u>anti-vaccination</u> ideas [accept “immunization” in place of “vaccination”]",
         "anti-vaccination ideas", ["anti-vaccination", "anti-immunization ideas", "anti-immunization"]),
        ("<u>apes</u> [accept any answers about the study of <u>gorilla</u>s]", "apes", ["gorilla"]),
        ("<u>wave function</u> [or <u>psi</u> before mention]", "wave function", ["psi"]),
        ("<u>apes</u> [accept <u>primates</u> until “monkey” is read]", "apes", ["primates"]),
    ],
)  # fmt: skip
def test_what_is_right(line: str, answer: str, accept: list[str]) -> None:
    told = parse_answer_line(line)
    assert (told.answer, told.accept) == (answer, accept)
    assert (told.prompt, told.reject) == ({}, {})


@pytest.mark.parametrize(
    ("line", "prompt"),
    [
        ("<u>Louis XIV</u> [prompt on <u>Louis</u> alone]", {"Louis": ""}),
        ("<u>Louis XIV</u> [Prompt on the <u>Sun King</u>]", {"the Sun King": "", "Sun King": ""}),
        ("<u>Shuttle</u> [prompt on <u>NASA</u> by asking “Which part of it?”]", {"NASA": "Which part of it?"}),
        ('<u>Adventure</u> [prompt on <u>graphic</u> with "what other word?"]', {"graphic": "what other word?"}),
        ("<u>D to R</u> (prompt on “switching” by asking, from “which to which?”)", {"switching": "which to which?"}),
        ("<u>slaves</u> [prompt on <u>A</u> or <u>B</u> by asking “of what status?” or <u>C</u>]",
         {"A": "of what status?", "B": "of what status?", "C": ""}),
        ("<u>STS</u> [anti-prompt on <u>Columbia</u> by asking “What program?”; antiprompt on <u>Endeavour</u>]",
         {"Columbia": "What program?", "Endeavour": "You may be less specific."}),
        ("<u>Prime Minister</u> of <u>Peru</u> [prompt on partial answers]", {"Prime Minister": "", "Peru": ""}),
        ("<u>golden apples</u> [prompt on a partial answer]", {"golden": "", "apples": ""}),
        ("<u>memory</u> [prompt on partial or on “thought”]", {"thought": ""}),
        ("<u>Bosnian War</u> [prompt on “Yugoslav War(s)”]", {"Yugoslav War": "", "Yugoslav Wars": ""}),
        ("<u>fission</u> [accept <u>splitting</u> until “x” is read, but prompt after]", {"splitting": ""}),
        ("<u>Heat</u> [accept <u>Fire</u>, prompt on <u>Blaze</u>]", {"Blaze": ""}),
        ("<u>Heat</u> [do not prompt on <u>Fire</u>]", {}),
    ],
)  # fmt: skip
def test_what_is_asked_back_about(line: str, prompt: dict[str, str]) -> None:
    assert parse_answer_line(line).prompt == prompt


@pytest.mark.parametrize(
    ("line", "reject"),
    [
        ("<u>Invisible Man</u> [do not accept or prompt on “The Invisible Man”]", ["The Invisible Man"]),
        ("<u>resistivity</u> [reject “resistance”]", ["resistance"]),
        ("<u>fission</u> [do not accept “mitosis” or “meiosis”; accept <u>splitting</u>]", ["mitosis", "meiosis"]),
        ("Heat [don't accept Fire]", ["Fire"]),
    ],
)
def test_what_is_wrong(line: str, reject: list[str]) -> None:
    assert list(parse_answer_line(line).reject) == reject


def test_instructions_and_conditions_are_told_as_lost() -> None:
    line = "<u>Heat</u> [accept word forms; accept equivalents; or <u>Fire</u> before mention; be lenient]"
    told = parse_answer_line(line)
    assert told.accept == ["Fire"]
    assert told.lost == {"instructions to the moderator": 3, "when an answer counts (“before mention”)": 1}


def test_a_remark_at_the_end_is_no_part_of_the_answer() -> None:
    told = parse_answer_line("<u>slave</u>s [or <u>slavery</u>] (The “landing” is Igbo Landing.)")
    assert told.note == "The “landing” is Igbo Landing."
    assert told.answer == "slaves"


def test_a_key_rules_as_the_line_says() -> None:
    told = parse_answer_line(
        "Pyotr <b><u>Tchaikovsky</u></b> [prompt on <u>Peter</u> by asking “Peter who?”; do not accept “Rimsky”]"
    )
    key = AnswerKey(told.answer, accept=told.accept, prompt=told.prompt, reject=told.reject)
    assert key.grade("tchaikovsky").correct
    assert key.grade("Peter").message == "Peter who?"
    assert not key.grade("rimsky").correct


def test_a_mark_of_the_line_may_stand_inside_a_quotation() -> None:
    told = parse_answer_line("<b><u>HIV</u></b> [or “virus,” or “germ”; prompt on “AIDS;” prompt on “retrovirus”]")
    assert (told.accept, list(told.prompt)) == (["virus", "germ"], ["AIDS", "retrovirus"])


NAMES = st.text(min_size=1, max_size=20).map(clean_line).filter(bool) | st.sampled_from(
    [
        "A or B",
        "a [b]",
        "(c) d;",
        "“e”",
        'f "g"',
        "accept it",
        "War(s)",
        "<u>h</u>",
        "i, j",
        "do not accept k",
        "either",
    ]
)


@given(
    answer=NAMES,
    accept=st.lists(NAMES, max_size=3),
    prompt=st.dictionaries(NAMES, st.sampled_from(["", ",", "l,"]) | NAMES, max_size=2),
    reject=st.lists(NAMES, max_size=2),
    note=st.just("") | NAMES,
)
def test_what_is_written_is_read_as_it_was(
    answer: str, accept: list[str], prompt: dict[str, str], reject: list[str], note: str
) -> None:
    note = note if is_note(note) else ""
    told = parse_answer_line(format_answer_line(answer, accept, prompt, reject, note))
    assert told.answer == answer
    assert told.accept == [name for name in dict.fromkeys(accept) if name != answer]
    assert (told.prompt, list(told.reject), told.note) == (prompt, list(dict.fromkeys(reject)), note)


@given(st.text(max_size=80) | st.text('<u>/b[]()“”"; or,&amp;acceptprombyasking', max_size=120))
def test_no_line_is_too_much(line: str) -> None:
    parse_answer_line(line)


@pytest.mark.usefixtures("in_no_time")
@pytest.mark.parametrize(
    "part", ["<u>", "[", "(", "“", "((a) ", "a or ", "but prompt ", "[accept ", "<u>a</u> [b] ", "&#1;"]
)
def test_hostile_lines_take_no_time(part: str) -> None:
    parse_answer_line(part * 1000)
    parse_answer_line(part * 100_000)
