"""What questions are called now whose ids a corrected bank has no longer."""

from collections.abc import Collection, Iterable, Mapping

import msgspec

from quizzer.question import Question


class KnownQuestion(msgspec.Struct, frozen=True):
    """What is known of a question that a bank may not have any more. `origin` tells key, place and shape."""

    id: str
    text: str
    category: str
    film: str | None
    answer: str | None
    imdb: str | None
    origin: str | None


def known_question(question: Question) -> KnownQuestion:
    """A question as it will be known when its bank has it no longer."""
    one, where = question, question.origin
    answer = one.key.answer if one.key is not None else None
    origin = f"{where.key} {where.index} {where.shape}" if where is not None else None
    return KnownQuestion(one.id, one.text, one.category, one.film, answer, one.imdb, origin)


_ROUGHLY, _NEARLY, _SAME = 60.0, 80.0, 95.0
"""Percent of two texts that are the same, as rapidfuzz counts it."""


def successors(
    lost: Iterable[KnownQuestion], questions: Mapping[str, Question], known: Collection[str]
) -> dict[str, str]:
    """What lost questions are called now, by their former ids; those of which nobody can tell are left out.

    A question tells its former ids itself (`was`). Else it is the one about the same film, by IMDb id or title, and the
    same subject; or of the same film and category one that nobody knows yet (no id in `known`), which asks the same
    words, or nearly so for nearly the same answer, or stands where the lost one stood and is not too different.
    """
    from rapidfuzz.fuzz import ratio  # few games need it

    former = {old: one.id for one in questions.values() for old in one.was}
    fresh = [one for one in questions.values() if one.id not in known]
    found = {one.id: former[one.id] for one in lost if one.id in former}
    near: list[tuple[float, str, str]] = []
    for one in lost:
        subject = one.id.partition("/")[2]
        for new in fresh:
            same_film = (one.imdb is not None and one.imdb == new.imdb) or _title(one.film) == _title(new.film)
            if one.id in found or not same_film or new.category != one.category:
                continue
            if subject and new.id.partition("/")[2] == subject:
                near.append((300.0, one.id, new.id))
                continue
            alike, now = ratio(one.text, new.text), known_question(new)
            agrees = ratio(one.answer, now.answer or "") if one.answer is not None else 100.0 * (alike > _SAME)
            least = _ROUGHLY if now.origin is not None and now.origin == one.origin else _NEARLY
            if alike == 100.0 or (alike >= least and agrees >= least):
                near.append((alike + agrees, one.id, new.id))
    for _, old, new_id in sorted(near, reverse=True):
        if old not in found and new_id not in found.values():
            found[old] = new_id
    return found


def _title(film: str | None) -> str:
    """A film's title without its year."""
    return (film or "").rpartition(" (")[0] or film or ""
