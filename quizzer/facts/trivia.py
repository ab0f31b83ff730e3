"""Make questions from sentences: a blank for a span marked with [[ ]], and "which film?" with the title's words masked.
Lines and posters also give "who says it?" and "which film is it from?"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from quizzer.facts.about import MOST_FITTING, FilmContext
from quizzer.facts.connections import series_titles
from quizzer.facts.film import Film, cast_names
from quizzer.facts.masking import fold, gives_away, is_distinctive, mask, mask_titles, shares_words
from quizzer.facts.wording import BLANK, CLOZE, families, put_into_words, quoted, slug, spoken, without_marks
from quizzer.grading import AnswerKey
from quizzer.grading.wordlists import is_given_name
from quizzer.question import Question, infer_kind

_MadeFrom: TypeAlias = str | tuple[str, int]
# The keys with sentences, the category of their questions, and the difficulty of "which film?".
_FAMILIES = (
    ("trivia", "trivia", 3),
    ("goofs", "goofs", 4),
    ("plot", "plot", 2),
    ("crazy_credits", "versions", None),
    ("alternate_versions", "versions", None),
    ("quotes", "quotes", None),
    ("first_line", "quotes", None),
    ("last_line", "quotes", None),
    ("taglines", "quotes", None),
)


FEWEST_WORDS, MOST_WORDS = 3, 30
"""The length of a line, in words, from which players can guess the film."""


def sentence_questions(about: FilmContext) -> Iterator[Question]:
    """Yield the questions from a film's sentences: trivia, goofs, plot, quotes, credits and versions."""
    told = {key: _told(about.film, key) for key, _, _ in _FAMILIES}
    gaps: dict[str, list[_Gap]] = {}
    for gap in (gap for lines in told.values() for sentence, _ in lines for gap in _gaps(sentence)):
        gaps.setdefault(gap.text, []).append(gap)
    speakers: dict[str, list[str]] = {}
    for who, words in filter(None, map(spoken, about.film.quotes)):
        speakers.setdefault(fold(words), []).append(who)
    for key, category, difficulty in _FAMILIES:
        for sentence, made_from in told[key]:
            if key == "quotes":
                yield from _who_says(about, key, sentence, speakers, made_from)
            yield from _clozes(about, sentence, category, gaps, made_from)
            if difficulty is not None:
                yield from _which_film(about, sentence, category, made_from, difficulty=difficulty)


def quote_questions(about: FilmContext) -> Iterator[Question]:
    """Yield "which film?" for each line, and "who says it?" for the first and last. `sentence_questions` makes the
    other questions about quotes."""
    for key in ("quotes", "first_line", "last_line", "taglines"):
        for line, made_from in _told(about.film, key):
            yield from _film_of_line(about, key, line, made_from)
            if key in ("first_line", "last_line"):
                yield from _who_says(about, key, line, {}, made_from)


def _told(film: Film, key: str) -> list[tuple[str, _MadeFrom]]:
    """Return the sentences of a key, each with its place."""
    found = getattr(film, key)
    return [(found, key)] if isinstance(found, str) else [(one, (key, index)) for index, one in enumerate(found or ())]


class _Gap(NamedTuple):
    """A sentence with a blank, its answer, the other right answers, and the original sentence."""

    text: str
    answer: str
    aliases: tuple[str, ...]
    sentence: str


def sentence_fact(about: FilmContext, sentence: str) -> str:
    """Return the name of a sentence's fact: its first words without marks, so that new marks change no id."""
    return about.fact("sentence", " ".join(without_marks(sentence).split()[:8]))


def cloze_text(film: str, text: str) -> str:
    """Return a sentence with a blank as quizzer asks it about a film."""
    return put_into_words(families()["cloze"].ways[0], film, {"sentence": text})[0]


def _gaps(sentence: str) -> Iterator[_Gap]:
    for found in CLOZE.finditer(sentence):
        answer = " ".join(found["answer"].split())
        if answer:
            aliases = tuple(" ".join(alias.split()) for alias in found["aliases"].split("|")[1:])
            before, after = without_marks(sentence[: found.start()]), without_marks(sentence[found.end() :])
            # Every other mention of the answer becomes a blank too.
            yield _Gap(f"{mask(before, answer)}{BLANK}{mask(after, answer)}", answer, aliases, sentence)


def _clozes(
    about: FilmContext, sentence: str, category: str, gaps: Mapping[str, Sequence[_Gap]], made_from: _MadeFrom
) -> Iterator[Question]:
    """Ask about each blank. `gaps` are those of the whole film: of equal texts, quizzer asks one, and each answer is
    right. After the first blank of a sentence the others are minor, and a plot is better asked as "which film?"."""
    for place, gap in enumerate(_gaps(sentence)):
        same = gaps[gap.text]
        if gap.answer != same[0].answer:
            continue
        accept = [name for one in same for name in (one.answer, *one.aliases) if name != gap.answer]
        yield from about.ask(
            f"{category}-cloze",
            gap.answer,
            AnswerKey(gap.answer, accept=accept, kind=_kind(about, gap.answer), question=gap.text),
            ways="cloze",
            made_from=made_from,
            category=category,
            difficulty=4,
            facts=[sentence_fact(about, one.sentence) for one in same],
            told={"sentence": gap.text},
            minor=place > 0 or category == "plot",
        )


def _kind(about: FilmContext, answer: str) -> str:
    """Return the kind of an answer: "person" for one of the film's people or a usual given name with a surname, else by
    its form."""
    words = answer.split()
    named = len(words) in (2, 3) and all(word[0].isupper() for word in words) and is_given_name(fold(words[0]))
    return "person" if named or fold(answer) in about.people else infer_kind([answer], ())


def _which_film(
    about: FilmContext, sentence: str, category: str, made_from: _MadeFrom, *, difficulty: int
) -> list[Question]:
    plain = without_marks(sentence)
    masked = masked_sentence(about.film, plain)
    if masked is None or gives_away(masked, about.titles):
        return []
    # A plot is a whole story; other sentences may be true of many films.
    if category != "plot" and not is_distinctive(masked):
        return []
    fitting = about.library.told_alike(about.film, plain)
    # If an earlier film asks the same, it accepts both, and once is enough.
    earlier = fitting[: next(place for place, (other, _) in enumerate(fitting) if other is about.film)]
    if len(fitting) > MOST_FITTING or any(masked_sentence(other, told) == masked for other, told in earlier):
        return []
    return about.ask(
        f"{category}-film",
        " ".join(plain.split()[:8]),
        about.title_key(also=[film for film, _ in fitting if film is not about.film]),
        ways="film-of-sentence",
        made_from=made_from,
        category=category,
        difficulty=difficulty,
        facts=[sentence_fact(FilmContext(film, about.library, ""), told) for film, told in fitting],
        told={"sentence": masked},
        # A marked sentence is better asked as a blank.
        minor=category != "plot" and bool(CLOZE.search(sentence)),
    )


def masked_sentence(film: Film, sentence: str) -> str | None:
    """Return the sentence without the names of the film, of its series, its cast and its characters."""
    return mask_titles(sentence, film.titles, series_titles(film), cast_names(film))


def _who_says(
    about: FilmContext, key: str, line: str, speakers: Mapping[str, Sequence[str]], made_from: _MadeFrom
) -> list[Question]:
    """Ask about a line of one character. `speakers` names the others who say the same words."""
    said = spoken(line)
    if said is None:
        return []
    who, words = said
    others = [other for other in speakers.get(fold(words), ()) if other != who]
    return about.ask(
        "who-says" if key == "quotes" else f"who-says-{slug(key)}",
        " ".join(words.split()[:8]) if key == "quotes" else "",
        AnswerKey(who, accept=others, kind="character"),
        made_from=made_from,
        facts=[sentence_fact(about, line)],
        told={"words": quoted(words)},
        hidden=[word for name in (who, *others) for word in slug(name).split("-") if word not in ("the", "a", "an")],
        spoiler=key == "last_line",
    )


def _film_of_line(about: FilmContext, key: str, line: str, made_from: _MadeFrom) -> list[Question]:
    """Ask about a line, unless it names the film, is too short or too long, or has several speakers."""
    said = (None, without_marks(line)) if key == "taglines" else spoken(line)
    if said is None or not FEWEST_WORDS <= len(said[1].split()) <= MOST_WORDS or shares_words(said[1], about.titles):
        return []
    words = said[1]
    same = about.library.linked(f"{key} {fold(words)}")
    return about.ask(
        f"film-of-{slug(key)}",
        " ".join(words.split()[:8]),
        about.title_key(also=[one for one in same if one.label != about.film.label]),
        made_from=made_from,
        facts=[sentence_fact(about, line)],
        told={"words": quoted(words)},
        spoiler=key == "last_line",
    )
