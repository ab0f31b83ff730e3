"""What players see besides the question: which one it is, what is at stake, whose turn it is, what a host rules on."""

from collections.abc import Mapping, Sequence

from quizzer.session import PlayerView, QuestionAsked, Rules, Session, phrase
from quizzer.terminal.charts import points_in_words
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.layout import Line, Row, centred, wrap_all
from quizzer.terminal.played import CLUES, PlayedQuestion, Said
from quizzer.terminal.safe import one_line


def place_of(questions: Sequence[PlayedQuestion], session: Session) -> str:
    """Which question the latest one is, or film and clue; of how many, where that number ends the game."""
    asked, rules = questions[-1].asked, session.rules
    if asked.bonus:
        part = 1
        while part < len(questions) and questions[-part - 1].asked.bonus:
            part += 1
        parts = min(rules.bonuses, len(session.questions) - asked.of)
        return phrase("place.bonus", part=part, of=parts, side=one_line(asked.bonus))
    if asked.category == "clues" and (asked.of == 1 or rules.mode == "clues"):
        code, part = "place.clue" if asked.of == 1 else "place.film", len(questions[-1].clues) + 1
        return phrase(code, number=asked.number, of=asked.of, part=part, parts=CLUES)
    return phrase("place" if rules.goes_on else "place.of", number=asked.number, of=asked.of)


def what_is_left(asked: QuestionAsked, rules: Rules) -> str:
    """How many questions are to come; empty where nobody knows."""
    if rules.goes_on or asked.bonus or asked.of == 1:
        return ""
    left = asked.of - asked.number
    return phrase("line.left", count=left) if left else "" if rules.repeat_missed else phrase("line.last")


def stakes(asked: QuestionAsked, players: Sequence[PlayerView], rules: Rules, best: int | None) -> str:
    """What the next answer can win or lose; empty where that is the same for everybody all the time.

    `best` is how many were right in the player's best game of this mode.
    """
    parts = []
    lives = [player for player in players if player.lives is not None and not player.out]
    last = ", ".join(one_line(player.name) for player in lives if player.lives == 1)
    if len(players) == 1 and lives:
        parts.append(phrase("stake.ends", count=lives[0].lives))
    elif lives:
        parts.append(phrase("stake.last", players=last) if last else phrase("stake.lives", count=rules.lives))
    if rules.who == "first" and len(players) > 1 and rules.scored:
        points = rules.points[asked.difficulty - 1]
        parts.append(phrase("stake.race", count=points, points=points_in_words(points)))
        first, second = sorted(players, key=lambda player: -player.points)[:2]
        ahead = first.points - second.points
        parts += [phrase("stake.leads", player=one_line(first.name), points=points_in_words(ahead))] if ahead else []
    if best is not None and rules.goes_on:
        parts.append(phrase("stake.best" if players[0].right <= best else "best.right", right=best))
    return " ".join(parts)


def handover_rows(name: str, told: Sequence[Row], width: int, height: int, glyphs: Glyphs) -> list[Row]:
    """What hides the question until a player has taken the keyboard; `told` is of what went before."""
    lines: list[Line] = [
        [("class:title", phrase("handover.turn", player=one_line(name)))],
        [("class:quiet", phrase("handover.pass"))],
        [],
        [("class:key", "Enter"), ("", f" {phrase('handover.shows')}")],
    ]
    rows = [centred(row, width) for row in [*told, *wrap_all(lines, width)]]
    fold: list[Row] = [[("class:frame", glyphs.across * width)]]
    return [*fold, *([[]] * max(0, (height - len(rows) - 2) // 3)), *rows, *fold][:height]


def host_rows(session: Session, width: int) -> list[Row]:
    """What the host is to rule on."""
    waiting, question = session.to_rule[0], session.question
    answer = question.key.answer if question is not None and question.key is not None else ""
    thinks = phrase("host.thinks", ruled=waiting.suggested.value) if waiting.suggested is not None else ""
    said = phrase("host.said", given=one_line(waiting.given))
    lines: list[Line] = [
        [("class:player", one_line(waiting.player)), ("", f" {said} {thinks}".rstrip())],
        [("class:quiet", f"{phrase('head.answer'):8}  "), ("class:answer", one_line(answer))],
    ]
    return wrap_all(lines, width)


def choice_rows(found: Sequence[Said], keys: Mapping[str, str], width: int, glyphs: Glyphs) -> list[Row]:
    """Which of several answers was right, by the keys of their players; once more takes that back."""
    lines: list[Line] = [[("class:prompt", phrase("right.who"))]]
    for said in found:
        sign = f" {glyphs.right}" if said.is_right else ""
        words = f"{one_line(said.player)}: “{one_line(said.given)}”{sign}"
        lines.append([("class:key", f"  {keys[said.player].upper()} "), ("", words)])
    return wrap_all(lines, width)
