"""Files as IMDb publishes them, made up: their shape, their skew and their quirks, at any size.

    python tests/benchmarks/imdb_files.py FOLDER [TITLES] [--seed N] [--gzip]

Nothing in them is IMDb's: words and names are strung together by a seeded generator, the same on every Python. Votes,
alternate titles and the people who are in many films follow power laws, as they do in the real files (a few films
have millions of votes and a hundred titles, most have none and one); titles and names are used again and again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TextIO

__all__ = ["COLUMNS", "compile_command", "write_files"]

AKAS_A_TITLE, PRINCIPALS_A_TITLE, NAMES_A_TITLE = 4.0, 8.0, 1.2

COLUMNS = {
    "title.basics": "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres",
    "title.akas": "titleId ordering title region language types attributes isOriginalTitle",
    "title.ratings": "tconst averageRating numVotes",
    "title.principals": "tconst ordering nconst category job characters",
    "title.crew": "tconst directors writers",
    "title.episode": "tconst parentTconst seasonNumber episodeNumber",
    "name.basics": "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
}

_WORDS = (
    "night love house man girl blood last city road king river dead summer heart dark moon wild star home secret war "
    "lost black red day woman little dream fire life shadow world winter return time island ghost mother garden "
    "silent gold train stranger brother wind dance sea paper glass storm letter bridge killer angel broken sky "
    "mirror winter's wolf murder promise prince ocean thunder butterfly crossing empire lighthouse harvest orchard "
    "clockmaker saint grey doctor seven first two"
).split()
_SYLLABLES = {
    "latin": "ka ro mi len da vo sta ri na el to ber gu si pa mor tin za fe lu he bra no di sel wan cho ja qui".split(),
    "accented": "ká ró më len då vø štá ří ña èl tö bér gü şi pã mör tîn ža fê łu hé brâ nó đi çel ß œu jå".split(),
    "cyrillic": "ка ро ми лен да во ста ри на ель то бер гу си па мор тин за фе лу не бра ночь ди дом ка жа щи".split(),
    "greek": "κα ρο μι λεν δα βο στα ρι να ελ το βερ γου σι πα μορ τιν ζα φε λου νε νυχτα".split(),
    "japanese": "夜 愛 の 家 男 少女 血 最後 街 道 王 川 死者 夏 心 ゾン ビマ ックス 黒 赤 日 ドリーム".split(),
    "chinese": "夜 爱 之 家 男 人 血 城 路 王 河 夏 心 月 星 秘 密 战 黑 红 日 梦 火 影 冬".split(),
    "korean": "밤 사랑 의 집 남자 소녀 피 마지막 도시 길 왕 강 여름 마음 달 별 비밀 전쟁".split(),
    "devanagari": "रात प्यार का घर आदमी लड़की खून शहर रास्ता राजा नदी दिल चाँद सपना आग".split(),
    "arabic": "ليل حب بيت رجل دم مدينة طريق ملك نهر صيف قلب قمر نجم سر حرب حلم نار".split(),
}
_REGIONS: Sequence[tuple[str, str, str, float]] = (
    # region, the language told in the few rows that tell one, the letters of its titles, how often it comes
    ("US", "en", "latin", 9), ("GB", "en", "latin", 5), ("CA", "en", "latin", 4), ("AU", "en", "latin", 2),
    ("CA", "fr", "accented", 2), ("DE", "de", "accented", 8), ("FR", "fr", "accented", 8), ("IT", "it", "latin", 7),
    ("ES", "es", "accented", 7), ("BR", "pt", "accented", 6), ("PT", "pt", "accented", 4), ("MX", "es", "accented", 4),
    ("AR", "es", "accented", 3), ("PL", "pl", "accented", 4), ("HU", "hu", "accented", 4), ("FI", "fi", "accented", 3),
    ("SE", "sv", "accented", 3), ("DK", "da", "accented", 3), ("NL", "nl", "latin", 2), ("TR", "tr", "accented", 3),
    ("RU", "ru", "cyrillic", 4), ("SUHH", "ru", "cyrillic", 1), ("UA", "uk", "cyrillic", 2),
    ("BG", "bg", "cyrillic", 2), ("GR", "el", "greek", 4), ("JP", "ja", "japanese", 6), ("CN", "cmn", "chinese", 2),
    ("HK", "yue", "chinese", 2), ("TW", "cmn", "chinese", 1), ("KR", "ko", "korean", 3),
    ("IN", "hi", "devanagari", 4), ("EG", "ar", "arabic", 1), ("XWW", "en", "latin", 5), ("XWG", "de", "accented", 1),
    ("XYU", "sh", "latin", 1), ("CSHH", "cs", "accented", 1), ("XEU", "en", "latin", 1), ("\\N", "en", "latin", 2),
)  # fmt: skip
_TYPES = (
    ("movie", 70),
    ("short", 8),
    ("tvMovie", 8),
    ("video", 6),
    ("tvSeries", 5),
    ("tvMiniSeries", 2),
    ("tvEpisode", 1),
)
_AKA_TYPES = (
    ("\\N", 62), ("imdbDisplay", 22), ("alternative", 6), ("dvd", 2), ("working", 3), ("festival", 2), ("video", 1),
    ("tv", 1), ("dvd\x02alternative", 0.5), ("imdbDisplay\x02tv", 0.5),
)  # fmt: skip
_ATTRIBUTES = (
    ("\\N", 94), ("transliterated title", 1.5), ("literal title", 0.5), ("informal title", 0.8), ("new title", 0.8),
    ("literal English title", 0.7), ("reissue title", 0.5), ("short title\x02transliterated title", 0.2),
    ("complete title", 0.5), ("segment title", 0.5),
)  # fmt: skip
_CATEGORIES = (
    ("actor", 28), ("actress", 20), ("self", 6), ("director", 12), ("writer", 10), ("producer", 9), ("composer", 6),
    ("cinematographer", 4), ("editor", 3), ("production_designer", 1.5), ("archive_footage", 0.5),
)  # fmt: skip
_ROLES = "Self;Narrator;Nurse;Policeman;Woman in Café;Himself;Guard #2;Young Woman;Extra".split(";")
_GENRES = ("Drama", "Comedy", "Horror", "Documentary", "Action,Drama", "Crime,Drama,Thriller", "\\N")


class _Choice:
    """Draws among weighted values with one random number."""

    def __init__(self, rows: Iterable[tuple[object, float]]) -> None:
        rows = list(rows)
        self._values = [value for value, _ in rows]
        self._bounds = list(accumulate(weight for _, weight in rows))

    def __call__(self, chance: float) -> object:
        return self._values[min(bisect_right(self._bounds, chance * self._bounds[-1]), len(self._values) - 1)]


class _Words:
    """Titles and names: each a string of parts drawn by a power law, so that some come up again and again."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed).random
        self.families = [self._syllables("latin", 2 + place % 2).capitalize() for place in range(4000)]
        self.given = [self._syllables("latin", 2).capitalize() for _ in range(600)]
        self._words = [*_WORDS, *(self._syllables("latin", 2 + place % 3) for place in range(3000))]
        self._titles = {script: [self._made(script) for _ in range(3000)] for script in _SYLLABLES}

    def name(self) -> str:
        """A person's name; one in three hundred has a quirk."""
        one = self.given[int(600 * self.chance() ** 2)]
        other = self.families[int(4000 * self.chance() ** 1.5)]
        if self.chance() < 0.003:
            return f"{one} O'{other} Jr."
        return f"{one} {other}"

    def title(self, script: str = "latin") -> str:
        """A title: of one part for some, so that two films share it, of two or three for most."""
        if script != "latin":
            parts = self._titles[script]
            first = parts[int(3000 * self.chance() ** 1.5)]
            return first if self.chance() < 0.2 else f"{first} {parts[int(3000 * self.chance())]}"
        first, second, third = (self._words[int(3000 * self.chance() ** 2.5)].capitalize() for _ in range(3))
        form = self.chance()
        if form < 0.08:
            return first
        if form < 0.3:
            return f"The {first} {second}"
        if form < 0.5:
            return f"{first} of the {second} {self.families[int(4000 * self.chance())]}"
        if form < 0.8:
            return f"{first} {second} {third}"
        return self._quirk(f"{self.families[int(4000 * self.chance())]}'s {first}", second)

    def _quirk(self, title: str, more: str) -> str:
        quirks = (
            title, f"{title}: {more}", f"{title} II", f'"{title}', f'The "{title}" {more}', f"{title} &amp {more}",
            f"{title} 2: {more}", f"{title} (Part {int(9 * self.chance())})", f"{title}, {more}!", f"{title} \\ {more}",
        )  # fmt: skip
        return quirks[int(len(quirks) * self.chance() ** 3)]

    def _made(self, script: str) -> str:
        word = self._syllables(script, 1 + int(3 * self.chance()))
        return word.capitalize() if script in ("accented", "cyrillic", "greek") else word

    def _syllables(self, script: str, count: int) -> str:
        some = _SYLLABLES[script]
        joiner = " " if script in ("devanagari", "arabic", "korean") else ""
        return joiner.join(some[int(len(some) * self.chance())] for _ in range(count))


def compile_command(files: Path, bank: Path) -> list[str]:
    """What compiles such files, whatever their titles are, into a bank."""
    types = ("movie", "short", "tvMovie", "video", "tvSeries", "tvMiniSeries", "tvEpisode")
    quizzer = [sys.executable, "-m", "quizzer", "import", "imdb-dataset", str(files), "-o", str(bank)]
    return [*quizzer, "--min-votes", "0", *(word for kind in types for word in ("--type", kind))]


def write_files(
    folder: Path,
    titles: int,
    *,
    seed: int = 7,
    compressed: bool = False,
    types: Sequence[tuple[str, float]] = _TYPES,
) -> dict[str, int]:
    """Writes the seven files for so many titles (4 alternate titles and 8 principals each) and tells their rows."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        rows = dict.fromkeys(COLUMNS, 0)
        opened: dict[str, TextIO] = {}
        for name, columns in COLUMNS.items():
            plain, packed = folder / f"{name}.tsv", folder / f"{name}.tsv.gz"
            if compressed:
                opened[name] = files.enter_context(gzip.open(packed, "wt", 6, encoding="utf-8", newline="\n"))
            else:
                opened[name] = files.enter_context(plain.open("w", encoding="utf-8", newline="\n"))
            opened[name].write("\t".join(columns.split()) + "\n")

        def write(name: str, lines: Sequence[str]) -> None:
            rows[name] += len(lines)
            opened[name].writelines(lines)

        _write_titles(write, titles, seed, types)
        _write_names(write, int(NAMES_A_TITLE * titles), seed)
    return rows


Write = Callable[[str, Sequence[str]], None]


def _write_names(write: Write, count: int, seed: int) -> None:
    words = _Words(seed + 1)
    chance = words.chance
    for number in range(count):
        born = f"{1900 + int(105 * chance())}" if chance() < 0.05 else "\\N"
        known = ",".join(f"tt{int(count * chance()):07d}" for _ in range(int(4 * chance())))
        write(
            "name.basics", [f"nm{number:07d}\t{words.name()}\t{born}\t\\N\tactor,producer\t{known or chr(92) + 'N'}\n"]
        )


def _write_titles(write: Write, count: int, seed: int, types: Sequence[tuple[str, float]]) -> None:
    words = _Words(seed)
    chance = words.chance
    people = max(1, int(NAMES_A_TITLE * count))
    type_of, region_of = _Choice(types), _Choice((row[:3], row[3]) for row in _REGIONS)
    for number in range(count):
        tconst = f"tt{number:07d}"
        kind = type_of(chance())
        votes = _votes(chance) if kind != "tvEpisode" else 0
        title = words.title() if kind != "tvEpisode" else f"Episode #{1 + int(9 * chance())}.{1 + int(12 * chance())}"
        original = words.title("accented") if chance() < 0.1 else title
        year = f"{2024 - int(110 * chance() ** 2)}" if chance() < 0.92 else "\\N"
        length = f"{60 + int(90 * chance())}" if chance() < 0.6 else "\\N"
        genre = _GENRES[int(len(_GENRES) * chance())]
        write("title.basics", [f"{tconst}\t{kind}\t{title}\t{original}\t0\t{year}\t\\N\t{length}\t{genre}\n"])
        if votes:
            write("title.ratings", [f"{tconst}\t{1 + 9 * chance():.1f}\t{votes}\n"])
        if kind == "tvEpisode":
            write("title.episode", [f"{tconst}\ttt{int(count * chance()):07d}\t1\t{1 + number % 12}\n"])
        write("title.akas", list(_akas(words, region_of, tconst, title, original, votes)))
        lines, directors, writers = _principals(words, tconst, people, votes)
        write("title.principals", lines)
        write(
            "title.crew", [f"{tconst}\t{','.join(directors) or chr(92) + 'N'}\t{','.join(writers) or chr(92) + 'N'}\n"]
        )


def _votes(chance: Callable[[], float]) -> int:
    """None for half of the titles; then a power law from 5 to 3,000,000."""
    return 0 if chance() < 0.5 else min(3_000_000, int(5 * (1 - chance()) ** -1.6))


def _akas(words: _Words, region_of: _Choice, tconst: str, title: str, original: str, votes: int) -> Iterator[str]:
    chance = words.chance
    count = min(150, 1 + int(1.5 * (1 - chance()) ** -0.5 * (1 + (votes / 300) ** 0.4)))
    if count > 1:
        yield f"{tconst}\t1\t{original}\t\\N\t\\N\toriginal\t\\N\t1\n"
    for ordering in range(2, count + 1):
        region, language, script = region_of(chance())  # type: ignore[misc]
        called = title if chance() < 0.4 else words.title(script)
        told = language if chance() < 0.1 else "\\N"
        kind, attribute = _AKA_TYPE(chance()), _ATTRIBUTE(chance())
        again = ordering - 1 if chance() < 0.002 else ordering
        is_original = "0" if chance() < 0.98 else "\\N"
        yield f"{tconst}\t{again}\t{called}\t{region}\t{told}\t{kind}\t{attribute}\t{is_original}\n"


_AKA_TYPE, _ATTRIBUTE, _CATEGORY = _Choice(_AKA_TYPES), _Choice(_ATTRIBUTES), _Choice(_CATEGORIES)


def _principals(words: _Words, tconst: str, people: int, votes: int) -> tuple[list[str], list[str], list[str]]:
    chance = words.chance
    count = 5 + int(7 * chance()) + (4 if votes > 1000 else 0) + (5 if votes > 100_000 else 0)
    lines, directors, writers = [], [], []
    for ordering in range(1, count + 1):
        nconst = f"nm{int(people * chance() ** 2.5):07d}"
        category = _CATEGORY(chance())
        characters, job = "\\N", "\\N"
        if category in ("actor", "actress"):
            characters = json.dumps(_characters(words), ensure_ascii=False, separators=(",", ":"))
        elif category == "self":
            characters = '["Self"]'
        elif category == "director":
            directors.append(nconst)
        elif category == "writer":
            writers.append(nconst)
            job = "screenplay" if chance() < 0.3 else "\\N"
        elif category == "producer":
            job = "producer"
        lines.append(f"{tconst}\t{ordering}\t{nconst}\t{category}\t{job}\t{characters}\n")
    return lines, directors, writers


def _characters(words: _Words) -> list[str]:
    chance = words.chance
    if chance() < 0.1:
        return [_ROLES[int(len(_ROLES) * chance())]]
    if chance() < 0.03:
        return [words.name(), f'{words.given[int(600 * chance())]} "The {words.title()}"']
    return [words.name() if chance() < 0.5 else words.given[int(600 * chance())]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make files like IMDb's dataset files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("titles", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--gzip", action="store_true")
    arguments = parser.parse_args()
    rows = write_files(arguments.folder, arguments.titles, seed=arguments.seed, compressed=arguments.gzip)
    for name, count in rows.items():
        sys.stdout.write(f"{name:18s} {count:12,}\n")


if __name__ == "__main__":
    main()
