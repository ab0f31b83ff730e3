"""Group protests against the same answer, and carry out a ruling in the bank, rulings.yaml, games and records."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizzer.bank_files.edits import alone_in, check_writable, diff, folder_of, replace_text, text_as_written
from quizzer.banks.bank import Bank
from quizzer.curation.patching import Patch, clean_name, in_first_bank, plan_patch
from quizzer.curation.rulings_file import OUTCOMES, RULINGS_FILE, Ruling, RulingCase, read_rulings, with_case
from quizzer.errors import QuizzerError
from quizzer.grading import AnswerKey, Canon, fold
from quizzer.records import Records
from quizzer.records.structs import KeptProtest
from quizzer.session import RulingChanged

MOST_COMPARED = 50
"""The most groups of a question with which the referee compares an answer; after that, only its spelling counts."""


class ProtestGroup:
    """Protests against the rulings on one answer in any spelling; `number` is that of the `first` protest."""

    def __init__(self, first: KeptProtest, canon: Canon | None) -> None:
        self.first: KeptProtest = first
        self.number: int = first.number
        self.protests: list[KeptProtest] = []
        self._canon = canon
        try:
            kind = first.kind if first.kind != "list" else "text"
            self._key: AnswerKey | None = AnswerKey(first.given, kind=kind, question=first.text)
        except QuizzerError:
            self._key = None

    def takes(self, given: str) -> bool:
        """Whether the referee takes this for the first answer."""
        return self._key is not None and self._key.grade(given, self._canon).correct

    @property
    def players(self) -> tuple[str, ...]:
        """The players, each once."""
        return tuple(dict.fromkeys(one.player for one in self.protests))

    @property
    def spellings(self) -> tuple[str, ...]:
        """The spellings of the answer, each once."""
        return tuple(dict.fromkeys(one.given for one in self.protests))


def group_protests(
    protests: Iterable[KeptProtest], canon_of: Callable[[KeptProtest], Canon | None] = lambda _: None
) -> list[ProtestGroup]:
    """The groups in the order of their first protests. `canon_of` gives the canon of a protest's banks."""
    questions: dict[tuple[object, str], list[ProtestGroup]] = {}
    spelt: dict[tuple[object, str, str], ProtestGroup] = {}
    groups: list[ProtestGroup] = []
    for protest in protests:
        known = questions.setdefault((protest.banks, protest.question), [])
        spelling = (protest.banks, protest.question, fold(protest.given) or protest.given)
        group = spelt.get(spelling) or next((one for one in known[:MOST_COMPARED] if one.takes(protest.given)), None)
        if group is None:
            group = ProtestGroup(protest, canon_of(protest))
            known.append(group)
            groups.append(group)
        spelt[spelling] = group
        group.protests.append(protest)
    return groups


@dataclass
class Carried:
    """The effects of a ruling: the `diff` of the files, `notes` for people, and changed rulings in each old game."""

    diff: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rescored: dict[int, tuple[RulingChanged, ...]] = field(default_factory=dict)


def carry_out(
    group: ProtestGroup,
    ruling: Ruling,
    *,
    records: Records,
    find: Callable[[str], str],
    load: Callable[[Sequence[str]], Bank],
    day: str,
    by: str = "",
    why: str = "",
    saying: str = "",
) -> Carried:
    """Rules on a group. `find` gives the file of a bank of a game, `load` opens banks.

    quizzer writes the bank, then the file of rulings, then scores the games again, and last settles the protests. After
    an interruption, rule again. Raises QuizzerError, and writes nothing, if quizzer cannot find or edit the question,
    or if the referee would not agree.
    """
    protest, carried = group.first, Carried()
    name = clean_name(protest.given)
    said = clean_name(saying) if saying.strip() and ruling != "accept" else ""
    patch = in_first_bank(protest.banks, find, lambda bank: plan_patch(bank, protest.question, name, ruling, said))
    path, name = patch.edited.path, patch.name
    beside = Path(path).with_name(RULINGS_FILE)
    file = read_rulings(beside)
    before = text_as_written(str(beside))
    case = RulingCase(
        bank=Path(path).name,
        question=protest.question,
        given=name,
        ruling=ruling,
        when=day,
        by=clean_name(by) if by.strip() else None,
        why=clean_name(why) if why.strip() else None,
    )
    after = with_case(file, before, case)
    for target in (*patch.edited.changes, *([str(beside)] if after != before else [])):
        check_writable(target)
    if patch.note:
        carried.notes.append(patch.note)
    carried.diff += patch.edited.diff
    patch.edited.save()
    if after != before:
        carried.diff += diff(str(beside), before, after)
        with alone_in([folder_of(str(beside))]):
            replace_text(str(beside), before, after)
    # For a question from facts, the bank may have no place for the ruling.
    asked = patch.bank.by_id.get(protest.question)
    verdict = asked.key.grade(name, patch.bank.canon) if asked is not None and asked.key is not None else None
    if verdict is not None and verdict.outcome is not OUTCOMES[ruling]:
        carried.notes.append(f"the referee still rules otherwise: {verdict.explain()}")
    _rescore(records, protest.question, patch, find, load, carried)
    records.settle([one.number for one in group.protests], ruling)
    return carried


def _rescore(
    records: Records,
    question: str,
    patch: Patch,
    find: Callable[[str], str],
    load: Callable[[Sequence[str]], Bank],
    carried: Carried,
) -> None:
    """Scores all games again that asked the question from this bank."""
    here = Path(patch.edited.path).resolve()
    opened: dict[tuple[Path, ...], Bank] = {(here,): patch.bank}
    for game in records.games_with(question):
        try:
            banks = tuple(Path(find(bank)).resolve() for bank in records.banks_of(game))
            if here not in banks:
                continue
            if banks not in opened:
                opened[banks] = load([str(bank) for bank in banks])
            bank = opened[banks]
            changes = records.rescore(game, bank.by_id, canon=bank.canon)
        except QuizzerError as trouble:
            carried.notes.append(f"quizzer did not score game {game} again: {trouble}")
            continue
        if changes:
            carried.rescored[game] = changes
