"""The events of a session as plain lines."""

from string import ascii_lowercase

from quizzer.grading import Outcome, Reason
from quizzer.session import Event, Session, events, phrase
from quizzer.session import say as sentence
from quizzer.terminal.at_stake import place_of, what_is_left
from quizzer.terminal.charts import category_name, points_in_words
from quizzer.terminal.glyphs import UNICODE
from quizzer.terminal.layout import Line
from quizzer.terminal.played import played_questions
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.verdict_rows import asks_back, notice, price_of_hint, still_open


def say(event: Event, session: Session, *, word: str = "") -> list[Line]:
    """The lines that tell of an event; none for what needs no words. `word` goes with what is revealed."""
    alone = len(session.players) == 1
    if isinstance(event, events.QuestionAsked):
        return _asked(event, session)
    if isinstance(event, events.Ruled):
        if event.outcome is Outcome.PROMPT and (named := still_open(session.view(event.player), UNICODE)):
            return [[("class:quiet", named)]]
        return [_ruled(event, alone=alone)]
    if isinstance(event, events.Revealed):
        return [*([[("class:remark", f"  {word}")]] if word else []), *_revealed(event)]
    if isinstance(event, events.WordsRead):
        return [[("class:question", printable(event.words))]]
    if isinstance(event, events.RulingChanged):
        return [[("class:right", phrase("line.ruled", outcome=event.after.value if event.after else "open"))]]
    if isinstance(event, events.HintGiven):
        how, points = price_of_hint(event, session.rules)
        code = f"line.{'clue' if event.kind == 'clue' else 'hint'}{how}"
        return [[("class:quiet", phrase(code, text=one_line(sentence(event)), points=points))]]
    if isinstance(event, events.TimeUp | events.Refused):
        return [notice(event, session.rules, UNICODE, alone=alone)]
    if isinstance(event, _IN_A_LINE):
        words = phrase(f"line.{event.__struct_config__.tag}{'.alone' if alone else ''}", player=one_line(event.player))
        return [[("class:quiet", words)]]
    return []


_IN_A_LINE = (
    *(events.PlayerPassed, events.Buzzed, events.TurnPassed),
    *(events.PlayerOut, events.Submitted, events.Contributed),
)


def _asked(event: events.QuestionAsked, session: Session) -> list[Line]:
    place = place_of(played_questions(session.events), session)
    score = _score(session) if session.rules.scored else ""
    parts = filter(None, (place, category_name(event.category), what_is_left(event, session.rules), score))
    lines: list[Line] = [[], [("class:head", one_line(" · ".join(parts)))]]
    if not event.scored:
        lines.append([("class:quiet", phrase("gap.plain"))])
    lines += [[("class:question", printable(line))] for line in event.text.split("\n") if line]
    lettered = zip(ascii_lowercase, event.choices, strict=False)
    lines += [[("", f"  {letter}) {one_line(choice)}")] for letter, choice in lettered]
    return lines


def _score(session: Session) -> str:
    players = session.view(None, role="host").players
    if len(players) == 1:
        return phrase("score", points=points_in_words(players[0].points))
    named = ((player.name, points_in_words(player.points)) for player in players)
    return ", ".join(f"{name} {points}" for name, points in named)


def _ruled(event: events.Ruled, *, alone: bool) -> Line:
    who = "" if alone else f"{one_line(event.player)}: "
    why = one_line(sentence(event)) if event.reason is not Reason.OTHER else ""
    if event.outcome is Outcome.CORRECT:
        return [("class:right", f"✓ {who}{phrase('verdict.right')}"), ("", f" ({why})" if why else "")]
    if event.outcome is Outcome.PROMPT:
        sort = ".sort" if event.reason is Reason.SORT else ""
        words = phrase(f"verdict.specific{sort}", why=why) if why else phrase("verdict.more")
        return [("class:prompt", f"… {who}{asks_back(event)}"), ("", f" {words}")]
    return [
        ("class:wrong", f"✗ {who}{phrase('verdict.wrong')}"),
        ("", f": {why}{'' if why[-1] in '.!?' else '.'}" if why else "."),
    ]


def _revealed(event: events.Revealed) -> list[Line]:
    lines: list[Line] = []
    if event.answer is not None:
        lines.append([("", f"  {phrase('line.answer')} "), ("class:answer", one_line(event.answer))])
    if event.explanation:
        lines += [[("class:quiet", f"  {printable(line)}")] for line in event.explanation.split("\n")]
    return lines
