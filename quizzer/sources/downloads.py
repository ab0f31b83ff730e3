"""Fetch a bank from its address, check it, and keep it with a note of the address."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

import yaml

from quizzer.bank_files.nodes import file_of, items_at
from quizzer.bank_files.reader import read_bank_file
from quizzer.banks.bank import Bank
from quizzer.banks.loading import read_bank
from quizzer.bounds import LARGEST_BANK, MOST_BANK_FILES
from quizzer.errors import BankError, SourceError, shortened
from quizzer.files import read_stream, read_text, write_text
from quizzer.sources.network import Network

_NOTE = re.compile(r"# quizzer get (?P<url>\S+) \((?P<when>[^()\n]*)\)\n(?:# .*\n)")
_NO_LICENSE = "not given: ask its author before you pass it on"


class Download(NamedTuple):
    """A fetched bank: its path here, the bank, and how many of its files are new or have changed."""

    path: Path
    bank: Bank
    changed: int


def address_of(path: Path) -> str:
    """Return the address of a fetched bank's file; "" for any other file, or an unreadable one."""
    with suppress(BankError):
        found = _NOTE.match(read_text(path, at_most=LARGEST_BANK, error=BankError))
        return found["url"] if found else ""
    return ""


def download_bank(url: str, folder: Path, network: Network, *, now: datetime) -> Download:
    """Fetch the bank at `url`, with the files that it includes, into `folder`, under the same names.

    A file from the same address is fetched again only if it has changed. The old version stays under another name.
    Raises SourceError if a file cannot be fetched, or its name is taken by another bank. Raises BankError if the bank
    has faults. After an error `folder` is as before.
    """
    url = re.sub(r"\s", lambda found: quote(found[0]), url)  # the note is one line
    name = unquote(urlsplit(url).path.rpartition("/")[2])
    if not _is_below(name) or not name.endswith((".yaml", ".yml")):
        raise SourceError("the address must end with the name of a .yaml file", file=shortened(url, 200))
    urls = {name: url}
    fresh: dict[str, str] = {}
    try:
        with TemporaryDirectory() as temporary:
            scratch, left = Path(temporary), LARGEST_BANK
            while wanted := [one for one in urls if not (scratch / one).exists()]:
                if len(urls) > MOST_BANK_FILES:
                    raise SourceError(f"a bank may have at most {MOST_BANK_FILES} files; this one has more", file=url)
                for file in wanted:
                    text, changed = _fetched(urls[file], folder / file, network, at_most=left)
                    left -= len(text.encode())
                    fresh |= {file: text} if changed else {}
                    (scratch / file).parent.mkdir(parents=True, exist_ok=True)
                    (scratch / file).write_text(text, encoding="utf-8")
                urls = {part: urljoin(url, quote(part)) for part in _parts(scratch / name, scratch)} | urls
            try:
                bank = read_bank([str(scratch / name)])[0]
            except BankError as trouble:
                where = urljoin(url, Path(trouble.file).relative_to(scratch).as_posix()) if trouble.file else url
                raise BankError(f"{trouble.message}. Nothing was saved", file=where, line=trouble.line) from None
        license_ = " ".join(bank.license.split()) or _NO_LICENSE  # a second line would be read as the bank's
        for file, text in fresh.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            note = f"# quizzer get {urls[file]} ({format_datetime(now, usegmt=True)})\n# licence: {license_}\n"
            write_text(folder / file, note + text)
    except OSError as trouble:
        raise SourceError(f"quizzer cannot save this bank: {trouble.strerror}", file=shortened(url, 200)) from None
    return Download(folder / name, bank, len(fresh))


def _fetched(url: str, target: Path, network: Network, *, at_most: int) -> tuple[str, bool]:
    """Return a file's text without quizzer's note, and whether it differs from the kept one."""
    kept, note = "", None
    if target.exists():
        kept = read_text(target, at_most=LARGEST_BANK, error=BankError)
        note = _NOTE.match(kept)
        if note is None or note["url"] != url:
            raise SourceError(
                f"{target} belongs to another bank: move it away, then get this one again", file=shortened(url, 200)
            )
    body = network.fetch(url, at_most=at_most, since=note["when"] if note else "")
    kept = kept[note.end() :] if note else ""
    if body is None:
        return kept, False
    text = read_stream(BytesIO(body), name=shortened(url, 200), at_most=at_most, error=SourceError)
    return text, text != kept


def _parts(bank: Path, folder: Path) -> Iterator[str]:
    """Yield the files that a bank includes, if they exist here. The reader reports names outside its folder."""
    for root in read_bank_file(bank).roots:
        for node in items_at(root, "include") if isinstance(root, yaml.MappingNode) else ():
            if _is_below(str(node.value)):
                inside = Path(file_of(node) or bank).parent / str(node.value)
                yield inside.relative_to(folder).as_posix()


def _is_below(name: str) -> bool:
    """Whether a name means a visible file in a folder or below it."""
    hidden = any(one[:1] in ("", ".") for one in name.split("/"))
    return name.isprintable() and not hidden and not any(sign in name for sign in "\\:")
