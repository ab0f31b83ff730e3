"""Banks of others, fetched from their addresses: checked before they are kept, with their address noted in them."""

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
_NO_LICENSE = "none is told: ask its author before you pass it on"


class Download(NamedTuple):
    """A bank that was fetched: where it is kept, what it is, and how many of its files are new or have changed."""

    path: Path
    bank: Bank
    changed: int


def address_of(path: Path) -> str:
    """Where the bank in a file was fetched from; "" if it was not, or cannot be read."""
    with suppress(BankError):
        found = _NOTE.match(read_text(path, at_most=LARGEST_BANK, error=BankError))
        return found["url"] if found else ""
    return ""


def download_bank(url: str, folder: Path, network: Network, *, now: datetime) -> Download:
    """Fetches the bank at `url`, with the files that it includes, into `folder`, under the names that they have there.

    A file that was fetched from the same address before is fetched only if it has changed since; what stood there is
    kept under another name. Raises SourceError for what cannot be fetched or has the name of another file there, and
    BankError for a bank that cannot be asked; then nothing is written.
    """
    url = re.sub(r"\s", lambda found: quote(found[0]), url)  # it is noted in one line
    name = unquote(urlsplit(url).path.rpartition("/")[2])
    if not _is_below(name) or not name.endswith((".yaml", ".yml")):
        raise SourceError("quizzer gets banks in YAML: the address ends with the name of one", file=shortened(url, 200))
    urls = {name: url}
    fresh: dict[str, str] = {}
    try:
        with TemporaryDirectory() as temporary:
            scratch, left = Path(temporary), LARGEST_BANK
            while wanted := [one for one in urls if not (scratch / one).exists()]:
                if len(urls) > MOST_BANK_FILES:
                    raise SourceError(f"a bank is made of at most {MOST_BANK_FILES} files", file=url)
                for file in wanted:
                    text, changed = _fetched(urls[file], folder / file, network, at_most=left)
                    left -= len(text.encode())
                    fresh |= {file: text} if changed else {}
                    (scratch / file).parent.mkdir(parents=True, exist_ok=True)
                    (scratch / file).write_text(text, encoding="utf-8")
                urls = {part: urljoin(url, quote(part)) for part in _parts(scratch / name, scratch)} | urls
            try:
                bank = read_bank([str(scratch / name)]).bank
            except BankError as trouble:
                where = urljoin(url, Path(trouble.file).relative_to(scratch).as_posix()) if trouble.file else url
                raise BankError(f"{trouble.message}; nothing was kept", file=where, line=trouble.line) from None
        told = " ".join(bank.license.split()) or _NO_LICENSE  # a line of it behind the note would be the bank's
        for file, text in fresh.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            note = f"# quizzer get {urls[file]} ({format_datetime(now, usegmt=True)})\n# licence: {told}\n"
            write_text(folder / file, note + text)
    except OSError as trouble:
        raise SourceError(f"it cannot be kept: {trouble.strerror}", file=shortened(url, 200)) from None
    return Download(folder / name, bank, len(fresh))


def _fetched(url: str, target: Path, network: Network, *, at_most: int) -> tuple[str, bool]:
    """A file's text, without quizzer's note, and whether it is another than what is kept."""
    kept, note = "", None
    if target.exists():
        kept = read_text(target, at_most=LARGEST_BANK, error=BankError)
        note = _NOTE.match(kept)
        if note is None or note["url"] != url:
            raise SourceError(
                f"{target} is another bank's: move it away, and get this one again", file=shortened(url, 200)
            )
    body = network.fetch(url, at_most=at_most, since=note["when"] if note else "")
    kept = kept[note.end() :] if note else ""
    if body is None:
        return kept, False
    text = read_stream(BytesIO(body), name=shortened(url, 200), at_most=at_most, error=SourceError)
    return text, text != kept


def _parts(bank: Path, folder: Path) -> Iterator[str]:
    """What the files of a bank include, as far as they are there. A name that leads out of its folder is no part; the
    reader tells of it."""
    for root in read_bank_file(bank).roots:
        for node in items_at(root, "include") if isinstance(root, yaml.MappingNode) else ():
            if _is_below(str(node.value)):
                inside = Path(file_of(node) or bank).parent / str(node.value)
                yield inside.relative_to(folder).as_posix()


def _is_below(name: str) -> bool:
    """Whether a name means a file in a folder or below it, and no hidden one."""
    hidden = any(one[:1] in ("", ".") for one in name.split("/"))
    return name.isprintable() and not hidden and not any(sign in name for sign in "\\:")
