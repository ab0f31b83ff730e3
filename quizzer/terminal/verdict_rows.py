"""A verdict as rows: what was said beside what is right, with the letters that differ marked."""

import re
import unicodedata
from collections.abc import Sequence
from string import ascii_lowercase

from msgspec.structs import astuple

from quizzer.grading import Outcome, Reason
from quizzer.session import Event, Rules, Session, View, events
from quizzer.session.saying import phrase, say
from quizzer.terminal.layout import UNICODE, Glyphs, Line, Row, beside, cells, cut, shortened, wrap, wrap_all
from quizzer.terminal.played import PlayedQuestion, Said, category_name, played_questions, points_in_words, sign_of
from quizzer.terminal.question_card import is_for_edge, place_of, what_is_left
from quizzer.terminal.safe import one_line, printable


def verdict_rows(
    question: PlayedQuestion, rules: Rules, width: int, glyphs: Glyphs, *, alone: bool, word: str
) -> list[Row]:
    """Return the rows of a closed question, with a joke as `word` to make one smile, if there is one."""
    revealed = question.revealed
    assert revealed is not None
    rows: list[Row] = []
    if alone and question.said:
        rows += _alone(question.said[0], revealed, _why(question, question.said[0], rules), width, glyphs)
    else:
        for said in question.said:
            rows += _in_company(said, revealed.answer or "", _why(question, said, rules), width, glyphs)
        if not question.said and (alone or not question.cut_short):
            rows.append([("class:quiet", phrase("verdict.time_up" if alone else "verdict.nobody"))])
        if revealed.answer is not None:
            rows += wrap([("class:quiet", _head("answer")), ("class:answer", one_line(revealed.answer))], width)
    if word:
        rows += wrap([("class:remark", word)], width)
    return [*rows, *_told(revealed, width)]


def differing(given: str, answer: str) -> tuple[list[bool], list[bool]]:
    """For each letter of both texts whether it differs from the other.

    Case, accents and punctuation do not count as differences, nor do words of the answer left out before or after.
    All are False if the two have little in common.
    """
    from rapidfuzz.distance import Levenshtein  # the first frame has no verdict

    whole = [_plain(letter) for letter in answer]
    said = [_plain(letter) for letter in given]
    start, end = _nearest_words(said, answer, whole)
    marks = [False] * len(said), [False] * len(whole)
    if Levenshtein.normalized_similarity(said, whole[start:end]) < 0.55:
        return marks
    for step in Levenshtein.opcodes(said, whole[start:end]):
        if step.tag != "equal":
            marks[0][step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
            first, last = start + step.dest_start, start + step.dest_end
            marks[1][first:last] = [True] * (last - first)
    return _of_letters(given, marks[0]), _of_letters(answer, marks[1])


def _of_letters(text: str, marks: Sequence[bool]) -> list[bool]:
    return [mark and letter.isalnum() for letter, mark in zip(text, marks, strict=True)]


def _alone(said: Said, revealed: events.Revealed, points: str, width: int, glyphs: Glyphs) -> list[Row]:
    style, words = _ruling(said, glyphs, revealed)
    ruled, reason = [(style, words)], _reason(said)
    shown = f"  {reason}" if said.is_right and reason else f" {as_sentence(reason)}" if reason else ""
    why = [("class:nearly" if said.is_right else "class:quiet", shown)]
    room = width - cells(words) - cells(points) - 2
    rows = [beside([*ruled, *(why if cells(why[0][1]) <= room else ())], [("class:score", points)], width, glyphs)]
    if cells(why[0][1]) > room:
        rows += wrap(why, width)
    answer = one_line(revealed.answer or "")
    given = _in_a_row(said, answer, width - cells(_head("said")), glyphs)
    if answer and said.given and not _is_same(given, answer, said):
        in_given, in_answer = differing(given, answer)
        rows += _compared(_head("said"), given, in_given, "class:given", width)
        rows += _compared(_head("answer"), answer, in_answer, "class:answer", width)
    elif answer:
        rows += wrap([("class:quiet", _head("answer")), ("class:answer", answer)], width)
    return rows


def _in_a_row(said: Said, answer: str, width: int, glyphs: Glyphs) -> str:
    """Return the given answer; one that is much longer than the right answer is cut to one row."""
    given = one_line(said.given)
    return shortened(given, width, glyphs.more) if cells(given) > max(width, 2 * cells(answer)) else given


def _reason(said: Said) -> str:
    """Why it was ruled so, if that is still what holds."""
    return one_line(say(said)) if not said.overruled and said.reason is not Reason.OTHER else ""


def _head(what: str) -> str:
    return f"{phrase(f'head.{what}'):8}  "


def _is_same(given: str, answer: str, said: Said) -> bool:
    matched = one_line(said.matched) or answer
    return said.is_right and _folded(given) == _folded(matched) and _folded(given) == _folded(answer)


def _compared(head: str, text: str, marks: Sequence[bool], style: str, width: int) -> list[Row]:
    """A text with a row of carets under the letters that are marked, in as many rows as it takes."""
    rows: list[Row] = []
    margin = cells(head) if cells(head) < width // 2 else 2
    while text:
        part, _ = cut(text, max(1, width - max(margin, cells(head))))
        here, marks = marks[: len(part)], marks[len(part) :]
        text = text[len(part) :].lstrip(" ") if len(part) < len(text) else ""
        marks = marks[len(marks) - len(text) :] if text else ()
        rows.append([("class:quiet", head), *_marked(part, here, style)])
        if any(here):
            rows.append([("", " " * cells(head)), ("class:mark nounderline", _carets(part, here))])
        head = " " * margin
    return rows


def _marked(text: str, marks: Sequence[bool], style: str) -> Row:
    pieces: Row = []
    for letter, mark in zip(text, marks, strict=True):
        own = "class:mark" if mark else style
        if pieces and (pieces[-1][0] == own or not cells(letter)):
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + letter)
        else:
            pieces.append((own, letter))
    return pieces


def _carets(text: str, marks: Sequence[bool]) -> str:
    return "".join(("^" if mark else " ") * cells(letter) for letter, mark in zip(text, marks, strict=True)).rstrip()


def _in_company(said: Said, answer: str, points: str, width: int, glyphs: Glyphs) -> list[Row]:
    style, sign = sign_of(said, glyphs)
    name, answer = one_line(said.player), one_line(answer)
    given = _in_a_row(said, answer, width // 2, glyphs)
    if not given:
        words = phrase("verdict.passed" if said.passed else "verdict.silent")
        return wrap([(style, f"{sign} "), ("class:player", name), ("", f"  {words}")], width)
    marks, _ = differing(given, answer) if not _is_same(given, answer, said) else ([False] * len(given), ())
    after = "  ".join(part for part in (points, _reason(said)) if part)
    head = f"{sign} {name}  “"
    line = [(style, f"{sign} "), ("class:player", name), ("", "  “"), *_marked(given, marks, ""), ("", "”  ")]
    rows = wrap([*line, ("class:score", after)], width)
    if any(marks) and cells(head) + cells(given) <= width:
        rows.insert(1, [("", " " * cells(head)), ("class:mark nounderline", _carets(given, marks))])
    return rows


def _ruling(said: Said, glyphs: Glyphs, revealed: events.Revealed) -> tuple[str, str]:
    style, sign = sign_of(said, glyphs)
    if revealed.answer is None and said.given:
        return "class:prompt", phrase("line.contributed")
    if said.is_right:
        return style, f"{sign} {phrase('verdict.overruled' if said.overruled else 'verdict.right')}"
    if said.given:
        return style, f"{sign} {phrase('verdict.wrong')}."
    return style, f"{sign} {phrase('verdict.skipped' if said.passed or revealed.answer is None else 'verdict.time_up')}"


def _why(question: PlayedQuestion, said: Said, rules: Rules) -> str:
    """Points won or lost, and what for."""
    parts, hints = said.parts, question.hint_costs.get(said.player, 0.0)
    if parts is not None and said.is_right:
        hints -= parts.cost
    paid = [phrase("why.hints", points=points_in_words(-hints))] if hints else []
    if parts is None or not said.points:
        return "".join(paid)
    amount = points_in_words(said.points, sign="+")
    if said.points < 0:
        return ", ".join([phrase("why.wrong" if said.given else "why.passed", points=amount), *paid])
    why = [phrase("why.difficulty", number=question.asked.difficulty)] if len(set(rules.points)) > 1 else []
    why += [phrase("streak", count=said.streak)] if parts.streak else []
    why += [phrase(f"why.{part}") for part in ("speed", "power") if getattr(parts, part)]
    why += paid
    return phrase("why.won", count=said.points, points=amount) + (f" ({', '.join(why)})" if why else "")


def _told(revealed: events.Revealed, width: int) -> list[Row]:
    rows: list[Row] = []
    if revealed.film and not is_for_edge(revealed.film, width):
        rows += wrap([("class:quiet", _head("film")), ("", one_line(revealed.film))], width)
    if revealed.explanation:
        lines = [[("", line)] for line in printable(revealed.explanation).replace("\t", " ").split("\n")]
        rows += [[], *wrap_all(lines, width)]
    if revealed.source:
        rows += wrap([("class:quiet", phrase("source", source=one_line(site_name(revealed.source))))], width)
    return rows


_SITES = {"wikipedia.org": "Wikipedia", "imdb.com": "IMDb", "wikidata.org": "Wikidata"}


def site_name(source: str) -> str:
    """The name of the site that a source's address leads to; a source that is not an address stays as it is."""
    found = re.match(r"https?://(?:www\d?\.)?(?P<host>[^/:?#]+)", source, re.IGNORECASE)
    if found is None:
        return source
    host = found["host"].lower()
    return next((name for site, name in _SITES.items() if host == site or host.endswith(f".{site}")), host)


def _nearest_words(said: Sequence[str], answer: str, whole: Sequence[str]) -> tuple[int, int]:
    """The stretch of whole words in the answer that is most like what was said."""
    from rapidfuzz.distance import Levenshtein

    edges = [0, *(place + 1 for place, letter in enumerate(answer) if letter == " ")]
    ends = [*(place - 1 for place in edges[1:]), len(answer)]
    spans = [(start, end) for start in edges for end in ends if start < end]
    if not spans or len(spans) > 200:
        return 0, len(answer)
    return min(spans, key=lambda span: (Levenshtein.distance(said, whole[span[0] : span[1]]), span[0] - span[1]))


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)
    return (base[0] if base else letter).casefold()


def _folded(text: str) -> list[str]:
    return [_plain(letter) for letter in text]


def notice(event: Event, rules: Rules, glyphs: Glyphs, *, alone: bool, missed: bool = False) -> Line:
    """Return the line for an event; empty if it needs none. `missed`: a wrong answer caused it."""
    in_turn = not alone and rules.who in ("first", "buzz", "turns")
    if isinstance(event, events.PlayerPassed) and in_turn:
        return [("class:quiet", f"{glyphs.skipped} {phrase('verdict.passed.of', player=one_line(event.player))}")]
    if isinstance(event, events.Ruled) and event.outcome is Outcome.PROMPT:
        asked_back = ("", as_sentence(say(event)) or phrase("verdict.more"))
        return [("class:prompt", f"{glyphs.vague} {asks_back(event)} "), asked_back]
    if isinstance(event, events.Ruled) and event.outcome is Outcome.INCORRECT:
        if in_turn:
            return [("class:wrong", f"{glyphs.wrong} {phrase('verdict.wrong.of', player=one_line(event.player))}")]
        if rules.most_tries > 1:
            why = "" if event.reason is Reason.OTHER else f"{as_sentence(say(event))} "
            return [("class:wrong", f"{glyphs.wrong} {phrase('verdict.wrong')}. "), ("", why + phrase("verdict.again"))]
    if isinstance(event, events.RulingChanged) and event.before is not None and event.after is Outcome.CORRECT:
        return [("class:right", phrase("verdict.noted"))]
    if isinstance(event, events.RulingChanged) and event.before is Outcome.CORRECT:
        return [("class:prompt", phrase("verdict.taken_back"))]
    if isinstance(event, events.TimeUp):
        whose = phrase(f"verdict.time_up{'.of' if event.player and not alone else ''}", player=one_line(event.player))
        return [("class:prompt", whose)]
    if isinstance(event, events.Refused):
        return [("class:prompt", phrase("verdict.late"))]
    if isinstance(event, events.HintGiven) and event.kind == "clue":
        return [("class:quiet", phrase("clue.after_miss" if missed else "clue.another"))]
    if isinstance(event, events.HintGiven) and (price := price_of_hint(event, rules))[0]:
        return [("class:quiet", phrase(f"price{price[0]}", points=price[1]))]
    return []


def still_open(view: View, glyphs: Glyphs) -> str:
    """Return the names given for a list, and how many are missing; empty for any other question."""
    if not view.missing:
        return ""
    still = phrase("list.still", count=view.missing)
    return f"{one_line(view.named)} {glyphs.dot} {still}" if view.named else as_sentence(still).removesuffix(".")


def price_of_hint(event: events.HintGiven, rules: Rules) -> tuple[str, str]:
    """How a hint is paid, and how much: ".cost", or ".lowers" for what it takes from an answer; "" where it is free."""
    if event.points:
        return ".cost", points_in_words(-event.points)
    lowers = rules.hints_lower_points and rules.scored and event.kind != "clue" and rules.hint_cost
    return (".lowers", points_in_words(rules.hint_cost)) if lowers else ("", "")


def verdict_in_passing(event: events.Revealed, glyphs: Glyphs, *, alone: bool) -> Line:
    """The verdict in a line, where the next question follows at once."""
    line: list[tuple[str, str]] = []
    for said in (Said(*astuple(result)) for result in event.results):
        style, sign = sign_of(said, glyphs)
        given = f"“{shortened(one_line(said.given), 40, glyphs.more)}”" if said.given else said.silence
        line += [(style, f"{sign} {'' if alone else f'{one_line(said.player)} '}"), ("", f"{given}  ")]
    if event.answer is None or all(_folded(result.given) == _folded(event.answer) for result in event.results):
        return line  # that is all there is to say
    return [*line, ("class:quiet", f"{phrase('head.answer')}  "), ("class:answer", one_line(event.answer))]


def asks_back(event: events.Ruled) -> str:
    """Return how near a too vague answer is: another kind of answer is not nearly right."""
    return phrase("verdict.another_kind" if event.reason is Reason.SORT else "verdict.nearly")


def as_sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    text = one_line(text)
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?" else ".") if text else ""


def event_lines(event: Event, session: Session, *, word: str = "") -> list[Line]:
    """Return the lines for an event; none if it needs no words. `word` goes with what is revealed."""
    alone = len(session.players) == 1
    if isinstance(event, events.QuestionAsked):
        return _asked_lines(event, session)
    if isinstance(event, events.Ruled):
        if event.outcome is Outcome.PROMPT and (named := still_open(session.view(event.player), UNICODE)):
            return [[("class:quiet", named)]]
        return [_ruled_line(event, alone=alone)]
    if isinstance(event, events.Revealed):
        lines: list[Line] = [[("class:remark", f"  {word}")]] if word else []
        if event.answer is not None:
            lines.append([("", f"  {phrase('line.answer')} "), ("class:answer", one_line(event.answer))])
        told = event.explanation.split("\n") if event.explanation else ()
        return [*lines, *([("class:quiet", f"  {printable(line)}")] for line in told)]
    if isinstance(event, events.WordsRead):
        return [[("class:question", printable(event.words))]]
    if isinstance(event, events.RulingChanged):
        return [[("class:right", phrase("line.ruled", ruled=event.after.value if event.after else "open"))]]
    if isinstance(event, events.HintGiven):
        how, points = price_of_hint(event, session.rules)
        code = f"line.{'clue' if event.kind == 'clue' else 'hint'}{how}"
        return [[("class:quiet", phrase(code, text=one_line(say(event)), points=points))]]
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


def _asked_lines(event: events.QuestionAsked, session: Session) -> list[Line]:
    place = place_of(played_questions(session.events), session)
    players = [(one.name, points_in_words(one.points)) for one in session.view(None, role="host").players]
    alone = phrase("score", points=players[0][1]) if len(players) == 1 else ""
    score = (alone or ", ".join(map(" ".join, players))) if session.rules.scored else ""
    parts = filter(None, (place, category_name(event.category), what_is_left(event, session.rules), score))
    lines: list[Line] = [[], [("class:head", one_line(" · ".join(parts)))]]
    if not event.scored:
        lines.append([("class:quiet", phrase("gap.plain"))])
    lines += [[("class:question", printable(line))] for line in event.text.split("\n") if line]
    lettered = zip(ascii_lowercase, event.choices, strict=False)
    lines += [[("", f"  {letter}) {one_line(choice)}")] for letter, choice in lettered]
    return lines


def _ruled_line(event: events.Ruled, *, alone: bool) -> Line:
    who = "" if alone else f"{one_line(event.player)}: "
    why = one_line(say(event)) if event.reason is not Reason.OTHER else ""
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
