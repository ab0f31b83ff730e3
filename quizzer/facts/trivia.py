"""Questions from sentences: a cloze where one is marked with [[ ]], "which film?" with the title's words masked, and of
what is said in a film, or on its posters, who says it and which film it is from."""

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
# The keys of a film that hold sentences, the category of their questions, and the difficulty of "which film?".
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
"""How long words are by which a film can be known, and which are still a line."""


def sentence_questions(about: FilmContext) -> Iterator[Question]:
    """The questions that a film's sentences give: trivia, goofs, plot, quotes, credits and versions."""
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
    """Which film a line is from, and who speaks its first and last. Who says a quote, and its missing words, are asked
    with the other sentences."""
    for key in ("quotes", "first_line", "last_line", "taglines"):
        for line, made_from in _told(about.film, key):
            yield from _film_of_line(about, key, line, made_from)
            if key in ("first_line", "last_line"):
                yield from _who_says(about, key, line, {}, made_from)


def _told(film: Film, key: str) -> list[tuple[str, _MadeFrom]]:
    """The sentences of a key, each with where it stands."""
    told = getattr(film, key)
    return [(told, key)] if isinstance(told, str) else [(one, (key, index)) for index, one in enumerate(told or ())]


class _Gap(NamedTuple):
    """A sentence with a blank, what fills it, what else is right there, and the sentence that it comes from."""

    text: str
    answer: str
    aliases: tuple[str, ...]
    sentence: str


def sentence_fact(about: FilmContext, sentence: str) -> str:
    """A sentence is known by its first words without what is marked, so that to mark another span changes no id."""
    return about.fact("sentence", " ".join(without_marks(sentence).split()[:8]))


def cloze_text(film: str, text: str) -> str:
    """How a sentence with a blank is asked about a film, as questions call it."""
    return put_into_words(families()["cloze"].ways[0], film, {"sentence": text})[0]


def _gaps(sentence: str) -> Iterator[_Gap]:
    for found in CLOZE.finditer(sentence):
        answer = " ".join(found["answer"].split())
        if answer:
            aliases = tuple(" ".join(alias.split()) for alias in found["aliases"].split("|")[1:])
            before, behind = without_marks(sentence[: found.start()]), without_marks(sentence[found.end() :])
            # Any other mention of the answer is taken out too.
            yield _Gap(f"{mask(before, answer)}{BLANK}{mask(behind, answer)}", answer, aliases, sentence)


def _clozes(
    about: FilmContext, sentence: str, category: str, gaps: Mapping[str, Sequence[_Gap]], made_from: _MadeFrom
) -> Iterator[Question]:
    """`gaps` are those of the whole film: what fills the same gap elsewhere is right too, and asked once. The first gap
    of a sentence is worth a question, its others are minor; a plot is better asked as "which film?"."""
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
    """A name that stands among the film's people is a person's, and so is a usual given name with a surname; else the
    shape tells."""
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
    # A plot is all of a story; what is told besides may be true of many films.
    if category != "plot" and not is_distinctive(masked):
        return []
    fitting = about.library.told_alike(about.film, plain)
    # Whether the same is asked of an earlier film: it takes both, and once is enough.
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
        # What an author marked is better asked as a gap, and a sentence is asked one way.
        minor=category != "plot" and bool(CLOZE.search(sentence)),
    )


def masked_sentence(film: Film, sentence: str) -> str | None:
    """The sentence without what names the film, those before and after it, its cast and its characters."""
    return mask_titles(sentence, film.titles, series_titles(film), cast_names(film))


def _who_says(
    about: FilmContext, key: str, line: str, speakers: Mapping[str, Sequence[str]], made_from: _MadeFrom
) -> list[Question]:
    """Asked of a line that one character says alone. `speakers` tells who else says the same words."""
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
    """Not asked of what names the film, of hardly a word, of more than a line, and of what several people say."""
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
