"""The questions of a study game, the plan of a day, and the rest of an unfinished game."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from quizzer.banks import Bank
from quizzer.errors import NothingDueError
from quizzer.games.wish import Wish, by_watched
from quizzer.question import Question
from quizzer.session import Revealed, Session, phrase

if TYPE_CHECKING:
    from quizzer.records import Records, StudyState

SECONDS_BESIDE = 6.0
"""Seconds for each question besides the answer: the player reads its explanation."""
USUAL_SECONDS = 12.0
"""Seconds for an answer, before quizzer has measured any."""


class Offer(NamedTuple):
    """Another game to play after one: its `wish`, the `words` of the offer, and the code of what its key `does`."""

    wish: Wish
    words: str
    does: str


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
