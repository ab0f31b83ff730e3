"""Games ready to be played, with their records: new and unfinished ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Literal

import msgspec

from quizzer.banks.shipped import FIRST_BANKS, shipped_banks
from quizzer.errors import BankError, NothingDueError, RecordsError, SnapshotError, WishError
from quizzer.games import choosing
from quizzer.games.choosing import Offer
from quizzer.games.library import Library
from quizzer.games.wish import MOST, Seat, Wish
from quizzer.session import Join, Revealed, Rules, Session, Stop, phrase

if TYPE_CHECKING:
    from quizzer.banks import Bank
    from quizzer.driver import Journal
    from quizzer.records import GameRecord, Records, Unfinished

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
    there is none. `label` names a daily in the line that its players share, "" for any other game. `best` is how much
    was right, and of how many, in the player's best game over the same banks; None before the first. Where time or
    lives end a game, it is the one of its mode with the most right answers. `offer` finds out what else may be
    played after it, or None.
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
    label: str = ""
    best: tuple[int, int] | None = None
    offer: Callable[[], Offer | None] = lambda: None

    @property
    def journal(self) -> Journal:
        """Saves each action and its events, before a player sees them."""
        return self.record.journal

    @property
    def due_tomorrow(self) -> int | None:
        """In study: how many questions are due tomorrow; None where that is not known, and outside study."""
        if self.is_study and len(self.session.players) == 1:
            with suppress(RecordsError):
                today = self.records.scheduling.day_of(self.when)
                return self.records.study(self.session.players[0], today).tomorrow
        return None

    def never_ask(self, question: str, never: bool = True) -> None:
        """Hide the question of this id from these players; with `never` False, show it again.

        Raises RecordsError if quizzer cannot save that.
        """
        if not self.records.are_kept:
            raise RecordsError(phrase("wish.not_hidden"))
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
    """Return the game of a wish. `records` say which questions its players have seen.

    `when` is now, in the players' time zone. `random_seed` is any number: it decides where the wish has no seed. A
    `library` knows more banks than the shipped ones and files.

    Raises WishError for a wish that no game can fulfil, NothingDueError if no study is due or the daily was played.
    Raises BankError, RecordsError, and IllegalAction for a name that no game takes.
    """
    library = library or Library()
    if wish.daily:
        return _new_daily(wish, records=records, when=when, library=library)
    is_narrowed = wish.banks or wish.categories or wish.films or wish.gaps or wish.watched
    may_be_small = not is_narrowed and wish.mode not in ("study", "clues")
    # Then it starts quickly, with nothing cached.
    if may_be_small and (wish.rules().questions or MOST) <= _FIRST_GAME and choosing.is_first_game(wish, records):
        first = [str(bank) for bank in shipped_banks() if bank.stem in FIRST_BANKS]
        wish = msgspec.structs.replace(wish, banks=first, gentle=True)
    study = wish.mode == "study" and records.are_kept
    if study and len(wish.players) != 1:
        raise WishError(phrase("wish.study"))
    paths = tuple(str(Path(path).absolute()) for path in library.paths(wish.banks))
    shipped = library.paths(())
    if study and set(shipped) <= set(paths):  # no bank in particular: whatever was studied goes on
        studied = records.studied_banks(wish.names[0])
        paths += tuple(path for path in studied if path not in paths and Path(path).is_file())
    bank = library.open(paths)
    if records.are_kept:
        records.cards.carry_over(bank.by_id, paths)
    rules = wish.rules()
    most, parts = rules.questions or 0, 1 + rules.bonuses
    day = records.scheduling.day_of(when)
    drawn = choosing.select(
        bank, records, wish, most * parts, is_timed=rules.is_timed, random_seed=random_seed, day=day
    )
    if not drawn.questions:
        raise choosing.nothing_to_study(records, wish, day)
    rules = msgspec.structs.replace(rules, questions=min(most, max(1, len(drawn.questions) // parts)))
    ratings = records.ratings() if rules.choose == "adaptive" else None
    session = Session(drawn.questions, rules, seed=drawn.seed, canon=bank.canon, ratings=ratings)
    trial = Session(session.questions[:1], Rules())
    for one in wish.seats:  # before anything fills the screen, a name is refused that no game takes
        trial.apply(Join(one.name, one.team, name=one.name), at=0.0)
    record = records.begin_game(session, banks=paths, when=when, study=study)
    mode = wish.mode if rules.goes_on else ""
    best = records.best(wish.names[0], paths, mode=mode) if len(wish.players) == 1 and not study else None
    again = None
    if drawn.again:
        banks = () if paths == shipped else tuple(map(library.name_of, wish.banks))
        again = msgspec.structs.replace(wish, banks=banks, questions=most, seed=drawn.seed, gentle=drawn.gentle)

    def offer() -> Offer | None:
        if study:
            return choosing.study_offer(bank, records, wish, MOST, day=day)
        return None if wish.gaps == "alone" else choosing.unknown_things(bank, records, wish)

    if study:
        note = choosing.plan_words(drawn.questions, records, wish, day)
    else:
        note = phrase("note.level") if wish.level == "mine" else ""
        if (rules.questions or 0) < (wish.questions or 0):
            note = phrase("note.fewer", wished=wish.questions, count=rules.questions)
    return PreparedGame(
        session,
        _title(bank, paths, library),
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
    """Return an unfinished game. Raises BankError for its bank, SnapshotError if that has changed.

    The player may have reviewed some questions of a study game since, or had `new_a_day` new ones today. Then the
    other questions are a new game. Raises NothingDueError if there are none.
    """
    library = library or Library()
    bank = library.open([library.find_again(path) for path in unfinished.banks])
    session, record = records.resume(unfinished.number, bank.by_id, canon=bank.canon, when=when)
    note, label = phrase("note.resumed", place=unfinished.place), ""
    if record.daily is not None:
        from quizzer.games.dailies import is_again, label_of

        tries = [is_again(records, player, record.daily, unfinished.number) for player in session.players]
        label = label_of(record.daily, is_again=any(tries))
        note = phrase("note.resumed.daily", label=label)
    title = f"{phrase('daily')} {label}" if label else _title(bank, unfinished.banks, library)
    seats: tuple[Seat, ...] = ()
    if unfinished.study:
        planned = len(session.questions) - sum(isinstance(event, Revealed) for event in session.events)
        left = choosing.plan_left(session, bank, records, unfinished.number, when=when, new_a_day=new_a_day)
        if len(left) < planned:
            gone = planned - len(left)
            record.journal(session.at, Stop(), session.apply(Stop(), at=session.at))
            if not left:
                raise NothingDueError(phrase("nothing.resumed", number=unfinished.number, count=gone))
            seats = tuple(Seat(name) for name in session.players)
            rules = msgspec.structs.replace(session.rules, questions=len(left))
            session = Session(left, rules, seed=session.seed, canon=bank.canon)
            record = records.begin_game(session, banks=unfinished.banks, when=when, study=True)
            note = phrase("note.others", count=gone, left=len(left))
    is_study = unfinished.study
    return PreparedGame(session, title, records, record, when, seats, is_study=is_study, note=note, label=label)


def _new_daily(wish: Wish, *, records: Records, when: datetime, library: Library) -> PreparedGame:
    """Return the daily of a wish, or the rest of an unfinished one. A daily of an earlier day is not scored.

    An unfinished daily of yesterday comes before today's. Raises WishError for a day in the future, and
    NothingDueError if the player has already played today's.
    """
    from quizzer.games import dailies
    from quizzer.records.structs import Daily, east_of

    if len(wish.players) > 1:
        raise WishError(phrase("wish.daily"))
    what: Literal["ten", "film"] = "film" if wish.daily == "film" else "ten"
    today = dailies.number_of(when.date())
    number = today if wish.number is None else wish.number
    if not 1 <= number <= today:
        raise WishError(phrase("wish.number", number=number, today=today))
    note, earlier = "", None
    if wish.players:
        standing = dailies.status(records, wish.names[0], when)
        begun = standing.films if what == "film" else standing.tens
        earlier = begun.get(number)
        late = {one.number: one for one in records.dailies(wish.names[0]) if one.what == f"late {what}"}
        open_one = begun.get(today - 1) if earlier is None and number == today else late.get(number, earlier)
        if open_one is not None and open_one.ended is None:
            found = next((one for one in records.unfinished() if one.number == open_one.game), None)
            if found is not None and found.elsewhere:
                raise RecordsError(phrase("wish.open"))
            try:
                if found is not None:  # else nothing was asked yet
                    return resume_game(found, records=records, when=when, library=library)
            except (BankError, SnapshotError):
                note = phrase("note.edition")
        elif earlier is not None and number == today:
            raise NothingDueError(phrase("nothing.daily"))
    paths = library.paths(())
    bank = library.open(paths)
    is_late = number < today
    daily: Daily = Daily(number, dailies.edition_of(bank, paths), what, east_of(when))
    questions = (dailies.ten_of if what == "ten" else dailies.film_of)(bank, number, daily.edition)
    if earlier is not None:  # the same questions again, if the bank still has them
        asked = [event.question for event in records.events(earlier.game) if isinstance(event, Revealed)]
        if len(again := bank.find(asked)) == len(asked) and earlier.ended == "finished":
            daily, questions = Daily(number, earlier.edition, what, daily.east), again
    if is_late:
        daily = msgspec.structs.replace(daily, what=f"late {what}")
    rules = Rules.preset("clues" if what == "film" else "classic", questions=len(questions), scored=not is_late)
    session = Session(questions, rules, seed=number, canon=bank.canon)
    record = records.begin_game(session, banks=paths, when=when, daily=daily)

    is_again = not is_late and any(dailies.is_again(records, player, daily) for player in wish.names)
    if is_again and not note:
        note = phrase("note.again")

    def offer() -> Offer | None:
        if is_late or not wish.players or number in dailies.status(records, wish.names[0], when).films:
            return None
        return Offer(msgspec.structs.replace(wish, daily="film"), phrase("offer.film"), "film")

    return PreparedGame(
        session,
        f"{phrase('daily')} {dailies.label_of(daily)}",
        records,
        record,
        when,
        seats=wish.seats,
        note=note or (phrase("note.late") if is_late else ""),
        label=dailies.label_of(daily, is_again=is_again),
        offer=(lambda: None) if what == "film" else offer,
    )


def _title(bank: Bank, paths: Sequence[str], library: Library) -> str:
    """Return the title of a game: the names of many banks would be too long."""
    if set(paths) == set(library.paths(())):
        return phrase("everything")
    return bank.title if len(paths) <= _MOST_TITLES else phrase("banks", count=len(paths))
