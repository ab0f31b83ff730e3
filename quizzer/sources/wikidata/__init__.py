"""Wikidata's entities, as `Special:EntityData`, its API and its dumps give them, read into `Film`s."""

from quizzer.sources.wikidata.films import WikidataReading, read_wikidata

__all__ = ["WikidataReading", "read_wikidata"]
