"""Where quizzer keeps things on this computer."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Folders(NamedTuple):
    """The file of the records, the folder of the player's own banks, the folder of the cache, the file of settings.

    None of them needs to exist.
    """

    records: Path
    banks: Path
    cache: Path
    settings: Path

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Folders":
        """All in the folder that `QUIZZER_HOME` names; without it, where the system keeps a program's data."""
        if home := environ.get("QUIZZER_HOME"):
            data = config = Path(home)
            cache = data / "cache"
        else:
            import platformdirs

            data = platformdirs.user_data_path("quizzer", appauthor=False)
            config = platformdirs.user_config_path("quizzer", appauthor=False)
            cache = platformdirs.user_cache_path("quizzer", appauthor=False)
        return cls(data / "records.sqlite3", data / "banks", cache, config / "settings.toml")
