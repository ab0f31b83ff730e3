"""`load_bank`: from a cache where it can be, else from the files themselves."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizzer.banks.bank import Bank
from quizzer.banks.shipped import shipped_bank
from quizzer.errors import BankError
from quizzer.files import is_database

if TYPE_CHECKING:
    from quizzer.banks.loading import Loaded


def load_bank(
    *paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]], cache: str | os.PathLike[str] | None = None
) -> Bank:
    """The bank in a file, or one bank of several files: what they know of the same film is put together, except where a
    compiled bank is among them. A shipped bank's name will do for its path: "city_of_lost_children".

    With a folder as `cache`, a bank that was read before is read much quicker from what that folder keeps of it. The
    folder may be deleted at any time.

    Raises BankError, with file, line and column, for the first thing that cannot be read or asked.
    """
    files = [os.fspath(one) for path in paths for one in ([path] if isinstance(path, str | os.PathLike) else path)]
    files = [os.fspath(shipped_bank(file) or file) for file in files]
    if not files:
        raise BankError("name a bank to load")
    compiled = [file for file in files if is_database(file)]
    if compiled:
        return _open_compiled(compiled, [file for file in files if file not in compiled], cache)
    if cache is None:
        return _read(files).bank
    from quizzer.banks.cache import BankCache

    kept = BankCache(cache)
    before = kept.key(files)
    bank: Bank | None = kept.read(before, files)
    if bank is None:
        bank, included = _read(files)
        # A file that was saved meanwhile may be neither what was read nor what the key tells.
        if before == kept.key(files):
            kept.keep(before, bank, files, included)
    return bank


def _open_compiled(compiled: Sequence[str], others: Sequence[str], cache: str | os.PathLike[str] | None) -> Bank:
    from quizzer.banks.compiled import CompiledBank  # loads a database
    from quizzer.banks.joined import JoinedBank

    banks: list[Bank] = [CompiledBank(file) for file in dict.fromkeys(compiled)]
    if others:
        banks.append(load_bank(others, cache=cache))
    return banks[0] if len(banks) == 1 else JoinedBank(banks)


def _read(files: Sequence[str]) -> Loaded:
    # What reads YAML and makes questions is not needed where a bank was cached.
    from quizzer.banks.loading import read_bank

    return read_bank(files)
