"""The course of a question: quizzer asks it, runs its time, closes it and explains it; then comes the next."""

from math import inf
from random import Random

import msgspec

from quizzer.grading import Outcome
from quizzer.session import events
from quizzer.session.actions import Next
from quizzer.session.deadlines import times
from quizzer.session.events import EndReason
from quizzer.session.hints import give_free_hint, recorded_hint
from quizzer.session.ratings import Rating
from quizzer.session.scoring import Asking, Record
from quizzer.session.selection import own_order
from quizzer.session.state import Game, Round
from quizzer.session.view import standings, team_standings
from quizzer.session.ways import BONUS, WAYS, way_of

_SAID = ("answer", "pass", "contribution")
_NEAREST = 5  # the seed draws one of so many, so that equally strong players get different games
_POWER_MARK = "(*)"  # a mark in a tossup's text; a right answer before it earns more


def ask_next(game: Game) -> None:
    """Ask the next question or bonus, or end the game if none is left."""
    if (reason := _end_in_sight(game)) is not None:
        end_game(game, reason)
    elif (bonus := _next_bonus(game)) is not None:
        _ask(game, bonus, game.bonus_side)
    elif (number := _next_number(game)) is not None:
        game.numbers.append(number)
        _ask(game, number)
    else:
        end_game(game, "finished")


def go_on(game: Game, action: Next) -> None:
    """Continue after the explanation."""
    if action.dropped:
        game.dropped.add(game.round.asking.place)
    ask_next(game)


def close_if_settled(game: Game) -> None:
    """If the latest action has settled the question, reveal it, and continue the game by its rules."""
    if game.phase != "explaining" or game.round.revealed >= 0:
        return
    _reveal(game)
    if game.rules.auto_next or _end_in_sight(game) is not None:
        ask_next(game)


def _end_in_sight(game: Game) -> EndReason | None:
    """Return the reason to end the game after this question: no lives are left, or a player has the target score."""
    rules = game.rules
    if rules.lives is not None and game.is_decided:
        return "all_out"
    if rules.target_score is not None:
        best = (*standings(game)[:1], *team_standings(game)[:1])
        if any(standing.points >= rules.target_score for standing in best):
            return "target"
    return None


def _reveal(game: Game) -> None:
    """Reveal the settled question to everybody."""
    round_, question = game.round, game.question
    said = {
        record.result.player: record.result
        for record in game.records[round_.first_record :]
        if record.asking is round_.asking and record.what in _SAID
    }
    if not game.rules.has_one_winner:
        # In the order of joining, with players who gave no answer.
        said = {
            name: said.get(name) or events.Result(name)
            for name, player in game.players.items()
            if name in said or player.present
        }
    results = [
        msgspec.structs.replace(result, out=True) if game.players[name].out else result for name, result in said.items()
    ]
    round_.revealed = len(game.events)
    answer = question.key.answer if question.key is not None else None
    about = (question.explanation, question.source, question.film)
    game.events.append(
        events.Revealed(round_.revealed, game.at, question.id, answer, *about, tuple(results), round_.skipped)
    )


def end_game(game: Game, reason: EndReason) -> None:
    """End the game. A question that is still open stays unanswered, and quizzer does not reveal it."""
    game.enter("over")
    game.ended = reason
    ranks, teams = standings(game), team_standings(game)
    game.events.append(events.GameEnded(len(game.events), game.at, reason, ranks, teams))


def most_questions(game: Game) -> int:
    """Return the largest number of questions of this game, without bonuses."""
    return game.main if game.rules.questions is None else min(game.main, game.rules.questions)


def let_time_pass(game: Game, at: float) -> bool:
    """Do everything that is due by `at`, each at its own time. Returns whether anything was due."""
    something = False
    while game.timed and (pending := times(game)):
        if not (game.asks or game.question.clues or recorded_hint(game, game.round.hints_for_all)):
            pending = [one for one in pending if one[1] != "hint"] or [(inf, "hint")]
        when, what = min(pending)
        if when > at:
            break
        something = True
        game.at = max(game.at, when)
        if what == "game":
            game.emit(events.TimeUp, what="game")
            game.enter("explaining")
            _reveal(game)
            end_game(game, "time")
        elif what == "word":
            _read_words(game, at)
        elif what == "next":
            ask_next(game)
        elif what == "idle":
            end_game(game, "idle")
        elif what == "hint":
            game.round.timed_hints = game.round.timed_hints + 1 if give_free_hint(game) else -1
        else:
            way_of(game).time_is_up(game)
            close_if_settled(game)
    return something


def _ask(game: Game, place: int, bonus: str = "") -> None:
    """Open the question at this place, for everybody or as a bonus for one side."""
    rules, question, way = game.rules, game.questions[place], BONUS if bonus else WAYS[game.rules.who]
    awaited = {name for name, player in game.players.items() if player.present and not player.out}
    text, mark = question.text, 0
    if _POWER_MARK in text:
        before, _, after = text.partition(_POWER_MARK)
        text, mark = " ".join((before + after).split()), len(before.split())
    words: tuple[str, ...] = ()
    if way.read_out and rules.word_seconds:
        words, text = tuple(text.split()), ""
    shown: tuple[str, ...] = ("category", "difficulty", "kind", "media")
    if text == question.text:  # it is not read out word by word
        shown = (*shown, "frame", "short")
    of, visit = most_questions(game), 0
    if rules.repeat_missed and not bonus and (visit := game.numbers.count(place) - 1):
        of = len(game.numbers) - 1 + len(_missed(game))
    asking = Asking(
        place,
        len(game.numbers),
        rules.bonuses - game.bonus_left if bonus else 0,
        question.difficulty,
        visit,
        len(words),
        mark if words and rules.power_points > 0 else 0,
    )
    choices = own_order(question, game.seed, place)
    round_ = game.round = Round(
        asking, {}, awaited, len(game.records), len(game.events), bonus=bonus, words=words, choices=choices
    )
    game.texts, game.graded = {}, {}
    if way.in_turns:
        round_.in_turns = True
        round_.player = game.starter = game.awaited_after(game.starter)
    game.enter("reading" if round_.words else "asking")
    game.events.append(
        events.QuestionAsked(
            round_.asked,
            game.at,
            number=asking.number,
            of=of,
            text=text,
            choices=choices or (question.key.choices if question.key is not None else ()),
            scored=question.key is not None,
            seconds=game.question_seconds,
            player=round_.player,
            bonus=bonus,
            again=visit > 0,
            part=asking.part,
            **{name: getattr(question, name) for name in shown},
        )
    )


def _read_words(game: Game, at: float) -> None:
    """Read out the words that are due by `at` in one event, at the time of the last one."""
    round_ = game.round
    assert round_.running_since is not None
    start, pace = round_.running_since - round_.elapsed, game.rules.word_seconds
    first = round_.read
    round_.read += 1
    while round_.read < len(round_.words) and round(start + round_.read * pace, 6) <= at:
        round_.read += 1
    game.at = max(game.at, round(start + (round_.read - 1) * pace, 6))
    finished = round_.read == len(round_.words)
    if finished:
        game.enter("asking")
    game.emit(events.WordsRead, words=" ".join(round_.words[first : round_.read]), count=round_.read, finished=finished)


def _next_bonus(game: Game) -> int | None:
    """Return the place of the bonus to ask now; None if no side has earned one, none is left, or nobody is there."""
    round_, bonuses = game.round, game.rules.bonuses
    if not bonuses:
        return None
    if not round_.bonus:  # the winner of the explained tossup, by its current ruling, gets its bonus
        game.bonus_left, game.bonus_side = 0, ""
        for record in game.records[round_.first_record :]:
            if record.asking is round_.asking and record.outcome is Outcome.CORRECT:
                game.bonus_left, game.bonus_side = bonuses, game.players[record.player].side
                break
    place, side = game.main + game.bonuses_asked, game.bonus_side
    is_there = any(player.active and player.side == side for player in game.players.values())
    if not game.bonus_left or place >= len(game.questions) or not is_there:
        game.bonus_left = 0
        return None
    game.bonus_left -= 1
    game.bonuses_asked += 1
    return place


def _next_number(game: Game) -> int | None:
    number: int | None = None
    if len(game.numbers) < most_questions(game):
        number = len(game.numbers)
        if game.rules.choose == "adaptive":
            number = _fitting(game)
    return number if number is not None or not game.rules.repeat_missed else next(iter(_missed(game)), None)


def _fitting(game: Game) -> int | None:
    """Return the place of the question with about the `target` chance of a right answer; None if none is left. It
    leaves out open questions, and facts that the game has already asked."""
    able = [game.ratings.player(player.id) for player in game.players.values() if player.active] or [Rating()]
    points, deviation = (sum(part) / len(able) for part in zip(*map(msgspec.structs.astuple, able), strict=True))
    middle, asked = Rating(points, deviation), set(game.numbers)
    met = {fact for number in asked for fact in game.questions[number].facts}
    distances = []
    for number, question in enumerate(game.questions):
        if number not in asked and not question.is_open_gap and met.isdisjoint(question.facts):
            chance = middle.chance_against(game.ratings.question(question.id, question.difficulty))
            distances.append((abs(chance - game.rules.target), number))
    nearest = sorted(distances)[:_NEAREST]
    draw = Random(f"{game.seed} fitting {len(asked)}").random
    return nearest[int(draw() * len(nearest))][1] if nearest else None


def _missed(game: Game) -> list[int]:
    """Return the places of the questions that come back, the oldest first.

    A player's first action at the latest asking of a question decides.
    """
    first: dict[tuple[int, str], Record] = {}
    for record in game.records:
        if record.what in ("answer", "pass", "silence") and record.outcome is not Outcome.PROMPT:
            earlier = first.get((record.place, record.player))
            if earlier is None or record.asking.visit > earlier.asking.visit:
                first[record.place, record.player] = record
    missed = {
        place
        for (place, player), record in first.items()
        if record.outcome is not Outcome.CORRECT
        and not (record.asking.visit and record.what == "pass")
        and game.players[player].active
        and game.questions[place].key is not None
        and place not in game.dropped
    }
    return [number for number in reversed(dict.fromkeys(reversed(game.numbers))) if number in missed]
