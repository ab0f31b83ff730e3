"""Games made ready to be played, with their records: new ones, and those that were broken off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from quizzer.banks.shipped import FIRST_BANKS, shipped_banks
from quizzer.errors import NothingDueError, RecordsError, WishError
from quizzer.games.choosing import is_first_game, select, unknown_things
from quizzer.games.library import Library
from quizzer.games.studying import Offer, nothing_to_study, plan_left, plan_words, study_offer
from quizzer.games.wish import MOST, Seat, Wish
from quizzer.session import Join, Revealed, Rules, Session, Stop

if TYPE_CHECKING:
    from quizzer.banks import Bank
    from quizzer.driver import Journal
    from quizzer.records import GameRecord, Records, Review, Unfinished
    from quizzer.records.structs import Rating

_AIM = "quizzer chooses each question by how well you did in earlier games: about seven in ten should be right."
_MOST_TITLES = 2
_FIRST_GAME = 20  # questions that a first game may have for a few banks to be enough
BEAT_EVERY = 1.0
"""Seconds between two notes of the time that a timed game has reached."""


@dataclass(frozen=True, eq=False)
class PreparedGame:
    """A game that can be played at once: give its `session` and its `journal` to a driver.

    `title` is that of its bank, `record` its place in the `records`, `when` the time at which it was prepared. `seats`
    are the players who are to join. In a game that `is_study`, players may rate what they knew. `note` is a sentence
    for them before the first question ("" for none). `again` is the wish that asks the same questions again; None if
    there is none. `best` is how much was right, and of how many, in the player's best game over the same banks; None
    before the first. `offer` finds out what else may be played after it, or None.
    """

    session: Session
    title: str
    records: Records
    record: GameRecord
    when: datetime
    seats: tuple[Seat, ...] = ()
    is_study: bool = False
    note: str = ""
    again: Wish | None = None
    best: tuple[int, int] | None = None
    offer: Callable[[], Offer | None] = lambda: None

    @property
    def is_kept(self) -> bool:
        """Whether the game can be resumed after it was broken off."""
        return self.records.are_kept

    @property
    def journal(self) -> Journal:
        """Keeps each action, and what came of it, before anybody sees that."""
        return self.record.journal

    @property
    def reviews(self) -> tuple[Review, ...]:
        """In study: for each player, when the question that was closed last comes back."""
        return self.record.reviews

    def rate(self, player: str, rating: Rating) -> Review | None:
        """In study: the player says how well the question that was closed last was known; None if none was yet."""
        return self.record.rate(player, rating)

    def never_ask(self, question: str, never: bool = True) -> None:
        """Never ask these players the question of this id again; with `never` False, do ask it after all.

        Raises RecordsError where that cannot be kept.
        """
        if not self.is_kept:
            raise RecordsError("nothing is kept of this game, so this question may come again")
        for player in self.session.players:
            self.records.mark_never(player, question, when=self.when, never=never)

    @contextmanager
    def being_played(self) -> Iterator[None]:
        """While a timed game waits for somebody, notes each second how far its clock has come: it may be killed."""
        if not self.session.rules.is_timed or not self.record.is_recording:
            yield
            return
        from threading import Event, Thread

        began, stop = monotonic() - self.session.at, Event()

        def beat() -> None:
            while not stop.wait(BEAT_EVERY):
                self.record.beat(monotonic() - began)

        thread = Thread(target=beat, name="beat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def new_game(
    wish: Wish, *, records: Records, when: datetime, random_seed: int, library: Library | None = None
) -> PreparedGame:
    """The game that is wished for, as far as the banks have it; what its players have seen is read from `records`.

    `when` is now, in the players' time zone. `random_seed` is any number: it decides where the wish has no seed. A
    `library` knows more banks than the shipped ones and files.

    Raises WishError for a wish that no game can fulfil, NothingDueError in study where nothing is due, BankError,
    RecordsError, and IllegalAction for a name that no game takes.
    """
    library = library or Library()
    if _may_begin_small(wish) and is_first_game(wish, records):
        first = [str(bank) for bank in shipped_banks() if bank.stem in FIRST_BANKS]
        wish = msgspec.structs.replace(wish, banks=first, gentle=True)
    study = wish.mode == "study" and records.are_kept
    if study and len(wish.players) != 1:
        raise WishError("study is for one player: everybody forgets something else")
    paths = tuple(str(Path(path).absolute()) for path in library.paths(wish.banks))
    shipped = library.paths(())
    if study and set(shipped) <= set(paths):  # no bank in particular: whatever was studied goes on
        studied = records.studied_banks(wish.names[0])
        paths += tuple(path for path in studied if path not in paths and Path(path).is_file())
    bank = library.open(paths)
    rules = wish.rules()
    most, parts = rules.questions or 0, 1 + rules.bonus_parts
    day = records.scheduling.day_of(when)
    drawn = select(
        bank,
        records,
        wish,
        most * parts,
        is_timed=rules.is_timed,
        random_seed=random_seed,
        day=day,
    )
    if not drawn.questions:
        raise nothing_to_study(records, wish, day)
    rules = msgspec.structs.replace(rules, questions=min(most, max(1, len(drawn.questions) // parts)))
    ratings = records.ratings() if rules.choose == "adaptive" else None
    session = Session(drawn.questions, rules, seed=drawn.seed, canon=bank.canon, ratings=ratings)
    _check_names(session, wish)
    record = records.begin_game(session, banks=paths, when=when, study=study)
    best = records.best(wish.names[0], paths) if len(wish.players) == 1 and not study else None
    again = None
    if drawn.again:
        banks = () if paths == shipped else tuple(map(library.name_of, wish.banks))
        again = msgspec.structs.replace(wish, banks=banks, questions=most, seed=drawn.seed, gentle=drawn.gentle)

    def offer() -> Offer | None:
        if study:
            return study_offer(bank, records, wish, MOST, day=day)
        return None if wish.gaps == "alone" else unknown_things(bank, records, wish)

    if study:
        note = plan_words(drawn.questions, records, wish, day)
    else:
        note = _too_few(session, wish) or (_AIM if wish.level == "mine" else "")
    return PreparedGame(
        session,
        _title(bank, paths),
        records,
        record,
        when,
        seats=wish.seats,
        is_study=study,
        note=note,
        again=again,
        best=(best.best_right or 0, best.best_answered) if best is not None and best.best_answered else None,
        offer=offer,
    )


def resume_game(
    unfinished: Unfinished, *, records: Records, when: datetime, library: Library | None = None, new_a_day: int = 10
) -> PreparedGame:
    """A game that was broken off, as it stood. Raises BankError for its bank, SnapshotError if that has changed.

    Of a study game some questions may have been reviewed meanwhile, or be more than `new_a_day` today: then the others
    are a game of their own, and NothingDueError tells that there are none.
    """
    library = library or Library()
    bank = library.open([library.find_again(path) for path in unfinished.banks])
    session, record = records.resume(unfinished.number, bank.by_id, canon=bank.canon, when=when)
    note, seats = f"On with game {unfinished.number}, where it stopped.", tuple[Seat, ...]()
    if unfinished.study:
        planned = len(session.questions) - sum(isinstance(event, Revealed) for event in session.events)
        left = plan_left(session, bank, records, unfinished.number, when=when, new_a_day=new_a_day)
        if len(left) < planned:
            gone = f"{planned - len(left)} of its questions were reviewed meanwhile, or wait until another day"
            record.journal(session.at, Stop(), session.apply(Stop(), at=session.at))
            if not left:
                raise NothingDueError(f"Game {unfinished.number} is over: {gone}.")
            seats = tuple(Seat(name) for name in session.players)
            rules = msgspec.structs.replace(session.rules, questions=len(left))
            session = Session(left, rules, seed=session.seed, canon=bank.canon)
            record = records.begin_game(session, banks=unfinished.banks, when=when, study=True)
            note = f"{gone}. On with the other {len(left)}."
    return PreparedGame(
        session,
        _title(bank, unfinished.banks),
        records,
        record,
        when,
        seats=seats,
        is_study=unfinished.study,
        note=note,
    )


def _may_begin_small(wish: Wish) -> bool:
    """Whether a few banks that everybody knows are enough: then a first game, with nothing cached, starts quickly."""
    is_narrowed = bool(wish.banks or wish.categories or wish.films or wish.gaps)
    return not is_narrowed and wish.mode != "study" and (wish.rules().questions or MOST) <= _FIRST_GAME


def _title(bank: Bank, paths: Sequence[str]) -> str:
    """What a game over these banks is called: to list many helps nobody."""
    return bank.title if len(paths) <= _MOST_TITLES else f"{len(paths)} banks"


def _check_names(session: Session, wish: Wish) -> None:
    """Raises IllegalAction for a name that no game takes, before anything fills the screen."""
    trial = Session(session.questions[:1], Rules())
    for one in wish.seats:
        trial.apply(Join(one.name, one.team), at=0.0)


def _too_few(session: Session, wish: Wish) -> str:
    """Words for a player who wished for more questions than one game has."""
    most = session.rules.questions or 0
    if wish.questions is None or most >= wish.questions:
        return ""
    return f"You asked for {wish.questions} questions, but this game has {most}: no two may give each other away."
