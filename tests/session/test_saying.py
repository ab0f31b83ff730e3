"""What a game says, in the language of whoever reads it: by codes and parameters, over a table for each language."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import msgspec
import pytest

import quizzer
from quizzer import AnswerKey, IllegalAction, Outcome, Question
from quizzer.grading import MESSAGES
from quizzer.session import (
    LANGUAGES,
    Answer,
    Buzz,
    Event,
    Hint,
    HintGiven,
    Join,
    Next,
    Refused,
    Revealed,
    Ruled,
    Rules,
    Session,
    Start,
    say,
    words_in,
)

GOLDEN = Path(__file__).parent / "golden"
PACKAGE = Path(quizzer.__file__).parent
ENGLISH, GERMAN = (words_in(language).texts for language in ("en", "de"))
OTHERS = [language for language in LANGUAGES if language != "en"]


def parameters(text: str) -> list[set[str]]:
    """The names that stand in braces, of each form that " | " parts."""
    return [{name for _, name, _, _ in Formatter().parse(form) if name} for form in text.split(" | ")]


def golden_events() -> list[Event]:
    """All events of the golden games, as other programs read them."""
    lines = (line for file in sorted(GOLDEN.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines())
    return [msgspec.json.decode(line, type=Event) for line in lines]


def refused(session: Session, action: object) -> IllegalAction:
    """The error that answers an action."""
    with pytest.raises(IllegalAction) as refusal:
        session.apply(action, at=session.at)
    return refusal.value


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_codes_and_parameters(language):
    texts = words_in(language).texts
    assert sorted(texts) == sorted(ENGLISH)
    for code, text in texts.items():
        forms = parameters(text)
        assert set().union(*forms) == set().union(*parameters(ENGLISH[code])), code
        assert len(forms) == len(parameters(ENGLISH[code])) or "count" in set().union(*forms), code


def test_the_referee_says_what_its_own_table_says():
    assert {code.partition(".")[2]: text for code, text in ENGLISH.items() if code.startswith("referee.")} == MESSAGES


def test_every_code_of_a_refusal_is_in_the_table():
    source = "".join(path.read_text("utf-8") for room in ("session", "driver") for path in PACKAGE.glob(f"{room}/*.py"))
    assert "IllegalAction(" not in re.sub(r"return IllegalAction\(code, ", "", source)
    found = re.findall(r'refusal\(\s*"([a-z_]+)"(?:,\s*case="([a-z_]+)")?', source)
    assert len(found) > 40
    assert [code for code, case in found if f"refused.{code}{'.' if case else ''}{case}" not in ENGLISH] == []


def test_in_english_it_says_the_message_that_comes_with_it():
    told = golden_events()
    results = [result for event in told if isinstance(event, Revealed) for result in event.results]
    said = [event for event in [*told, *results] if getattr(event, "message", "") or isinstance(event, HintGiven)]
    assert len(said) > 200
    for one in said:
        assert say(one, "en") == (one.text if isinstance(one, HintGiven) else one.message)
    assert {say(event, "en") for event in told if not hasattr(event, "message") and not hasattr(event, "text")} == {""}


def test_in_german_nothing_of_a_golden_game_is_english_but_what_its_author_wrote():
    said = [event for event in golden_events() if isinstance(event, (Ruled, HintGiven, Refused)) and say(event, "en")]
    same = {say(event, "de") for event in said} & {say(event, "en") for event in said}
    masks = {sentence for sentence in same if "_" in sentence}  # the first letters are in no language
    assert same - masks == {"That is nobody.", "Which tall one?"}


def test_a_verdict_is_told_by_its_codes():
    question = Question(id="composer", text="Who composed it?", key=AnswerKey("Angelo Badalamenti", kind="person"))
    session = Session([question], Rules.preset("classic", questions=1), seed=1)
    session.apply(Join("ada"), at=0.0)
    session.apply(Start(), at=0.0)
    (more,) = session.apply(Answer("ada", "angelo"), at=1.0)
    assert (more.outcome, say(more, "en"), say(more, "de")) == (
        Outcome.PROMPT,
        "angelo who? say the whole name",
        "angelo wer? nenne den ganzen Namen",
    )
    right, revealed, *_ = session.apply(Answer("ada", "badalmenti"), at=2.0)
    assert (right.code, right.message) == ("surname one_missing", "surname, one letter missing")
    assert say(right, "de") == say(revealed.results[0], "de") == "der Nachname, ein Buchstabe fehlt"


def test_a_hint_is_told_by_its_code(game):
    session = game("ada")
    (hint,) = session.apply(Hint("ada"), at=1.0)
    assert (hint.code, hint.parameters) == ("shape", {"count": 1, "lengths": "5", "shape": "_____"})
    assert say(hint, "de") == "1 Wort mit 5 Buchstaben: _____"
    again = Session.replay(session.log)
    assert again.events == session.events
    assert say(again.events[-1], "de") == say(hint, "de")


def test_what_was_refused_is_told_by_its_code(game):
    session = game("ada", "bob", mode="party")
    turn = refused(session, Answer("bob", "Paris"))
    assert (turn.code, turn.parameters) == ("not_your_turn", {"player": "ada"})
    assert (str(turn), say(turn, "de")) == ("it is the turn of ada", "ada ist dran")
    early = refused(session, Next())
    assert (str(early), say(early, "de")) == (
        "`next` is not possible while a question is open",
        "Weiter geht nicht, solange eine Frage offen ist",
    )
    long = refused(session, Answer("ada", "x" * 12_345))
    assert say(long, "en") == "an answer must have at most 10,000 characters, not 12,345"
    assert say(long, "de") == "eine Antwort darf höchstens 10.000 Zeichen haben, nicht 12.345"
    assert say(refused(session, Buzz("ada")), "de") == "bei dieser Frage antwortest du, ohne zu buzzern"
    assert say(IllegalAction("of_another_program", "no tea before five"), "de") == "no tea before five"


def test_what_came_too_late_says_so_in_each_language(game):
    session = game("ada", "bob", question_seconds=10.0)
    *_, late = session.apply(Answer("ada", "Paris"), at=20.0)
    assert isinstance(late, Refused)
    assert say(late, "en") == late.message == "`answer` is not possible between two questions"
    assert say(late, "de") == "Antworten geht nicht zwischen zwei Fragen"


def test_nobody_else_learns_by_a_code_what_an_answer_was(game):
    session = game(
        "ada", "bob", mode="race", asked=[Question(id="b", text="Who?", key=AnswerKey("Ann Bo", kind="person"))]
    )
    session.apply(Answer("ada", "Ann"), at=1.0)
    (own,) = [event for event in session.events_for("ada") if isinstance(event, Ruled)]
    (others,) = [event for event in session.events_for("bob") if isinstance(event, Ruled)]
    assert own.code
    assert own.parameters == {"about": "Ann"}
    assert (others.code, others.parameters, say(others, "de")) == ("", None, "")


@pytest.mark.parametrize(("count", "told"), [(1, "1 Tipp"), (2, "2 Tipps"), (1_000, "1000 Tipps"), (0, "0 Tipps")])
def test_a_number_has_its_form(count, told):
    assert words_in("de")("refused.no_more_hints.most", count=count) == f"zu einer Frage gibt es höchstens {told}"
