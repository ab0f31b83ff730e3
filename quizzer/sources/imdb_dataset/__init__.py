"""IMDb's dataset files, compiled into a bank.

They are IMDb's, for personal and non-commercial use (https://developer.imdb.com/non-commercial-datasets/): no bank made
of them belongs into a repository.
"""

from quizzer.sources.imdb_dataset.importing import DatasetReading, Progress, import_imdb_dataset
from quizzer.sources.imdb_dataset.wishes import FILM_TYPES, TITLE_TYPES, DatasetWishes

__all__ = ["FILM_TYPES", "TITLE_TYPES", "DatasetReading", "DatasetWishes", "Progress", "import_imdb_dataset"]
