"""Makes question_banks/bank.schema.json, by which editors complete, explain and underline the keys of banks.

`python tests/tools/make_bank_schema.py` writes the file; a test compares it with what this makes.

An editor's YAML takes an unquoted 1995 for a number and `yes` or `true` for a truth value. quizzer reads them as they
are written, so the schema takes them wherever a text may stand. Like the reader it takes a single value for a list of
one, and a bare text for a mapping of which only the first key must be there. What keys mean is read in FORMAT.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import inspect

from quizzer.bank_files.file_format import FORMAT, BankFile
from quizzer.facts.iso_codes import COUNTRIES, LANGUAGES
from quizzer.facts.shapes import SHAPES
from quizzer.question import CATEGORIES

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "question_banks" / "bank.schema.json"
Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_TRUTH = "[Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]"
_KEY_TABLE = re.compile(r"^### .* \((\w+)\)\n\n(.+)\n\n\| key .*\n\| --- \| --- \|\n((?:\|.*\n)+)", re.M)
_ROW = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.M)
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


class Guide:
    """What FORMAT.md says of structs, keys and kinds, in its tables."""

    def __init__(self) -> None:
        text = (ROOT / "quizzer" / "bank_files" / "FORMAT.md").read_text(encoding="utf-8")
        self.structs: dict[str, str] = {}
        """What a struct is, by its name: what stands below its heading."""
        self.keys: dict[str, dict[str, str]] = {}
        """What each key of a struct says."""
        for name, meaning, rows in _KEY_TABLE.findall(text):
            self.structs[name], self.keys[name] = meaning, dict(_ROW.findall(rows))
        self.kinds: dict[str, str] = dict(_ROW.findall(text[text.index("\n| kind |") :].partition("\n\n")[0]))
        """What each kind of answer is, in the order of the guide."""


def bank_schema() -> Schema:
    """The schema, in the dialect of 2020-12."""
    maker = _Maker()
    maker.struct(inspect.type_info(BankFile))
    bank = maker.definitions.pop("BankFile")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **bank,
        "title": "quizzer question bank",
        "$defs": {**_words(maker.guide.kinds), **maker.definitions},
    }


class _Maker:
    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}
        self.guide = Guide()

    def struct(self, wanted: inspect.Type) -> Schema:
        """A reference to the definition of a struct, with the bare text that may stand for it."""
        assert isinstance(wanted, inspect.StructType)
        name = wanted.cls.__name__
        required = [field.encode_name for field in wanted.fields if field.required]
        if name not in self.definitions:
            self.definitions[name] = {
                "title": re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Entry")).lower(),
                "description": self.guide.structs[name],
                "type": "object",
                "properties": {
                    field.encode_name: {
                        "description": self.guide.keys[name][field.encode_name],
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


def _words(kinds: Mapping[str, str]) -> dict[str, Schema]:
    """The definitions of what stands for a text, and of texts of which the editor offers some."""
    text = {"$ref": "#/$defs/text"}
    return {
        "text": _TEXT,
        "kind": {"enum": list(kinds), "markdownEnumDescriptions": list(kinds.values())},
        **{key: {"anyOf": [{"enum": list(values)}, text]} for key, values in _OFFERED.items()},
    }


if __name__ == "__main__":
    SCHEMA.write_text(json.dumps(bank_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
