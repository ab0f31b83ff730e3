"""`quizzer cards`: browse and change a player's study cards."""

from collections.abc import Sequence
from typing import Any

import click
import msgspec

from quizzer.commands.environment import Teller, folders, latest_player, library, now, open_records, settings_for_play
from quizzer.commands.output import counted, tell_json
from quizzer.commands.play import full_screen, is_screen
from quizzer.errors import RecordsError
from quizzer.extras import install_command
from quizzer.records import RATINGS, KeptCard, Records
from quizzer.terminal.cards_page import card_lines, card_words, find_cards
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.settings import save_settings

_FEWEST_TO_FIT = 512  # with fewer, FSRS's optimizer returns its own parameters


@click.command("cards")
@click.argument("words", nargs=-1)
@click.option("--player", help="The player; by default, the latest to play.")
@click.option("--due", "state", flag_value="due", help="Only cards that are due today.")
@click.option("--suspended", "state", flag_value="suspended", help="Only suspended cards.")
@click.option("--hidden", "state", flag_value="never", help="Only hidden questions.")
@click.option("--orphans", "state", flag_value="orphan", help="Only cards without a question in any bank.")
@click.option("--suspend", "does", flag_value="suspend", help="Suspend these cards.")
@click.option("--take-up", "does", flag_value="take_up", help="Study these suspended cards again.")
@click.option("--unhide", "does", flag_value="unhide", help="Ask these hidden questions again.")
@click.option("--reset", "does", flag_value="reset", help="Remove these cards: their questions are new again.")
@click.option("--rate", type=click.Choice(RATINGS), help="Rate a card's latest review again, or --review N.")
@click.option("--review", type=int, help="The number of a review, from the history of the card.")
@click.option("--join", metavar="ID", help="Give the card's history to the question ID.")
@click.option("--fit", is_flag=True, help="Fit the parameters of the schedule to your reviews.")
@click.option("--json", "as_json", is_flag=True, help="The cards as JSON, with their reviews.")
def command(
    words: tuple[str, ...], player: str | None, state: str | None, fit: bool, as_json: bool, **change: Any
) -> int:
    teller = Teller()
    records = open_records(teller)
    name = player or latest_player(records)
    if fit:
        return _fit(records, name)
    today = records.scheduling.day_of(now())
    if not (words or state or as_json or any(change.values())) and is_screen(settings := settings_for_play(teller)):
        return full_screen(settings, records, library(teller), teller).browse(records, name, now)
    found = find_cards(records, name, words, state or "all", today)
    if any(change.values()):
        return _change(records, name, found, all_=bool(state), **change)
    if as_json:
        cards = [
            {**msgspec.to_builtins(card), "reviews": msgspec.to_builtins(records.cards.reviews(name, card.question))}
            for card in found
        ]
        tell_json(cards)
    elif len(found) == 1:
        reviews = records.cards.reviews(name, found[0].question)
        told = [f"  {one.day}  {one.rating:6} review {one.number}" for one in reviews]
        click.echo(printable("\n".join([*card_lines(found[0], today), *told])))
    else:
        click.echo(
            printable(
                "\n".join(one_line(f"{card_words(card, today):15}{card.text}") for card in found)
                or "No card has these words."
            )
        )
    return 0


def _change(records: Records, player: str, found: Sequence[KeptCard], *, all_: bool, **wished: Any) -> int:
    """Changes the cards: a single one, or all of a kind."""
    if not found:
        raise RecordsError("no card has these words")
    if len(found) > 1 and (wished["rate"] or wished["join"] or not all_):
        raise RecordsError(f"{len(found)} cards have these words: give more words, or the id of one")
    for card in found:
        if wished["does"] in ("suspend", "take_up"):
            records.cards.suspend(player, card.question, wished["does"] == "suspend")
        elif wished["does"] == "unhide":
            records.mark_never(player, card.question, when=now(), never=False)
        elif wished["does"] == "reset":
            records.cards.reset(player, card.question)
        if wished["rate"]:
            numbers = [one.number for one in records.cards.reviews(player, card.question)]
            number = wished["review"] or max(numbers, default=0)
            if number not in numbers:
                raise RecordsError("this card has no such review; quizzer cards shows the numbers")
            records.cards.rate(number, wished["rate"])
        if wished["join"]:
            records.cards.join(card.question, wished["join"])
    click.echo(f"{counted(len(found), 'card')} changed.", err=True)
    return 0


def _fit(records: Records, player: str) -> int:
    """Fits the parameters with FSRS's optimizer, saves them in the settings, and schedules all cards again."""
    from fsrs import Optimizer

    from quizzer.records.spacing import review_logs

    histories = [records.cards.reviews(player, card.question) for card in records.cards.of(player)]
    logs = review_logs([[(one.day, one.rating) for one in history] for history in histories])
    again = len(logs) - sum(map(bool, histories))  # a first review shows nothing about memory
    if again < _FEWEST_TO_FIT:
        raise RecordsError(f"you have {again} repeated reviews; to fit the schedule, FSRS needs {_FEWEST_TO_FIT}")
    try:
        optimizer = Optimizer(logs)
    except ImportError:
        command = install_command("fsrs[optimizer]")
        raise RecordsError(f"FSRS's optimizer (large, with PyTorch) is missing. Install it: {command}") from None
    settings = settings_for_play(lambda _: None)
    settings = msgspec.structs.replace(settings, parameters=tuple(map(float, optimizer.compute_optimal_parameters())))
    save_settings(settings, folders().settings)
    records.scheduling = settings.scheduling
    records.cards.reschedule(player)
    click.echo(f"Your schedule is fitted to {len(logs)} reviews and saved. All cards are rescheduled.")
    return 0
