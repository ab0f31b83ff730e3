"""Read Wikidata's entities from `Special:EntityData`, its API or its dumps, and make `Film`s."""

from quizzer.sources.wikidata.films import WikidataReading, read_wikidata

__all__ = ["WikidataReading", "read_wikidata"]
