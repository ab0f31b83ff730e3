"""Prepare a film for every family of questions, and make the questions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizzer.bounds import MOST_FACTS
from quizzer.facts.film import (
    SOUNDTRACK_ROLES,
    Aliases,
    AlternateTitle,
    CastMember,
    Credit,
    Film,
    Song,
    about_film,
    leading_parts,
)
from quizzer.facts.iso_codes import country_name, country_of
from quizzer.facts.masking import fold, gives_away, in_words, mask_titles, sought
from quizzer.facts.wording import CLOZE, families, one_of, put_into_words, quoted, slug, spoken, without_marks
from quizzer.grading import NAMED, AboutFilm, AnswerKey
from quizzer.grading import fold as fold_text
from quizzer.question import MINOR, SPOILER, Origin, Question

NOTHING: Mapping[str, str] = {}

MOST_NAMED = 2
"""Most names that a question asks for. If there are more, any one is right."""

_FILM = re.compile(r"(?<![{\w])film(?![}\w])")
_NOUNS = {"series": "series", "episode": "episode", "short": "short film"}

MOST_FITTING = 5
"""Most films that may fit a question; each is a right answer."""


class FilmLibrary:
    """The films of a bank together. If two films share something, a question about it is ambiguous."""

    def __init__(self, films: Sequence[Film]) -> None:
        self.films: tuple[Film, ...] = tuple(films)
        self._by_title: dict[str, list[Film]] = {}
        self._by_song: dict[str, list[tuple[Film, Song]]] = {}
        for film in films:
            for title in dict.fromkeys(map(fold, film.titles)):
                self._by_title.setdefault(title, []).append(film)
            for song in film.soundtrack:
                self._by_song.setdefault(fold(song.song), []).append((film, song))

    def name(self, film: Film) -> str | None:
        """Return the film as a question names it: by its title, with the year only if two films have the title.

        Returns None if two films still have one name.
        """
        twins = [other for other in self.known_as(film.title) if other is not film and other != film]
        if not twins:
            return quoted(film.title)
        if film.year is None or film.year in [twin.year for twin in twins]:
            return None
        return f"{quoted(film.title)} ({film.year})"

    def known_as(self, title: str) -> list[Film]:
        """Return the films with a title."""
        return self._by_title.get(fold(title), [])

    def is_common(self, title: str) -> bool:
        """Whether too many films have a title to ask for one of them."""
        return len(self.known_as(title)) > MOST_FITTING

    def linked(self, link: str) -> list[Film]:
        """Return the films that have one of `links_of`."""
        return self._by_link.get(link, [])

    @cached_property
    def _by_link(self) -> dict[str, list[Film]]:
        found: dict[str, list[Film]] = {}
        for film in self.films:
            for link in links_of(film):
                found.setdefault(link, []).append(film)
        return found

    def told_alike(self, film: Film, sentence: str) -> list[tuple[Film, str]]:
        """Return the films with the same sentence, as it is or with their own titles in it, each with its sentence. The
        given one belongs to `film`, which is among them, and has no marks."""
        found = (*self._by_sentence[fold_text(sentence)], *self._by_sentence.get(self._masked(film, sentence), ()))
        return list({id(other): (other, told) for other, told in reversed(found)}.values())[::-1]

    @cached_property
    def _by_sentence(self) -> dict[str, list[tuple[Film, str]]]:
        """The films by their folded sentences, and by those without their titles."""
        found: dict[str, list[tuple[Film, str]]] = {}
        for film in self.films:
            for sentence in map(without_marks, filter(None, (film.plot, *film.trivia, *film.goofs))):
                for text in {fold_text(sentence), self._masked(film, sentence)} - {""}:
                    found.setdefault(text, []).append((film, sentence))
        return found

    def _masked(self, film: Film, sentence: str) -> str:
        return fold_text(mask_titles(sentence, film.titles) or "")

    def with_song(self, song: Song) -> list[Film]:
        """Return the films with a song of this title that has all the credits of this one."""
        return [film for film, other in self._by_song.get(fold(song.song), ()) if song.is_credited_in(other)]


def links_of(film: Film) -> frozenset[str]:
    """Return the facts that a film may share with others: people by their work, places, prizes and quotes. Also the
    countries where its title means something else."""
    told: dict[str, Sequence[str]] = {
        "cast": [one.actor for one in film.cast],
        "director": [one.name for one in film.directors],
        "writer": [one.name for one in film.writers],
        "composer": [one.name for one in film.composers],
        "set_in": film.set_in,
        "filmed_in": film.filmed_in,
        "based_on": [one.title for one in film.based_on],
        "awards": [one.award for one in film.awards],
        "titled": [one.country for one in film.also_known_as if one.country and one.meaning],
        "taglines": [without_marks(line) for line in film.taglines],
    }
    for key, lines in (("quotes", film.quotes), ("first_line", (film.first_line,)), ("last_line", (film.last_line,))):
        told[key] = [said[1] for line in lines if line and (said := spoken(line))]
    return frozenset(f"{key} {fold(name)}" for key, names in told.items() for name in names)


@dataclass(frozen=True)
class FilmContext:
    """A film among the others of its bank, and its name in questions. With `some_titles`, questions ask only about
    these of its other titles, and stay as they are among all."""

    film: Film
    library: FilmLibrary
    name: str
    some_titles: Sequence[AlternateTitle] | None = None

    @cached_property
    def id(self) -> str:
        """The beginning of the ids of the film's questions and facts."""
        return slug(self.film.title) + (f"-{self.film.year}" if self.film.year else "")

    @cached_property
    def people(self) -> frozenset[str]:
        """All people in the film's facts, folded."""
        names = (*(one.name for one in self.film.credits), *(one.actor for one in self.film.cast))
        return frozenset(map(fold, names))

    @cached_property
    def leading(self) -> frozenset[CastMember]:
        """The members of the cast with leading parts."""
        return frozenset(leading_parts(self.film))

    @cached_property
    def told(self) -> AboutFilm:
        """The film as its keys need it."""
        return about_film(self.film)

    @cached_property
    def aliases(self) -> Aliases:
        """The other names of those in the film's facts, with the aliases that its sentences mark."""
        film = self.film
        table = dict(film.aliases)
        for sentence in (film.plot or "", *film.trivia, *film.goofs, *film.crazy_credits, *film.alternate_versions):
            for cloze in CLOZE.finditer(sentence):
                if cloze["aliases"] and cloze["answer"][:1].isupper():
                    table[cloze["answer"]] = (*table.get(cloze["answer"], ()), *cloze["aliases"].split("|")[1:])
        return Aliases(table)

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The facts about which the film's sources disagree."""
        return frozenset(self._named(dispute.fact) for dispute in self.film.disputed)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Every title of the film, its own first, and each title folded."""
        return {title: fold(title) for title in self.film.titles}

    def fact(self, *parts: str) -> str:
        """Return the name of one fact of this film."""
        return "/".join([self.id, *(slug(part) for part in parts)])

    def _named(self, told: str) -> str:
        """Return the name of a fact as a bank writes it: "composer", "cast Ron Perlman", "song Harbour Lights
        performer"."""
        kind, _, subject = told.partition(" ")
        song, _, role = subject.rpartition(" ")
        parts = (song, role) if kind == "song" and role in SOUNDTRACK_ROLES else (subject,)
        return self.fact(kind, *filter(None, parts))

    def ask(
        self,
        shape: str,
        subject: str,
        key: AnswerKey | None,
        *,
        ways: str = "",
        made_from: str | tuple[str, int],
        category: str = "",
        difficulty: int = 0,
        facts: Iterable[str],
        explanation: str = "",
        hidden: Iterable[str] = (),
        told: Mapping[str, str] = NOTHING,
        minor: bool = False,
        spoiler: bool = False,
    ) -> list[Question]:
        """Return the question in a list. The list is empty if the text would give the answer away, or sources dispute
        one of its `facts`.

        `ways` names a family of `ways_to_ask`, by default the one called like `shape`. The question's id picks a way,
        and `told` has the words for it. `category` and `difficulty` are by default those of the family. `made_from` is
        the film's key with the fact, and its place in a list. `hidden` are more names that the text must not have.
        `minor` adds the tag MINOR; a `spoiler` gives the end away. A wording says "series" or the like in place of
        "film" if it is one.
        """
        facts = frozenset(facts)
        if not self.disputed.isdisjoint(facts):
            return []
        name = f"{self.id}/{shape}/{slug(subject)}" if subject else f"{self.id}/{shape}"
        family = families()[ways or shape]
        wording = one_of(family.ways, name)
        if self.film.type != "film":
            wording = _FILM.sub(_NOUNS[self.film.type], wording)
        text, short = put_into_words(wording, self.name, told)
        names = [*key.names, *hidden] if key is not None else []
        if key is not None and gives_away(text, names):
            return []
        if key is not None:
            key = _asking_back(self.aliases.added_to(key, text), text)
            if key.kind in NAMED:
                key = key.asked(text, self.told)
        # The frame above a question shows the film with its year, unless the year helps.
        helps = key is None or key.kind in ("year", "date", "number")
        if key is not None and short and not helps:
            helps = gives_away(self.film.label, key.names)
        frame = self.film.title if helps else self.film.label
        where, index = (made_from, None) if isinstance(made_from, str) else made_from
        question = Question(
            id=name,
            text=text,
            frame=frame if short else "",
            short=short,
            key=key,
            category=category or family.category,
            difficulty=difficulty or family.difficulty,
            film=self.film.label,
            year=self.film.year,
            explanation=explanation,
            source=self._source(facts),
            facts=facts,
            tags=(*([MINOR] if minor else ()), *([SPOILER] if spoiler else ())),
            origin=Origin(self.film.label, where, index, shape),
            imdb=self.film.imdb,
        )
        return [question]

    def _source(self, facts: frozenset[str]) -> str:
        """Return the source of a question's facts: players who contributed one, or the first page that confirms one.
        Otherwise it is the film's best page."""
        if not facts.isdisjoint(self._contributed):
            return "contributed"
        confirming = (page for page, names in self._confirmed if any(f"{fact}/".startswith(names) for fact in facts))
        return next(confirming, self.film.best_page)

    @cached_property
    def _contributed(self) -> frozenset[str]:
        """The names of the facts that players contributed."""
        return frozenset(self._named(one.fact) for one in self.film.contributed)

    @cached_property
    def _confirmed(self) -> list[tuple[str, tuple[str, ...]]]:
        """The pages that name facts, each with the beginnings of their names."""
        pages = (
            (one.page, [self._named(fact) for fact in one.confirms])
            for one in self.film.sources[:MOST_FACTS]
            if one.confirms
        )
        return [(page, tuple(name + end for name in names for end in ("/", "-"))) for page, names in pages]

    def title_key(self, *, without: str = "", also: Iterable[Film] = ()) -> AnswerKey:
        """Return the key of "which film?": any of its titles, but not the one in the question, or its short forms."""
        known = [*self.titles, *(title for film in also for title in film.titles)]
        own, words = fold(self.film.title), in_words(without)
        accepted = [
            title for title in known if fold(title) != own and not any(map(words.__contains__, sought([title])))
        ]
        prompt = {without: "that is what the question calls it; what else is it called?"} if without else {}
        return AnswerKey(self.film.title, accept=accepted, prompt=prompt, kind="title", year=self.film.year)

    def people_key(self, people: Sequence[Credit]) -> AnswerKey:
        """Return the key of a credit: one person or act, both of two, or any one of several."""
        names = [(one.name, one.credited_as) if one.credited_as else (one.name,) for one in people]
        if len(names) == 1:
            return AnswerKey(names[0][0], accept=names[0][1:], kind="text" if is_act(names[0][0]) else "person")
        return AnswerKey(names, kind="list", need=len(names) if len(names) <= MOST_NAMED else 1)


def _asking_back(key: AnswerKey, text: str) -> AnswerKey:
    """Return a key for a place that finds its country too vague."""
    country = country_of(key.answer) if key.kind == "text" else None
    if country is None:
        return key
    name = country_name(country)
    if gives_away(text, [name, *key.names]) or gives_away(name, key.names):
        return key
    state = key.__getstate__()
    items, _ = state.pop("items"), state.pop("answer")
    return AnswerKey(items, **{**state, "prompt": {**key.prompt, name: f"where in {name}?"}})


def is_act(name: str) -> bool:
    """Whether a name looks like a band's: "The Beatles", "Dick Dale & His Del-Tones"."""
    return bool(
        re.match(r"the\s", name, re.IGNORECASE)
        or re.search(r"\s&\s|\sand\s(?:the|his|her|their)\s", name, re.IGNORECASE)
    )
