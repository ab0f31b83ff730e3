"""A bank as the YAML that a person would have written: ordered keys, nothing empty, quotes where they must be."""

from collections.abc import Iterable
from typing import Any

import msgspec

from quizzer.bank_files.file_format import FORMAT, QuestionEntry, as_text, short_form, single
from quizzer.bank_files.film_checks import faults_in
from quizzer.bank_files.hand_written import read_hand_written
from quizzer.bank_files.placing import as_block
from quizzer.bank_files.reader import read_bank_text
from quizzer.errors import BankError
from quizzer.facts.film import Film

# Keys whose value alone may stand for a mapping that has no other.
_BARE = {"name", "title", "award", "page"}
_SHOWN = 80  # characters of a line that cannot be read back


def write_bank(
    films: Iterable[Film] = (),
    *,
    title: str,
    license: str | None = None,  # noqa: A002 — the key of the file
    author: str | None = None,
    about: str | None = None,
    questions: Iterable[QuestionEntry] = (),
    schema: str = "",
) -> str:
    """The text of a bank file with these films and hand-written questions.

    `schema` is where an editor finds the JSON Schema of banks, as a path from the file's folder or an address.
    """
    head = {"title": title, "license": license, "author": author, "about": about}
    whole: dict[str, Any] = {"format": str(FORMAT)} | {key: value for key, value in head.items() if value}
    listed = {"films": [_film(film) for film in films], "questions": [short_form(one) for one in questions]}
    whole |= {key: entries for key, entries in listed.items() if entries}
    # By this comment VS Code with its YAML extension, and others, find the schema.
    first = f"# yaml-language-server: $schema={schema}" if schema else ""
    return f"{first}{as_block(whole, 0)}\n".lstrip("\n")


def read_back(text: str) -> None:
    """Reads the text of a bank before it is written. Raises BankError if it could not be loaded; then nothing should
    be written."""
    reading = read_bank_text(text)
    faults = [*reading.faults, *faults_in(reading), *read_hand_written(reading)[1]]
    for fault in faults:
        if fault.severity == "error":
            line = text.split("\n")[fault.line - 1].strip()
            shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
            raise BankError(f"nothing was written, since quizzer could not load the bank: {fault.message} ({shown})")


def _film(film: Film) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(film)
    aliases = {name: single(others) for name, others in values.get("aliases", {}).items()}
    return {key: aliases if key == "aliases" else _short(value) for key, value in values.items()}


def _short(value: Any) -> Any:
    """The short forms of the format, as texts: a bare name for a mapping without more, a value for a list of one."""
    if isinstance(value, dict):
        if len(value) == 1 and (bare := next(map(value.get, _BARE & set(value)), None)):
            return bare
        return {key: single(_short(part)) for key, part in value.items()}
    return [_short(part) for part in value] if isinstance(value, list | tuple) else as_text(value)
