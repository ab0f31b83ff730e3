"""What a verdict tells: to the player, to the author, to a program."""

import pickle
import string

import msgspec
import pytest

from quizzer.errors import QuizzerError
from quizzer.grading import KINDS, MESSAGES, AnswerKey, Canon, Outcome, Reason, Verdict, grade_many, register_kind


def test_the_message_says_what_was_forgiven():
    verdict = AnswerKey("Angelo Badalamenti", kind="person").grade("badalmenti")
    assert (verdict.matched, verdict.reason) == ("Angelo Badalamenti", Reason.SPELLING)
    assert verdict.message == "surname, one letter missing"


def test_another_film_is_told_by_its_year_and_not_by_the_answer():
    canon = Canon(["Alien", "Aliens"], kind="title")
    verdict = AnswerKey("Alien", kind="title").grade("Aliens", canon)
    assert verdict.message == "that's another film"
    assert "nearest rival: Aliens" in verdict.explain()


def test_explain_tells_rule_alias_distance_and_rival():
    canon = Canon(["Capote", "Coyote"], kind="title")
    told = AnswerKey("Capote", kind="title").grade("cayote", canon).explain()
    assert told.startswith("too vague (0.00): fits the answer and another name alike")
    assert "nearest accepted name: Capote" in told
    assert "edits: " in told
    assert "nearest rival: Coyote" in told


def test_messages_can_be_said_in_another_language():
    german = MESSAGES | {"surname": "Nachname", "one_missing": "ein Buchstabe fehlt"}
    verdict = AnswerKey("Angelo Badalamenti", kind="person").grade("badalmenti")
    assert verdict.say(german) == "Nachname, ein Buchstabe fehlt"
    assert verdict.say({}) == verdict.message


def test_the_authors_own_words_come_first():
    key = AnswerKey(
        "Alien", kind="title", reject={"Aliens": "That's the second one."}, prompt={"Ripley": "Which film?"}
    )
    assert key.grade("the aliens").message == "That's the second one."
    assert key.grade("ripley").say({"listed": "?"}) == "Which film?"


def test_every_reason_has_words_and_every_message_one_blank_at_most():
    assert {reason.value for reason in Reason} <= MESSAGES.keys()
    for message in MESSAGES.values():
        assert {name for _, name, _, _ in string.Formatter().parse(message) if name is not None} <= {"about"}


def test_a_verdict_goes_to_json_and_back_and_can_be_pickled():
    verdict = AnswerKey("Alien").grade("Allien")
    assert msgspec.json.decode(msgspec.json.encode(verdict), type=Verdict) == verdict
    assert pickle.loads(pickle.dumps(verdict)) == verdict


def test_a_wrong_verdict_matches_nothing():
    verdict = AnswerKey("Alien").grade("Brazil")
    assert (verdict.correct, verdict.outcome, verdict.score, verdict.matched) == (False, Outcome.INCORRECT, 0.0, "")


def test_many_answers_are_judged_as_one_by_one():
    keys = [AnswerKey("Alien", kind="title"), AnswerKey("7", kind="number")]
    pairs = [(key, given) for key in keys for given in ("alien", "seven", "alien")]
    assert grade_many(pairs) == [key.grade(given) for key, given in pairs]


def test_a_program_can_add_a_kind():
    def prepare(key):
        shade = int(key.answer, 16)

        def judge(given, canon):
            near = given.isalnum() and abs(int(given, 16) - shade) < 16
            return (
                Verdict(Outcome.CORRECT, 1.0, Reason.TOLERANCE, key.answer)
                if near
                else Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER)
            )

        return judge

    register_kind("shade", prepare)
    try:
        key = AnswerKey("f0", kind="shade")
        assert key.grade("f4").correct
        assert not key.grade("10").correct
    finally:
        del KINDS["shade"]
    with pytest.raises(QuizzerError, match="lower-case"):
        register_kind("Shade of grey", prepare)


def test_a_prompt_says_what_is_wanted_and_never_repeats_what_is_no_name() -> None:
    key = AnswerKey("Michael Douglas", kind="person", reject=["Kirk Douglas"])
    assert key.grade("douglas").message == "which douglas? say the whole name"
    assert key.grade("her name is douglas").message == "which douglas? say the whole name"
    unsayable = Verdict(Outcome.PROMPT, 0.0, Reason.AMBIGUOUS, notes=("which_person",))
    assert unsayable.message == "that is part of a name: say the whole name"


@pytest.mark.parametrize(
    ("kind", "answer", "asked_back"),
    [
        ("year", "1977", "which year?"),
        ("year", "1980s", "which decade?"),
        ("number", "7", "how many? say a number"),
        ("money", "$5", "how much? say an amount of money"),
        ("duration", "90 minutes", "how long? say it in hours or minutes"),
        ("date", "4 July 1996", "which date?"),
        ("boolean", "true", "yes or no?"),
    ],
)
def test_an_answer_of_another_sort_is_asked_back(kind: str, answer: str, asked_back: str) -> None:
    verdict = AnswerKey(answer, kind=kind).grade("a film with robots")
    assert (verdict.outcome, verdict.reason, verdict.message) == (Outcome.PROMPT, Reason.SORT, asked_back)
