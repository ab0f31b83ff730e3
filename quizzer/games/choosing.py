"""The questions of a game: new ones first; in study, due ones and then new ones; and what to play after it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from quizzer.banks import Bank
from quizzer.banks.draw_wish import Gaps
from quizzer.errors import NothingDueError, QuizzerError, WishError, shortened, shown
from quizzer.games.wish import MOST, Level, Wish, by_watched
from quizzer.grading.wordlists import read_table
from quizzer.question import Question
from quizzer.session import Revealed, Session, phrase

if TYPE_CHECKING:
    from quizzer.records import Records, StudyState

GENTLE = (1, 1, 1, 2, 2, 2, 2, 3)
"""How hard the questions of a gentle game are, the last holding for the rest: it begins with what everybody knows."""
STILL_EASY = (1, 2, 2, 2, 2, 3, 2, 3, 3, 3)
"""How hard the questions of a player's next games are: between the gentle first one and ordinary ones."""
NEW_UNTIL = 30
"""Questions up to which a player is new."""
RISING: Mapping[Level, Sequence[int]] = {
    "easy": (1, 1, 2, 1, 2, 2, 2, 3, 2, 3),
    "mixed": (1, 2, 2, 3, 2, 3, 3, 4, 3, 4),
    "hard": (2, 3, 3, 4, 3, 4, 4, 5, 4, 5),
}
"""How hard the ten questions of an ordinary game are, by its level. A longer or a shorter game rises just so."""
FAMILIES = ("trivia", "soundtrack", "alternate_title", "top_gap")
"""The families that quizzer is made for: any two ordinary games in a row have a question of each."""
FAMILIES_FROM = 8
"""Questions that a game must have to make room for each family."""
FEWEST = 3
"""Questions that a game of only new ones must have, if there are so many that were not asked."""
CHOICE = 5
"""How many times as many questions an adaptive game draws, so that it can choose each next one for the player."""
SECONDS_BESIDE = 6.0
"""Seconds for each question besides the answer: the player reads its explanation."""
USUAL_SECONDS = 12.0
"""Seconds for an answer, before quizzer has measured any."""


class Offer(NamedTuple):
    """Another game to play after one: its `wish`, the `words` of the offer, and the code of what its key `does`."""

    wish: Wish
    words: str
    does: str


class Selection(NamedTuple):
    """The questions of a game, and the seed that they were drawn with.

    `again`: that seed alone asks them again, gently if they are `gentle`.
    """

    questions: list[Question]
    seed: int
    again: bool
    gentle: bool = False


def select(
    bank: Bank, records: Records, wish: Wish, count: int, *, is_timed: bool, random_seed: int, day: date
) -> Selection:
    """At most `count` questions for a game; none in study where nothing is due.

    Open gaps are among them on request, or if there is nothing else, but not in a game that `is_timed`: nobody looks a
    fact up against the clock. `random_seed` is used where the wish has no seed; `day` counts in study. A first game is
    gentle. Raises RecordsError for records that cannot be read, and WishError for a category or a film that is not
    there, or if nothing fits.
    """
    named = ("clues",) if wish.mode == "clues" and not wish.categories else wish.categories
    wish = msgspec.structs.replace(wish, categories=_known_categories(bank, named))
    seed = random_seed if wish.seed is None else wish.seed
    if wish.mode == "study" and records.are_kept:
        return Selection(select_study(bank, records, wish, count, day=day, seed=seed), seed, again=False)
    players = _players(wish, records)
    never = records.never(*players)
    # A seed is a promise: everybody with the same one is asked the same, whatever they have seen.
    seen = records.seen(*players) if wish.seed is None else []
    gentle = wish.gentle or (not seen and is_first_game(wish, records))
    met = bank.find(records.met(players, day)) if wish.seed is None else []
    is_new = wish.level == "mixed" and 0 < len(seen) < NEW_UNTIL
    gaps = not is_timed and (wish.gaps or "top_gap" in wish.categories)

    narrowed = {"categories": wish.categories, "films": wish.films, **by_watched(wish, bank, records, players)}
    draw = partial(bank.draw, seed=seed, **narrowed)
    unseen = partial(_select_unseen, bank, wish, draw, seen, never, met, gaps=gaps)

    if wish.gaps == "alone":
        drawn = unseen(count, ())
    elif wish.level == "mine":
        drawn = unseen(CHOICE * count, ())
    else:
        drawn = unseen(count, GENTLE if gentle else rising(STILL_EASY if is_new else RISING[wish.level], count))
        if len(drawn) < count:  # in steps fewer may fit
            drawn = max(drawn, unseen(count, ()), key=len)
    if wish.only_new and seen:
        unasked = len(bank.by_id) - sum(question in bank.by_id for question in seen)
        if len(drawn) < min(count, FEWEST, unasked):
            raise QuizzerError(phrase("wish.few_new"))
    elif not drawn and not is_timed:
        drawn = unseen(count, (), gaps=True)
    if not drawn:
        raise _nothing_fits(bank, wish, seen, never)
    # What suits a player's earlier games is something else after the next one.
    again = wish.level != "mine" and not any(question in bank.by_id for question in seen)
    return Selection(drawn, seed, again=again, gentle=gentle)


def is_first_game(wish: Wish, records: Records) -> bool:
    """Whether nobody who plays was asked anything before, and the wish leaves it to quizzer how hard the game is.

    Raises RecordsError for records that cannot be read.
    """
    is_open = records.are_kept and wish.seed is None and wish.level == "mixed"
    return is_open and not records.seen(*_players(wish, records))


def _players(wish: Wish, records: Records) -> Sequence[str]:
    """Return the players whose earlier games count: those named, or else everybody in the records."""
    return wish.names or [one.name for one in records.players()]


OFFERED = 2
"""Open gaps that are offered after a game."""


def unknown_things(bank: Bank, records: Records, wish: Wish) -> Offer | None:
    """A short game of open gaps that these players were not asked before; None if there are none."""
    if not bank.store.has_open_gaps:
        return None
    seen = records.seen(*wish.names)
    found = bank.draw(OFFERED, seed=0, films=wish.films, seen=seen, never=records.never(*wish.names), gaps="alone")
    settings = {"questions": len(found), "gaps": "alone", "only_new": True, "mode": "classic", "level": "mixed"}
    if not found:
        return None
    other = msgspec.structs.replace(wish, categories=(), seed=None, seconds=None, **settings)
    return Offer(other, phrase("offer.gaps", count=len(found)), "gaps")


def rising(steps: Sequence[int], count: int) -> list[int]:
    """How hard each of `count` questions is to be, 1 to 5, in a game that rises by these steps."""
    return [steps[place * len(steps) // count] for place in range(count)]


def fitting(bank: Bank, categories: Sequence[str], films: Sequence[str]) -> list[Question]:
    """All questions of these categories and films, in the order of the bank; all, where none is named.

    Raises WishError for a category or a film that is not there, or if nothing fits.
    """
    wanted = _known_categories(bank, categories)
    _check_films(bank, films)
    labels = {film.label for typed in films for film in bank.films_called(typed)}
    found = [
        question
        for question in bank.questions
        if (not wanted or question.category in wanted) and (not films or question.film in labels)
    ]
    if not found:
        raise WishError(phrase("wish.none"))
    return found


def select_study(bank: Bank, records: Records, wish: Wish, count: int, *, day: date, seed: int) -> list[Question]:
    """At most `count` questions to study on `day`: what is due comes first, then at most `wish.new_a_day` new ones.

    What is longest overdue goes before the rest when not all fits. Open gaps have no answer to learn, and what rests on
    a fact that was asked today waits until tomorrow.
    """
    (player,) = wish.names
    due = [question for question in bank.find(records.due(player, day, wish.study)) if not question.is_open_gap]
    met = () if wish.study == "missed" else bank.find(records.met([player], day))
    films = [film for title in wish.films for film in bank.films_called(title)]
    wishes: dict[str, Any] = {"seed": seed, "categories": wish.categories, "films": wish.films, "buried": met}
    wishes |= by_watched(wish, bank, records, wish.names)
    # Two questions that rest on one fact never meet, so fewer than `count` of the due ones may fit.
    chosen: list[Question] = []
    for most in range(count, len(due) + count, count):
        chosen = Bank(films=films, questions=due[:most]).draw(count, **wishes)
        if len(chosen) == count:
            return chosen
    room = max(0, wish.new_a_day - records.cards.new_today(player, day)) if wish.study == "due" else 0
    seen, never = records.studied(player), records.never(player)
    left = min(count - len(chosen), room)
    return [*chosen, *bank.draw(left, seen=seen, never=never, gaps=False, beside=chosen, **wishes)]


def plan_words(questions: Sequence[Question], records: Records, wish: Wish, day: date) -> str:
    """Return the plan of a study game for the player: "23 due, 10 new: about 12 minutes"."""
    (player,) = wish.names
    studied = set(records.due(player, day, wish.study))
    known = sum(question.id in studied for question in questions)
    told = [phrase(f"plan.{wish.study}", count=known)] if known else []
    told += [phrase("plan.new", count=len(questions) - known)] if known < len(questions) else []
    return f"{', '.join(told)}: {minutes(len(questions), records.study(player, day))}"


def day_words(state: StudyState, new_a_day: int) -> str:
    """Return the plan of today's study: "23 due, 10 new: about 12 minutes", or what comes tomorrow."""
    new = max(0, new_a_day - state.new_today)
    if not state.due + new:
        return phrase("plan.nothing", count=state.tomorrow)
    told = phrase("plan.due", count=state.due), phrase("plan.new", count=new)
    return f"{', '.join(told)}: {minutes(state.due + new, state)}"


def minutes(questions: int, state: StudyState) -> str:
    """How long so many questions take, by what answers took lately: "about 12 minutes"."""
    whole = max(1, round(questions * ((state.seconds or USUAL_SECONDS) + SECONDS_BESIDE) / 60))
    return phrase("plan.minutes", count=whole)


def study_offer(bank: Bank, records: Records, wish: Wish, most: int, *, day: date) -> Offer | None:
    """Return another study game to play after one; None if nothing is left."""
    (player,) = wish.names
    tomorrow = records.study(player, day).tomorrow

    def left(study: str) -> tuple[Wish, int]:
        other = msgspec.structs.replace(wish, study=study, questions=None)
        return other, len(select_study(bank, records, other, most, day=day, seed=0))

    due, count = left("due")
    if count:
        return Offer(due, phrase("offer.due", count=count, tomorrow=tomorrow), "go_on")
    for study in ("missed", "ahead") if wish.study == "due" else ("ahead",):
        other, count = left(study)
        if count:
            return Offer(other, phrase(f"offer.{study}", count=count, tomorrow=tomorrow), study)
    return None


def nothing_to_study(records: Records, wish: Wish, day: date) -> NothingDueError:
    """Return the error that says why a study game has no question, and what else the player can do."""
    (player,) = wish.names
    if wish.study == "ahead":
        return NothingDueError(phrase("nothing.ahead"))
    if wish.study == "missed":
        return NothingDueError(phrase("nothing.missed"))
    state = records.study(player, day)
    used_up = state.new_today >= wish.new_a_day > 0
    why = [phrase("nothing.elsewhere", count=state.due)] if state.due else []
    why = why or [phrase("nothing.more", count=state.new_today) if used_up else phrase("nothing")]
    why += [phrase("nothing.tomorrow", count=state.tomorrow)] if state.tomorrow else []
    why += [phrase("nothing.but.missed")] if records.due(player, day, "missed") else []
    why += [phrase("nothing.but.ahead")] if records.due(player, day, "ahead") else []
    return NothingDueError(" ".join(why))


def plan_left(
    session: Session, bank: Bank, records: Records, game: int, *, when: datetime, new_a_day: int
) -> list[Question]:
    """Return the questions left in an unfinished study game, in their order.

    It leaves out questions that the player has reviewed since, questions about facts of other games today, and new
    questions beyond `new_a_day`.
    """
    (player,) = session.players
    day = records.scheduling.day_of(when)
    closed = sum(isinstance(event, Revealed) for event in session.events)
    planned = session.questions[closed:]
    own = {question.id for question in session.questions}
    elsewhere = [question for question in bank.find(records.met([player], day)) if question.id not in own]
    facts = {fact for question in elsewhere for fact in question.facts}
    reviewed, studied = records.reviewed_since(player, game), records.studied(player)
    room = max(0, new_a_day - records.cards.new_today(player, day))
    left = []
    for question in planned:
        is_new = question.id not in studied
        if question.id in reviewed or not facts.isdisjoint(question.facts) or (is_new and room <= 0):
            continue
        room -= is_new
        left.append(question)
    return left


def _select_unseen(
    bank: Bank,
    wish: Wish,
    draw: Callable[..., list[Question]],
    seen: Sequence[str],
    never: Collection[str],
    met: Sequence[Question],
    count: int,
    difficulty: Sequence[int],
    gaps: Gaps,
) -> list[Question]:
    """Return new questions first; if there are too few, then those asked longest ago.

    Questions `met` today, and others about the same facts, come only if nothing else is left.
    """
    held_back = [question for question in seen if question in bank.by_id]
    # The whole of what there is: then no two games in a row lack a family, whatever else they ask.
    whole = not wish.categories and not wish.films and FAMILIES_FROM <= count < MOST
    lately = {question.category for question in bank.find(seen[-count:])} if whole else set()
    families = [one for one in FAMILIES if one not in lately] if whole else []

    def draw_some(
        most: int, without: Sequence[str], beside: Sequence[Question], never: Collection[str] = never
    ) -> list[Question]:
        held = set(without)
        return draw(
            most,
            seen=without,
            never=never,
            difficulty=difficulty[len(beside) :] or difficulty[-1:],
            gaps=gaps,
            beside=beside,
            written=bool(difficulty),
            each=[one for one in families if all(other.category != one for other in beside)],
            buried=[one for one in met if one.id in held],
        )

    fresh = draw_some(count, held_back, ())
    old: list[Question] = []
    missing, released = count - len(fresh), 0
    if wish.only_new:
        # What was never asked so is new, though its fact is not.
        unasked = draw_some(missing, [one.id for one in fresh], fresh, {*never, *held_back}) if missing else []
        return [*fresh, *unasked]
    while len(old) < missing and released < len(held_back):
        released = max(2 * released, missing)
        old = draw_some(missing, [*held_back[released:], *(question.id for question in fresh)], fresh)
    return [*fresh, *old]


def _nothing_fits(bank: Bank, wish: Wish, seen: Sequence[str], never: Collection[str]) -> QuizzerError:
    """Return the error that says why no question fits."""
    _check_films(bank, wish.films)
    if never:
        return QuizzerError(phrase("wish.hidden"))
    if wish.only_new and seen:
        return QuizzerError(phrase("wish.all_asked"))
    return WishError(phrase("wish.films" if wish.films else "wish.none", films=" / ".join(map(shortened, wish.films))))


def _known_categories(bank: Bank, typed: Sequence[str]) -> list[str]:
    """The categories that are meant, however they are typed: "Box office" is box_office. Raises WishError."""
    known = {_key(category): category for category in sorted(bank.categories)} if typed else {}
    for one in typed:
        if _key(one) not in known:
            from difflib import get_close_matches  # who mistypes can wait for it

            called = read_table("categories", beside=__file__).items()
            meant = next((name for name, words in called if _key(one) in words and name in known), "")
            near = [meant] if meant else get_close_matches(_key(one), known, n=1, cutoff=0.65)
            code, meant = ("wish.category.near", known[near[0]]) if near else ("wish.category", "")
            raise WishError(phrase(code, typed=shown(one), near=meant, known=", ".join(known.values())))
    return [known[_key(one)] for one in typed]


def _check_films(bank: Bank, typed: Sequence[str]) -> None:
    """Raises WishError for a film that these banks don't know."""
    for film in typed:
        if not bank.films_called(film):
            near = bank.title_like(film)
            code = "wish.film.near" if near is not None else "wish.film"
            raise WishError(phrase(code, typed=shown(film), near=shown(near or "")))


def _key(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
