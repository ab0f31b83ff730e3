"""The talk by which a first bank is made: what it is called, its films, its questions."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.hand_written import make_question, unreadable
from quizzer.banks.near_misses import near_misses
from quizzer.commands.asking import ask, say, something
from quizzer.errors import QuizzerError
from quizzer.facts import CastMember, Credit, Film, Song, make_questions
from quizzer.facts.film import FIRST_YEAR, LAST_YEAR
from quizzer.facts.masking import gives_away
from quizzer.facts.wording import CLOZE
from quizzer.grading import KINDS, Outcome, Reason
from quizzer.grading.wordlists import read_texts
from quizzer.question import Question, infer_kind

_MOST_SHOWN = 8
_ONE_AT_A_TIME = "One at a time: you will be asked for the next."
_HELP = read_texts("interview", beside=__file__)
T = TypeVar("T")


@dataclass
class Begun:
    """What is there of a new bank so far: whole films and whole questions only."""

    title: str
    license: str | None = None
    author: str | None = None
    films: list[Film] = field(default_factory=list)
    questions: list[QuestionEntry] = field(default_factory=list)

    @property
    def can_be_asked(self) -> bool:
        """Whether there is a question in it already."""
        return bool(self.questions or make_questions(self.films))


def interview(begun: Begun) -> None:
    """Asks for a bank and fills `begun` as it goes. Raises EOFError where the input ends."""
    begun.title = ask("Title", default=begun.title, read=something, help="What the bank is called in the menu.")
    free = "CC0-1.0: free for everything"
    begun.license = ask("Licence", default="CC0-1.0", shown=free, read=_license, help=_HELP["licence"])
    begun.author = ask("Your name", shown="nobody's", read=_or_none, help="It stands in the bank as its author's.")
    say("")
    say("First films: questions make themselves from what you know of them.")
    while film := _film(more=bool(begun.films)):
        begun.films.append(film)
        _show([question for question in make_questions(begun.films) if question.film == film.label])
    say("")
    say("Now questions of your own.")
    while True:
        entry = _question(begun, more=begun.can_be_asked)
        if entry is None:
            return
        begun.questions.append(entry)


def _film(*, more: bool) -> Film | None:
    title = ask("Film", shown="no more" if more else "none", read=_or_none, help=_HELP["film"])
    if title is None:
        return None
    year = ask("  Year", shown="unknown", read=_year, help="The year it was first shown. It makes a question.")
    directors = ask("  Directed by", shown="unknown", read=_credits, help="One name, or several with commas between.")
    composers = ask("  Music by", shown="unknown", read=_credits, help="One name, or several with commas between.")
    cast = _repeated("  Who plays whom", _member, "Actor as Character: Ron Perlman as One.")
    songs = _repeated("  Heard in it", _song, "Song sung by Name: Over the Rainbow sung by Judy Garland.")
    trivia = _repeated("  Worth knowing", _sentence, _HELP["trivia"])
    return Film(
        title=title,
        year=year,
        directors=directors,
        composers=composers,
        cast=tuple(cast),
        soundtrack=tuple(songs),
        trivia=tuple(trivia),
    )


def _question(begun: Begun, *, more: bool) -> QuestionEntry | None:
    """A question that the referee can rule on; None if the author has no more, and the bank has one."""
    text = ask(
        "Question", shown="no more" if more else "", read=_or_none if more else something, help=_HELP["question"]
    )
    if text is None:
        return None
    while True:
        entry = _answered(text, begun)
        try:
            question = make_question(entry, bank_title=begun.title, films={})
            _check(question)
        except QuizzerError as trouble:
            say(f"{trouble}.")
            text = ask("Question", default=text, shown="the same", read=something, help=_HELP["question"])
            continue
        _show_near_misses(question)
        return entry


def _answered(text: str, begun: Begun) -> QuestionEntry:
    answer = ask("  Answer", read=something, help="The right answer, as it is shown afterwards.")
    kind = ask("  Kind of answer", default=infer_kind([answer], ()), read=_kind, help=_HELP["kind"])
    choices: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    if kind == "choice":
        choices = ask("  Choices", read=_choices(answer), help="All of them with commas between, the answer too.")
    elif kind != "boolean":
        accept = ask("  Also right", shown="nothing", read=_split, help=_HELP["accept"])
    titles = {film.title.casefold(): film.title for film in begun.films}
    film = None
    if titles:
        known = ", ".join(titles.values())
        film = ask("  About which film", shown="none", read=_one_of(titles), help=f"One of yours: {known}.")
    category = ask(
        "  Category", default="general", read=something, help="A word such as plot, cast, trivia, or your own."
    )
    difficulty = ask("  Difficulty", default="3", read=_difficulty, help=_HELP["difficulty"])
    explain = ask("  Told after the answer", shown="nothing", read=_or_none, help="The story behind it.")
    return QuestionEntry(
        ask=text,
        answer=tuple((name,) for name in (_split(answer) if kind == "list" else (answer,))),
        accept=accept,
        kind=None if kind == infer_kind([answer], choices) else kind,
        choices=choices,
        film=film,
        category=category,
        difficulty=difficulty,
        explain=explain or "",
    )


def _check(question: Question) -> None:
    """Raises QuizzerError for a question that cannot be answered, or that tells its answer."""
    key = question.key
    assert key is not None
    if unreadable(key.answer, key.kind):
        raise QuizzerError(f"“{key.answer}” is no answer of the kind {key.kind}; ? explains the kinds")
    names = [name for names in key.items for name in names]
    if key.kind not in ("choice", "boolean") and gives_away(question.text, names):
        raise QuizzerError(f"the question tells its answer, “{key.answer}”")


def _show(questions: Sequence[Question]) -> None:
    say(f"That makes {len(questions)} question{'s' if len(questions) != 1 else ''}{':' if questions else '.'}")
    for question in questions[:_MOST_SHOWN]:
        say(f"  {question.text} → {question.key.answer if question.key else 'nobody knows'}")
    if len(questions) > _MOST_SHOWN:
        say("  …")


def _show_near_misses(question: Question) -> None:
    assert question.key is not None
    for miss in near_misses(question.key)[:4]:
        verdict = question.key.grade(miss.given)
        ruled = {Outcome.CORRECT: "right", Outcome.PROMPT: "not enough"}.get(verdict.outcome, "wrong")
        why = f" ({verdict.message})" if verdict.message and verdict.reason is not Reason.OTHER else ""
        say(f"“{miss.given}” would be {ruled}{why}.")


# -- what is understood


def _or_none(typed: str) -> str | None:
    return typed or None


def _license(typed: str) -> str | None:
    return None if typed.casefold() == "none" else typed


def _split(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in typed.split(",") if part.strip()))


def _credits(typed: str) -> tuple[Credit, ...]:
    return tuple(Credit(name=name) for name in _split(typed))


def _year(typed: str) -> int | None:
    if not typed:
        return None
    if not re.fullmatch(r"[0-9]{4}", typed) or not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise QuizzerError(f"A year from {FIRST_YEAR} to {LAST_YEAR}, or Enter.")
    return int(typed)


def _difficulty(typed: str) -> int:
    if typed not in ("1", "2", "3", "4", "5"):
        raise QuizzerError("A number from 1 to 5.")
    return int(typed)


def _kind(typed: str) -> str:
    if typed.lower() not in KINDS:
        raise QuizzerError(f"One of {', '.join(KINDS)}. ? explains.")
    return typed.lower()


def _choices(answer: str) -> Callable[[str], tuple[str, ...]]:
    def read(typed: str) -> tuple[str, ...]:
        choices = _split(typed)
        if answer not in choices or len(choices) < 2:
            raise QuizzerError(f"At least two with commas between, “{answer}” among them.")
        return choices

    return read


def _one_of(titles: dict[str, str]) -> Callable[[str], str | None]:
    def read(typed: str) -> str | None:
        if typed and typed.casefold() not in titles:
            raise QuizzerError(f"One of {', '.join(titles.values())}, or Enter.")
        return titles.get(typed.casefold())

    return read


def _member(typed: str) -> CastMember | None:
    said = _pair(typed, " as ", "Actor as Character")
    if said and " as " in said[1] and "," in said[1]:
        raise QuizzerError(_ONE_AT_A_TIME)
    return CastMember(actor=said[0], character=said[1]) if said else None


def _song(typed: str) -> Song | None:
    said = _pair(typed, " sung by ", "Song sung by Name")
    if said and " sung by " in said[1]:
        raise QuizzerError(_ONE_AT_A_TIME)
    return Song(song=said[0], performer=_credits(said[1])) if said else None


def _pair(typed: str, between: str, example: str) -> tuple[str, str] | None:
    """What stands before and behind some words; None for nothing."""
    first, _, second = typed.partition(between)
    if typed and not (first.strip() and second.strip(" ,")):
        raise QuizzerError(f"As “{example}”, or Enter.")
    return (first.strip(), second.strip()) if typed else None


def _sentence(typed: str) -> str | None:
    if re.search(r"\[\[|\]\]", CLOZE.sub("", typed)):
        raise QuizzerError("Each [[ needs its ]] and words between: The lamp burns [[whale oil]].")
    return typed or None


def _repeated(question: str, read: Callable[[str], T | None], help_text: str) -> list[T]:
    found: list[T] = []
    while (one := ask(question, shown="no more" if found else "unknown", read=read, help=help_text)) is not None:
        found.append(one)
    return found
