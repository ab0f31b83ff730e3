"""Hints that need no author: each reveals a little more, and the last is a choice of four."""

import re
from collections.abc import Iterator
from itertools import count, islice
from math import inf
from random import Random

from quizzer.grading import AnswerKey, Canon, Name, Outcome, fold
from quizzer.grading.forms import same_words
from quizzer.question import Question
from quizzer.session.actions import Action, Answer, Hint, Typed
from quizzer.session.answering import check_text
from quizzer.session.deadlines import times
from quizzer.session.events import HintKind, HintText
from quizzer.session.saying import refusal, words_in
from quizzer.session.selection import shuffled
from quizzer.session.state import Decided, Game
from quizzer.session.ways import give_clue, hints_known, tell_hint, way_of

_NUMBERS = ("number", "year", "money", "duration", "date")
_NEAR_YEARS = 10  # a film at most so many years away is a plausible wrong answer
_DRAWS = 400  # the number of names in the canon that quizzer tries as plausible ones


def give_hint(game: Game, action: Hint) -> None:
    """Show the next hint, or clue, for the open question: to a player who pays for it, or from the host."""
    if not action.player:
        if not give_free_hint(game):
            raise refusal("no_more_hints")
        return
    player = game.player(action.player)
    turn = way_of(game).check_may_answer(game, player)
    if game.question.clues:
        if not give_clue(game, player.id):
            raise refusal("no_more_hints", case="clues")
        return
    known = hints_known(game.round, player.id)
    if known >= game.rules.hints:
        raise refusal("no_more_hints", case="most" if game.rules.hints else "none", count=game.rules.hints)
    hint = _next_hint(game, known)
    if not hint.text:
        raise refusal("no_more_hints")
    game.decide(hint)
    record = game.record(player.id, "hint")
    game.count(record)
    game.round.turns[player.id] = turn
    tell_hint(game, player.id, known, hint, record.result.points)


def give_free_hint(game: Game) -> bool:
    """Show the next hint for the open question to all, for free. Returns whether there is one."""
    if game.question.clues:
        return give_clue(game)
    known = game.round.hints_for_all
    hint = _next_hint(game, known)
    game.decide(hint)  # also if there is none: in a replay the next one is for another question
    if hint.text:
        tell_hint(game, "", known, hint)
    return bool(hint.text)


def decided_about(game: Game, action: Action, at: float) -> tuple[Decided, ...]:
    """Return the decisions of the referee and the canon about `action` at that time; nothing changes.

    Raises IllegalAction for a text that cannot be an answer.
    """
    question = game.question
    if isinstance(action, (Answer, Typed)):
        check_text(given := action.text if isinstance(action, Typed) else action.given)
    if game.phase not in ("asking", "buzzed") or (
        isinstance(action, (Answer, Hint, Typed))
        and action.question is not None
        and (action.question, action.part) != (len(game.numbers), game.round.asking.part)
    ):
        return ()
    if isinstance(action, (Answer, Typed)):
        is_ruled = question.key is not None and action.player in game.players
        return (game.verdict(question, action.player, given),) if is_ruled else ()
    if isinstance(action, Hint):
        known, count = hints_known(game.round, action.player), 1
    else:
        hint_due = [when for when, what in times(game) if what == "hint"]
        late = at - hint_due[0] if hint_due else -1.0
        known = game.round.hints_for_all
        count = int(late // (game.rules.hint_seconds or inf)) + 1 if late >= 0 else 0
    hints: list[HintText] = []
    while len(hints) < count and not question.clues and (not hints or hints[-1].text):
        hints.append(_next_hint(game, known + len(hints)))
    return tuple(hints)


def _next_hint(game: Game, known: int) -> HintText:
    """Return the hint after so many; one without text if there is none."""
    if (recorded := recorded_hint(game, known)) is not None:
        return recorded
    if not game.asks:
        raise refusal("undecided", case="hint")
    hints = hints_for(game.question, game.canon, f"{game.seed} hints {game.round.asking.place}")
    return next(islice(hints, known, None), HintText("author", ""))


def recorded_hint(game: Game, known: int) -> HintText | None:
    """Return the hint after so many from a log; a hint shown since then does not count."""
    told = () if game.asks else game.round.hints[:known]
    while game.recorded and isinstance(game.recorded[0], HintText):
        if game.recorded[0].text not in told:
            return game.recorded[0]
        game.recorded.popleft()
    return None


def hints_for(question: Question, canon: Canon | None, seed: int | str) -> Iterator[HintText]:
    """Return the hints for `question`, the weakest first: the author's own, one of its category, the shape of the
    answer, its first letters, and a choice of four. The wrong choices come from `canon`, drawn with `seed`.
    """
    for text in question.hints:
        yield HintText("author", text)
    key = question.key
    if key is None or key.kind == "boolean":
        return
    if key.kind == "choice":
        yield from _about_choice(key, seed)
    elif key.kind in _NUMBERS:
        yield from _about_number(question, key.answer, seed)
    elif key.kind == "list":
        yield from _about_list(key)
    else:
        # If the question contains the title of the film, its year reveals nothing more, and may be there too.
        title = fold((question.film or "").removesuffix(f" ({question.year})"))
        names_film = bool(title) and f" {title} " in f" {fold(question.text)} "
        if question.year is not None and str(question.year) not in question.text and not names_film:
            yield _said("category", "year", year=str(question.year))
        yield from _about_name(question, key, canon, seed)


def _about_name(question: Question, key: AnswerKey, canon: Canon | None, seed: int | str) -> Iterator[HintText]:
    answer = key.answer
    shape = _masked(answer, shown=0)
    if lengths := [str(length) for word in answer.split() if (length := len(re.findall(r"\w", word)))]:
        yield _said("shape", "shape", count=len(lengths), lengths=", ".join(lengths), shape=shape)
    else:
        yield _said("shape", "signs", shape=shape)
    begun = _masked(answer, shown=1)
    if len(re.findall(r"\w", answer)) > 2 and begun != answer:
        yield HintText("letters", begun)
    wrong = _plausible(question, key, canon, seed) if canon is not None else []
    if len(wrong) == 3:
        choices = (*wrong, answer)
        choices = tuple(choices[place] for place in shuffled(4, f"{seed} order"))
        yield _said("choice", "one_of", choices, choices="; ".join(choices))


def _about_choice(key: AnswerKey, seed: int | str) -> Iterator[HintText]:
    """Strike out half of the wrong choices."""
    wrong = [choice for choice in key.choices if not key.grade(choice).correct]
    struck = [wrong[place] for place in sorted(islice(shuffled(len(wrong), seed), len(wrong) // 2))]
    if struck:
        yield _said("category", "not", choices="; ".join(struck))


def _about_list(key: AnswerKey) -> Iterator[HintText]:
    items = key.answer.split(", ")
    if key.need is None or key.need == len(items):
        # The question says how many names it wants. Old games gave a hint here too, so there must be one.
        yield _said("category", "first", begun=_masked(min(items), shown=0))
    begun = [_masked(item, shown=1) for item in items]
    if all(shown != item for shown, item in zip(begun, items, strict=True)):
        yield HintText("letters", ", ".join(begun))


def _about_number(question: Question, answer: str, seed: int | str) -> Iterator[HintText]:
    year = re.search(r"\b(1[89]|20)\d\d\b", answer) if question.kind in ("year", "date") else None
    if year is not None:
        yield _said("category", "decade", decade=f"{year[0][:3]}0")
        return
    if not (groups := list(re.finditer(r"\d(?:[\d,]*\d)?", answer))):
        return
    digits = groups[0]
    value = digits[0].replace(",", "")
    if len(value) > 1 and len(groups) == 1:
        draw = Random(f"{seed} range").random
        bounds = _rounded(int(value) * (0.4 + 0.5 * draw())), _rounded(int(value) * (1.1 + draw()))
        low, high = (f"{answer[: digits.start()]}{bound:,}{answer[digits.end() :]}" for bound in bounds)
        yield _said("category", "between", low=low, high=high)
    yield HintText("shape", re.sub(r"\d", "_", answer))
    if len(value) > 1:
        first = digits.start() + 1
        yield HintText("letters", answer[:first] + re.sub(r"\d", "_", answer[first:]))


def _rounded(value: float) -> int:
    """Round to two digits, as a person would."""
    step = int(10 ** max(0, len(str(int(value))) - 2))
    return int(value / step + 0.5) * step


def _said(kind: HintKind, code: str, choices: tuple[str, ...] = (), /, **parameters: str | float) -> HintText:
    return HintText(kind, words_in("en")(f"hint.{code}", **parameters), choices, code, parameters)


def _masked(answer: str, *, shown: int) -> str:
    """Return `answer` with only the first `shown` letters of each word."""

    def mask(word: str) -> str:
        letters = count()
        return re.sub(r"\w", lambda letter: letter[0] if next(letters) < shown else "_", word)

    return " ".join(map(mask, re.findall(r"\S+", answer)))


def _plausible(question: Question, key: AnswerKey, canon: Canon, seed: int | str) -> list[str]:
    """Return up to three plausible wrong names: of the same kind, and if possible of the same role and about the same
    year. For a title abroad, they are of its country or language, or players would see it at once."""
    own = [canon.name(place) for place in canon.places(same_words(key.answer).tight)]
    if key.kind == "title" and not own:
        return []  # for example a song: the films of the canon would not be plausible
    asked, year = fold(question.text), question.year
    taken = {fold(key.answer), *(fold(name.of) for name in own if name.of)}
    drawn = [canon.name(place) for place in islice(shuffled(len(canon), seed), _DRAWS)]
    drawn = [name for name in drawn if name.kind in ("", key.kind) and fold(name.text) not in asked]
    plausible: list[str] = []
    is_main = not own or any(_is_main(name) for name in own)
    roles = {role for name in own for role in name.roles}
    roles = roles & {question.category} or roles
    if key.kind == "title" and roles and not is_main:
        drawn = [name for name in drawn if not roles.isdisjoint(name.roles)]

    def unlike(name: Name) -> tuple[bool, bool, bool]:
        is_near = year is None or (name.year is not None and abs(name.year - year) <= _NEAR_YEARS)
        return _is_main(name) != is_main, roles.isdisjoint(name.roles), not is_near

    for name in sorted(drawn, key=unlike):
        whose = {fold(name.text), fold(name.of or name.text)}
        # A wrong choice must be plainly wrong for the referee.
        if taken.isdisjoint(whose) and key.grade(name.text).outcome is Outcome.INCORRECT:
            taken |= whose
            plausible.append(name.text)
            if len(plausible) == 3:
                break
    return plausible


def _is_main(name: Name) -> bool:
    """Whether this is the main name of a film or person, and not a title abroad or a short form."""
    return name.of in ("", name.text) or name.of.startswith(f"{name.text} (")
