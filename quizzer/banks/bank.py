"""A bank: films and hand-written questions, and what can be asked of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property

from quizzer.banks.drawing import QuestionRow, Wishes, draw_questions
from quizzer.banks.known_names import known_names
from quizzer.facts.film import Film
from quizzer.grading import Canon, Name
from quizzer.question import Question


class Bank:
    """A bank that can be played: `title`, `license`, `films`, `questions` (an open gap's key is None)."""

    films: Sequence[Film]
    questions: Sequence[Question]

    def __init__(
        self,
        *,
        title: str = "",
        license: str = "",  # noqa: A002 — the key of the file
        films: Iterable[Film] = (),
        questions: Iterable[Question] = (),
    ) -> None:
        self.title = title
        self.license = license
        self.films = tuple(films)
        self.questions = tuple(questions)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}

    @cached_property
    def categories(self) -> Mapping[str, int]:
        """How many questions each category has, the largest first."""
        return dict(Counter(row.category for row in self.rows).most_common())

    @cached_property
    def canon(self) -> Canon:
        """The names that stand in this bank, so that none is taken for a slip of another."""
        return Canon.later(self.names)

    def find(self, ids: Iterable[str]) -> list[Question]:
        """The questions with these ids, in this order; ids that the bank does not have are passed over."""
        return [self.by_id[one] for one in ids if one in self.by_id]

    def films_called(self, title: str) -> list[Film]:
        """The films that go by a title, whatever its case."""
        wanted = title.casefold()
        return [film for film in self.films if wanted in (known.casefold() for known in film.titles)]

    def title_like(self, title: str) -> str | None:
        """The title of a film that is spelt nearly so; None if none is."""
        titles = {one.casefold(): one for film in self.films for one in film.titles}
        near = get_close_matches(title.casefold(), titles, n=1)
        return titles[near[0]] if near else None

    def titles_beginning(self, begun: str) -> list[str]:
        """The films' own titles that begin so, whatever their case, in the order of the alphabet."""
        wanted = begun.casefold()
        return sorted(film.title for film in self.films if film.title.casefold().startswith(wanted))

    def draw(
        self,
        count: int,
        *,
        seed: int,
        categories: Collection[str] = (),
        films: Collection[str] = (),
        seen: Collection[str] = (),
        never: Collection[str] = (),
        quotas: Mapping[str, int] | None = None,
        difficulty: int | Sequence[int] = (),
        gaps: bool = True,
        beside: Iterable[Question] = (),
    ) -> list[Question]:
        """At most `count` questions for one game, in the order to ask them.

        `categories` and `films` (titles) narrow the choice; ids in `seen` and `never` are left out. `quotas` says of a
        category how many questions it gets, the rest come from the others. `difficulty` is the one wished for each
        question in turn, 1 to 5, the last holding for the rest: the nearest there is. Open gaps are among them, at most
        one in ten, unless `gaps` is false. Large categories get more than small ones, by the square root of their size
        (`quizzer.banks.drawing`). The same arguments give the same questions on every Python. No two rest on
        the same fact, nor on one of the questions `beside` them, which are asked before, and none is answered by the
        text or the explanation of one before it, so there may be fewer than `count`. No two in a row are about the same
        film while there are others, unless `films` asks for it. Where only one film is asked about, "which film?" is
        left to the last.
        """
        labels = {film.label for title in films for film in self.films_called(title)}
        wanted = labels | {title.casefold() for title in films}
        pool = [
            row
            for row in self.rows
            if (not categories or row.category in categories)
            and (not films or row.film in wanted or (row.film or "").casefold() in wanted)
            and (gaps or not row.is_open_gap)
        ]
        steps = (difficulty,) if isinstance(difficulty, int) else tuple(difficulty)
        return draw_questions(
            pool,
            count,
            seed=seed,
            whole=self.by_id.__getitem__,
            without=frozenset((*seen, *never)),
            beside=beside,
            wishes=Wishes(
                quotas=quotas or {},
                difficulty=steps,
                films_may_follow=bool(films),
                film_is_known=self.has_one_film or len(set(films)) == 1,
            ),
        )

    @cached_property
    def has_one_film(self) -> bool:
        """True for a bank about one film alone."""
        return len(self.films) == 1

    @cached_property
    def rows(self) -> Sequence[QuestionRow]:
        """The questions as drawing sees them, in their order."""
        titles = {film.label: film.title for film in self.films}
        only = self.films[0].title if self.has_one_film else None
        return [QuestionRow.of(question, titles.get(question.film or "", only)) for question in self.questions]

    def names(self) -> list[Name]:
        """The names of the canon, in the order in which they stand in the bank, none twice."""
        return known_names(self.films, self.questions)
