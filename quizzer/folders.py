"""The folders of quizzer on this computer."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Folders(NamedTuple):
    """The file of the records, the folder of your own banks, the folder of the cache, and the settings file.

    None of them needs to exist.
    """

    records: Path
    banks: Path
    cache: Path
    settings: Path

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Folders":
        """Return the folders in `QUIZZER_HOME`. Without it, return the usual folders of the system for programs."""
        if home := environ.get("QUIZZER_HOME"):
            data = config = Path(home)
            cache = data / "cache"
        else:
            import platformdirs

            data = platformdirs.user_data_path("quizzer", appauthor=False)
            config = platformdirs.user_config_path("quizzer", appauthor=False)
            cache = platformdirs.user_cache_path("quizzer", appauthor=False)
        return cls(data / "records.sqlite3", data / "banks", cache, config / "settings.toml")
