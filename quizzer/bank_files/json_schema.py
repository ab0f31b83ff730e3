"""The JSON Schema of bank files, by which editors complete keys, explain them and underline what is wrong.

An editor's YAML takes an unquoted 1995 for a number and `yes` or `true` for a truth value. quizzer reads them as they
are written, so the schema takes them wherever a text may stand. Like the reader it takes a single value for a list of
one, and a bare text for a mapping of which only the first key must be there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import inspect

from quizzer.bank_files.file_format import FORMAT, BankFile
from quizzer.facts.iso_codes import COUNTRIES, LANGUAGES
from quizzer.facts.shapes import SHAPES
from quizzer.question import CATEGORIES

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_TRUTH = "[Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]"
_PATH = r"^(?![/])(?!(?:.*/)?\.\.(?:/|$))[^\\:]*$"

# Values that an editor offers; others are as good, but for kinds.
_OFFERED = {
    "category": CATEGORIES,
    "country": tuple(COUNTRIES),
    "countries": tuple(COUNTRIES),
    "language": tuple(LANGUAGES),
    "license": ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0"),
    "asks": tuple(SHAPES),
}


def bank_schema() -> Schema:
    """The schema, in the dialect of 2020-12."""
    maker = _Maker()
    maker.struct(inspect.type_info(BankFile))
    bank = maker.definitions.pop("BankFile")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **bank,
        "title": "quizzer question bank",
        "$defs": {**_words(), **maker.definitions},
    }


class _Maker:
    """Collects the definitions of the structs that it meets."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def struct(self, wanted: inspect.Type) -> Schema:
        """A reference to the definition of a struct, with the bare text that may stand for it."""
        assert isinstance(wanted, inspect.StructType)
        name = wanted.cls.__name__
        required = [field.encode_name for field in wanted.fields if field.required]
        if name not in self.definitions:
            self.definitions[name] = {
                "title": re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Entry")).lower(),
                "description": STRUCTS[name],
                "type": "object",
                "properties": {
                    field.encode_name: {
                        "description": DESCRIPTIONS[name][field.encode_name],
                        **self.value(field.type, field.encode_name),
                    }
                    for field in wanted.fields
                },
                "additionalProperties": False,
                **({"required": required} if required else {}),
            }
        itself = {"$ref": f"#/$defs/{name}"}
        is_bare = required == [wanted.fields[0].encode_name]
        return {"anyOf": [{"$ref": "#/$defs/text"}, itself]} if is_bare else itself

    def value(self, wanted: inspect.Type, key: str) -> Schema:
        """The schema of what stands after a key."""
        if isinstance(wanted, inspect.UnionType):
            wanted = next(member for member in wanted.types if not isinstance(member, inspect.NoneType))
        if isinstance(wanted, inspect.StructType):
            return self.struct(wanted)
        if isinstance(wanted, inspect.VarTupleType):
            item = self.value(wanted.item_type, key)
            return {"anyOf": [*item.get("anyOf", [item]), {"type": "array", "minItems": 1, "items": item}]}
        if isinstance(wanted, inspect.DictType):
            return self._names(wanted, key)
        if isinstance(wanted, inspect.BoolType):
            return {"type": ["boolean", "string"], "pattern": f"^(?:{_TRUTH})$"}
        if isinstance(wanted, inspect.IntType | inspect.FloatType):
            return _number(wanted, key)
        if isinstance(wanted, inspect.LiteralType):
            return {"enum": list(wanted.values)}
        return _text(key)

    def _names(self, wanted: inspect.DictType, key: str) -> Schema:
        """Names with what to say, or a list of names; or names with their other names."""
        if not isinstance(wanted.value_type, inspect.StrType):
            return {"type": "object", "additionalProperties": self.value(wanted.value_type, key)}
        text: Schema = {"$ref": "#/$defs/text"}
        said = {"type": ["string", "number", "boolean", "null"]}
        return {
            "anyOf": [
                text,
                {"type": "array", "minItems": 1, "items": text},
                {"type": "object", "additionalProperties": said},
            ]
        }


def _number(wanted: inspect.IntType | inspect.FloatType, key: str) -> Schema:
    whole = isinstance(wanted, inspect.IntType)
    bounds = {"minimum": wanted.ge, "maximum": FORMAT if key == "format" else wanted.le}
    # A number in quotes is one too.
    return {
        "type": ["integer" if whole else "number", "string"],
        "pattern": r"^[-+]?\d+$" if whole else r"^[-+]?(?:\d+\.?\d*|\.\d+)$",
        **{bound: value for bound, value in bounds.items() if value is not None},
    }


def _text(key: str) -> Schema:
    if key == "include":
        return {"type": "string", "pattern": _PATH, "minLength": 1}
    return {"$ref": f"#/$defs/{key if key in _OFFERED or key == 'kind' else 'text'}"}


def _words() -> dict[str, Schema]:
    """The definitions of what stands for a text, and of texts of which the editor offers some."""
    text = {"$ref": "#/$defs/text"}
    return {
        "text": _TEXT,
        "kind": {"enum": list(KINDS), "markdownEnumDescriptions": list(KINDS.values())},
        **{key: {"anyOf": [{"enum": list(values)}, text]} for key, values in _OFFERED.items()},
    }


STRUCTS: Mapping[str, str] = {
    "BankFile": "A question bank of quizzer: facts about films, which become questions, and hand-written questions.",
    "Defaults": "What holds for every question of this file that says nothing else.",
    "QuestionEntry": "A hand-written question.",
    "Film": "A film and what is known of it. Questions are made from its facts.",
    "AlternateTitle": "Another title of the film; a title alone may stand for it.",
    "CastMember": "Who plays whom.",
    "Credit": "A person or a band; a name alone may stand for it.",
    "Song": "A piece of music in the film, and who is credited for it.",
    "Release": "When the film came out in a country.",
    "Award": "A prize that the film or somebody for it was given; its name alone is kept, and not asked.",
    "Work": "What the film is based on; a title alone may stand for it.",
    "BoxOffice": "What the film cost and earned, as the source prints it: $18,000,000.",
    "Gap": "A fact that nobody here knows. It is asked without a score, and what players say is kept.",
    "Outline": "The plot in another language.",
    "ContributedFact": "A fact that players told and the author accepted.",
    "Source": "A page that confirms facts of the film; its address alone may stand for it.",
    "Dispute": "What two sources contradict each other in: it is not asked.",
}

KINDS: Mapping[str, str] = {
    "text": "any words; small slips are forgiven",
    "person": "a person: the surname alone is right, the first name alone is not enough",
    "character": "a character: a known part of the name may do",
    "title": "a title: articles, and what comes after a colon, may be left out",
    "number": "a number; tolerance says how near",
    "year": "a year",
    "date": "a date, however it is written",
    "money": "a sum with its currency; tolerance says how near",
    "duration": "hours and minutes, or minutes",
    "list": "several answers; need says how many are enough",
    "choice": "one of the choices, by its letter or its words",
    "boolean": "yes or no",
}

_COUNTRY = "The country, by its ISO 3166-1 code: DE, IN, US."
_LANGUAGE = "The language, by its ISO 639 code: de, hi, uk."
_BY = "A name, or a list of names."

DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "BankFile": {
        "format": "The version of this format; 1 today.",
        "title": "What the bank is called in the menu. Without it, the file's name is.",
        "license": "What others may do with the bank, best as an SPDX identifier: CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0.",
        "author": "Who made the bank.",
        "description": "What the bank is about, in a sentence or two.",
        "include": "Other bank files that are part of this one, by their paths below this file's folder.",
        "defaults": "What holds for every question of this file that says nothing else.",
        "aliases": "Other names of whoever or whatever is an answer in this bank. They are accepted everywhere.",
        "films": "Films and what is known of them. Questions are made from these facts.",
        "questions": "Hand-written questions.",
    },
    "Defaults": {
        "kind": "The kind of answer, for questions with a single answer and no choices.",
        "category": "The category of the questions.",
        "difficulty": "From 1, what everybody knows, to 5, what only a fan knows.",
        "film": "The title of the film that the questions are about.",
        "source": "Where the answers can be looked up.",
        "tags": "Words to find the questions by, besides each question's own.",
        "spoiler": "Whether the questions tell how a story ends.",
        "draft": "Whether the questions are not to be asked yet.",
    },
    "QuestionEntry": {
        "ask": "The question, as it is shown.",
        "answer": "The right answer, as it is shown afterwards. A list where several answers are wanted.",
        "id": "A name of your own for the question, by which players' histories know it. It must not change any more.",
        "accept": "Other answers that are right. Slips, case, accents and articles need no entry.",
        "reject": "Answers that are wrong however near they come; after a colon what to say to whoever gives one.",
        "prompt": "Answers that are not enough: the player may say more. After a colon what to say.",
        "kind": "What kind of answer is wanted; it decides what is forgiven. Without it the answer's shape tells.",
        "category": "The category; one of quizzer's, or one of your own.",
        "difficulty": "From 1, what everybody knows, to 5, what only a fan knows. 3 if nothing is said.",
        "choices": "What to choose from; the answer must be one of them.",
        "need": "How many of a list of answers are enough. All, if nothing is said.",
        "tolerance": "How near a number must come: 5, or 10%.",
        "unit": "The unit of a number: metres, kg.",
        "hints": "Help for whoever asks for it, the most helpful last.",
        "explain": "What is told after the answer: the story behind it.",
        "film": "The film that the question is about, by its title under films: Heat, or Heat (1995) if two share it.",
        "media": "The address of a picture, a sound or a clip that belongs to the question.",
        "tags": "Words to find the question by.",
        "source": "Where the answer can be looked up.",
        "spoiler": "Whether the question tells how a story ends.",
        "draft": "Whether the question is not to be asked yet. It is checked all the same.",
    },
    "Film": {
        "title": "The film's title, as players know it.",
        "original_title": "Its title in its own language, if that is another.",
        "year": "The year it was first shown.",
        "imdb": "Its id on IMDb: tt0112682.",
        "type": "What it is, if not a film.",
        "series": "The series that the film or the episode is a part of.",
        "also_known_as": "Its other titles: in other countries and languages, while it was made, and so on.",
        "plot": "What it is about, in one or two sentences, without its title.",
        "outlines": "Its plot in other languages.",
        "cast": "Who plays whom. The list need not be whole.",
        "directors": f"Who directed it. {_BY}",
        "writers": f"Who wrote it. {_BY}",
        "composers": f"Who composed its music. {_BY}",
        "soundtrack": "Songs and other pieces of music in it, with their credits.",
        "trivia": "Things worth knowing about it, each a sentence. [[ ]] marks words to ask for.",
        "goofs": "Mistakes in it. [[ ]] marks words to ask for.",
        "quotes": "What is said in it: 'Name: words', at most a line. [[ ]] marks words to ask for.",
        "first_line": "What is said in it first: 'Name: words', at most a line.",
        "last_line": "What is said in it last: 'Name: words', at most a line.",
        "taglines": "What its posters say. [[ ]] marks words to ask for.",
        "crazy_credits": "What is odd in its credits. [[ ]] marks words to ask for.",
        "alternate_versions": "How its versions differ. [[ ]] marks words to ask for.",
        "connections": "What it has to do with other films: 'Remake of Title (1942)'.",
        "awards": "What it won, and what it was nominated for.",
        "countries": "The countries that made it, by their ISO 3166-1 codes: FR, DE. Kept, not asked.",
        "rating": "Its rating, from 0 to 10.",
        "votes": "How many people rated it: how well known it is.",
        "runtime": "How long it is: 1h 52m.",
        "released": "When it came out, country by country.",
        "box_office": "What it cost and earned.",
        "filmed_in": "Places where it was shot.",
        "set_in": "Places where it is set.",
        "based_on": "The works it is based on.",
        "known_for": "Other films of its people, in which they did the same: {Rick Row: [Tide, Salt]}.",
        "complete": "Its lists that leave out nobody and nothing that a player would name.",
        "aliases": "Other names, as people say them, of the film and of its people, characters and songs.",
        "difficulty": "How hard its questions are, from 1 (everybody knows the film) to 5 (few do). Usual is 3.",
        "difficulties": "How hard it is to know a single answer, by its name: {Humphrey Bogart: 1}.",
        "disputed": "Facts in which sources contradict each other. They are not asked.",
        "gaps": "Facts that nobody here knows. They are asked without a score.",
        "contributed": "Facts that players told and the author accepted: quizzer gaps writes them.",
        "sources": "Pages that confirm these facts, the best one first: it is shown with the film's questions.",
    },
    "AlternateTitle": {
        "title": "The title, in its own writing.",
        "country": _COUNTRY,
        "language": _LANGUAGE,
        "type": "What sort of title it is: original, working, literal, informal. Working titles are not asked.",
        "meaning": "What it says, if it says something else than the film's own title: Play Me the Song of Death.",
    },
    "CastMember": {
        "actor": "Who plays.",
        "character": "Whom. Several parts stand with ' / ' between them; '(voice)' tells that only the voice is heard.",
        "credited_as": "The actor's name as the film prints it, if that is another.",
        "leading": "Whether it is a leading part. Without it, the first three of the cast are.",
    },
    "Credit": {
        "name": "The name by which the person or band is known.",
        "credited_as": "The name as the film prints it, if that is another.",
    },
    "Song": {
        "song": "The title of the song.",
        "writer": f"'Written by'. {_BY}",
        "music": f"'Music by', 'Composed by'. {_BY}",
        "lyrics": f"'Lyrics by', 'Words by'. {_BY}",
        "arranger": f"'Arranged by'. {_BY}",
        "producer": f"'Produced by'. {_BY}",
        "performer": f"'Performed by', 'Sung by'. {_BY}",
    },
    "Release": {
        "country": _COUNTRY,
        "date": "The day, as year-month-day: 1995-05-17. A month or a year may do.",
        "channel": "Where, if not in cinemas: DVD, streaming.",
        "place": "The town, or the festival.",
        "first": "Whether it was the first showing of all.",
    },
    "Award": {
        "award": "The prize: Academy Award, Golden Bear.",
        "for": "For what: best picture, best actor.",
        "who": "Who was given it, if not the film as a whole. A name, or a list of names.",
        "year": "The year in which it was given.",
        "number": "How many of this prize the film won in all.",
        "nominated": "Whether it was a nomination, and not won.",
        "beat": "Films that were nominated too, and lost against this one.",
    },
    "Work": {
        "title": "The title of the work.",
        "by": f"Who made it. {_BY}",
        "type": "What it is: novel, play, short story, comic, film.",
    },
    "BoxOffice": {
        "budget": "What it cost.",
        "budget_estimated": "Whether the budget is an estimate.",
        "gross_us_canada": "What it took in the US and Canada.",
        "opening_weekend_us_canada": "What it took there on its first weekend.",
        "opening_weekend_date": "When that weekend ended: 1995-12-17.",
        "gross_worldwide": "What it took in the whole world.",
    },
    "Gap": {
        "asks": "What is not known: release title, plot outline, release date, composer, runtime, song performer, …",
        "of": "The song or the actor that it is about, for a shape that asks of one.",
        "country": _COUNTRY,
        "language": _LANGUAGE,
        "channel": "For a release date: where it came out, such as DVD.",
    },
    "Outline": {
        "text": "The plot, in a sentence or two.",
        "language": _LANGUAGE,
    },
    "ContributedFact": {
        "fact": "What was told, named as in 'disputed'.",
        "when": "The day on which the author accepted it.",
        "players": "How many players said so.",
    },
    "Source": {
        "page": "The page's address.",
        "confirms": "The facts that it confirms, named as in 'disputed', or by their kind: year, cast, award.",
    },
    "Dispute": {
        "fact": "What is disputed: year, director, budget, cast NAME, released DE.",
        "said": "What one source says.",
        "also_said": "What the other says.",
        "by": "The one source.",
        "also_by": "The other.",
    },
}
