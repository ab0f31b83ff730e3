"""What every family of questions needs to know of a film, and how it makes one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizzer.facts.film import SOUNDTRACK_ROLES, Credit, Film
from quizzer.facts.masking import gives_away
from quizzer.facts.wording import quoted, slug
from quizzer.grading import AnswerKey
from quizzer.question import Question

__all__ = ["About", "Library"]


class Library:
    """The films of a bank together: what one of them has in common with another makes a question ambiguous."""

    def __init__(self, films: Sequence[Film]) -> None:
        self.films = tuple(films)
        titles = [film.title.casefold() for film in films]
        self._twice = {title for title in titles if titles.count(title) > 1}

    def name(self, film: Film) -> str:
        """The film as a question names it: by its title, with the year only where that title stands for two films."""
        year = f" ({film.year})" if film.title.casefold() in self._twice and film.year else ""
        return quoted(film.title) + year

    def with_song(self, song: str) -> list[Film]:
        """The films in which a song is heard."""
        wanted = slug(song)
        return [film for film in self.films if any(slug(one.song) == wanted for one in film.soundtrack)]

    def known_as(self, title: str) -> list[Film]:
        """The films that go by a title."""
        wanted = slug(title)
        return [film for film in self.films if any(slug(one) == wanted for one in film.titles)]


@dataclass(frozen=True)
class About:
    """A film among the others of its bank."""

    film: Film
    library: Library

    @property
    def name(self) -> str:
        """The film as a question names it."""
        return self.library.name(self.film)

    @property
    def id(self) -> str:
        """What the ids of the film's questions and facts begin with."""
        return slug(self.film.label)

    @cached_property
    def people(self) -> frozenset[str]:
        """Everybody who is named in the film's facts, as slugs."""
        film = self.film
        crew = (*film.directors, *film.writers, *film.composers)
        singers = (credit for song in film.soundtrack for role in SOUNDTRACK_ROLES for credit in song.credits(role))
        return frozenset(
            slug(name) for name in (*(one.name for one in (*crew, *singers)), *(one.actor for one in film.cast))
        )

    def fact(self, *parts: str) -> str:
        """The name of one fact of this film."""
        return "/".join([self.id, *(slug(part) for part in parts)])

    def ask(
        self,
        shape: str,
        subject: str,
        text: str,
        key: AnswerKey | None,
        *,
        category: str,
        difficulty: int,
        facts: Iterable[str],
        explanation: str = "",
        hidden: Iterable[str] = (),
    ) -> list[Question]:
        """The question, in a list; an empty list if its text would give its own answer away. `hidden` are further
        names that must not stand in the text."""
        if key is not None and gives_away(text, [name for item in key.items for name in item] + [*key.accept, *hidden]):
            return []
        question = Question(
            id=f"{self.id}/{shape}/{slug(subject)}" if subject else f"{self.id}/{shape}",
            text=text,
            key=key,
            category=category,
            difficulty=difficulty,
            film=self.film.label,
            year=self.film.year,
            explanation=explanation,
            source=self.film.sources[0] if self.film.sources else "",
            facts=frozenset(facts),
        )
        return [question]

    def title_key(self, *, without: str = "", also: Iterable[Film] = ()) -> AnswerKey:
        """The key of "which film?": any of its titles, but not the one that the question itself mentions."""
        accepted = [*self.film.titles[1:], *(title for film in also for title in film.titles)]
        accepted = [title for title in accepted if slug(title) not in (slug(without), slug(self.film.title))]
        prompt = {without: "that is what the question calls it; what else is it called?"} if without else {}
        return AnswerKey(self.film.title, accept=accepted, prompt=prompt, kind="title", year=self.film.year)

    def people_key(self, people: Sequence[Credit]) -> AnswerKey:
        """The key of a credit: one person, or all of several."""
        names = [(one.name, one.credited_as) if one.credited_as else (one.name,) for one in people]
        if len(names) == 1:
            return AnswerKey(names[0][0], accept=names[0][1:], kind="person")
        return AnswerKey(names, kind="list", need=len(names))
