"""The cards of a player on the full screen: to look through and search, each with its reviews, to correct."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from quizzer.grading import fold
from quizzer.records import RATINGS, KeptCard, KeptReview, Records
from quizzer.session import phrase
from quizzer.terminal.layout import Line
from quizzer.terminal.pages import Item, ListPage, Page, stepped
from quizzer.terminal.safe import one_line

_VIEWS = ("all", "due", "never", "orphan", "suspended")
_MOST = 200  # cards in one list: who has more finds them by words


def find_cards(records: Records, player: str, words: Sequence[str], view: str, today: date) -> list[KeptCard]:
    """The cards with these words in question, answer, film or id: "all", or those "due" or in a state."""
    due = set(records.due(player, today)) if view == "due" else set()

    def fits(card: KeptCard) -> bool:
        text = f"{fold(f'{card.text} {card.answer} {card.film}')} {card.question}"
        seen = view == "all" or card.state == view or card.question in due
        return seen and all(fold(word) in text or word in text for word in words)

    found = list(filter(fits, records.cards.of(player)))
    return [card for card in found if [card.question] == list(words)] or found


def card_words(card: KeptCard, today: date) -> str:
    """When a card is asked, or why it is not."""
    if card.state == "study" and card.due is not None and card.due > today:
        return card.due.isoformat()
    return phrase(f"cards.{'due' if card.state == 'study' else card.state}")


@dataclass(eq=False)
class CardsPage(ListPage):
    """The cards of a `player`. `now` is the time where the player is; `show` puts another page in this one's place."""

    player: str
    records: Records
    now: Callable[[], datetime]
    show: Callable[[Page], None]

    helps = "cards"

    def __post_init__(self) -> None:
        super().__post_init__()
        self._view, self._words = "all", ""
        self.refresh()

    def refresh(self) -> None:
        """Some card was changed, or others are wanted. Raises RecordsError."""
        self.today: date = self.records.scheduling.day_of(self.now())
        self._found = find_cards(self.records, self.player, self._words.split(), self._view, self.today)

    def head(self) -> list[Line]:
        found = phrase("cards.found" if len(self._found) <= _MOST else "cards.many", count=len(self._found), most=_MOST)
        title = phrase("cards.title", player=one_line(self.player))
        return [[("class:title", title), ("class:quiet", f"  {found}")], []]

    def items(self) -> Sequence[Item]:
        view: Line = [("", f"{phrase('cards.show'):9}"), ("class:score", f"< {phrase(f'cards.{self._view}')} >")]
        words = [("", f"{phrase('cards.find'):9}"), ("class:score", one_line(self._words) or phrase("cards.any"))]
        return [
            Item(view, partial(self._turn, 1), "change", self._turn),
            Item(words, lambda: self.ask(f"{phrase('cards.find')}: ", self._find), "find", is_text=True),
            *(self._item(card, gap=not place) for place, card in enumerate(self._found[:_MOST])),
        ]

    def _item(self, card: KeptCard, gap: bool) -> Item:
        words = [("class:quiet", f"{card_words(card, self.today):15}"), ("", one_line(card.text))]
        return Item(words, lambda: self.show(CardPage(self.glyphs, self, card, leave=self._back)), "open", gap=gap)

    def _turn(self, by: int) -> None:
        self._view = stepped(_VIEWS, self._view, by)
        self.refresh()

    def _find(self, typed: str) -> None:
        self._words = typed
        self.refresh()

    def _back(self) -> None:
        self.refresh()
        self.show(self)


@dataclass(eq=False)
class CardPage(ListPage):
    """One card of a page of them, with its reviews: each change is kept at once."""

    cards: CardsPage
    card: KeptCard

    title, helps = "cards.one", "cards"

    def __post_init__(self) -> None:
        super().__post_init__()
        self._look()

    def foot(self) -> list[Line]:
        return [[], *([("", line)] for line in card_lines(self.card, self.cards.today))]

    def items(self) -> Sequence[Item]:
        card, player, records = self.card, self.cards.player, self.cards.records
        is_aside, is_never = card.state == "suspended", card.state == "never"
        mark = partial(records.mark_never, player, card.question, when=self.cards.now(), never=not is_never)
        aside = partial(records.cards.suspend, player, card.question, not is_aside)
        forget = f"{phrase('cards.forget_asked')}: "
        rows = [self._act("cards.unhide" if is_never else "cards.hide", mark)]
        if card.due is not None:
            rows += [
                self._act("cards.take_up" if is_aside else "cards.put_aside", aside),
                Item([("", phrase("cards.forget"))], partial(self.ask, forget, self._reset), "change"),
            ]
        for one in self._reviews:
            item = self._act("cards.review", partial(self._rate, one, 1), day=one.day, rating=one.rating)
            item.change, item.gap = partial(self._rate, one), one is self._reviews[0]
            rows.append(item)
        return [*rows, Item([("", phrase("settings.back"))], self.leave, "go_back", gap=True)]

    def _act(self, name: str, act: Callable[[], None], **parameters: object) -> Item:
        def enter() -> None:
            act()
            self._look()

        return Item([("", phrase(name, **parameters))], enter, "change")

    def _reset(self, typed: str) -> None:
        if fold(typed) == fold(phrase("settings.yes")):
            self.cards.records.cards.reset(self.cards.player, self.card.question)
            self.leave()

    def _rate(self, review: KeptReview, by: int) -> None:
        self.cards.records.cards.rate(review.number, stepped(RATINGS, review.rating, by))
        self._look()

    def _look(self) -> None:
        records, player = self.cards.records, self.cards.player
        self._reviews = records.cards.reviews(player, self.card.question)
        found = find_cards(records, player, [self.card.question], "all", self.cards.today)
        self.card = found[0] if found else self.card


def card_lines(card: KeptCard, today: date) -> list[str]:
    """A card: what is asked and answered, its id, and when it comes."""
    lines = [
        phrase("cards.answer", answer=card.answer) if card.answer else phrase("cards.unanswered"),
        phrase("cards.id", id=card.question),
    ]
    if card.due is not None:
        slips = phrase("cards.slips", count=card.lapses) if card.lapses else ""
        lines.append(phrase("cards.next", when=card_words(card, today), days=card.stability) + slips)
    return [one_line(line) for line in (card.text, *(f"  {line}" for line in lines))]
