"""Read the people and bands of one credit: cut it where one name ends and the next begins."""

import re
from dataclasses import dataclass
from functools import cache

from quizzer.facts.film import Credit
from quizzer.grading.wordlists import read_lines
from quizzer.sources.soundtrack_credits import markup
from quizzer.sources.soundtrack_credits.markup import SPACES, WORDS, YEAR, any_of
from quizzer.sources.soundtrack_credits.role_words import ENSEMBLES, GENERIC, INSTRUMENTS, LANGUAGES, NOBODY

_WORDS_BETWEEN = any_of("between")
# "Ann Bee. Cy Dee and Ed Eff": a full stop in place of a comma; not after an initial or "Prof."
_STOP = (
    "".join(rf"(?<!\b{word})" for word in WORDS["short"])
    + r"(?<=\w{3})\.\s++(?=(?-i:[A-ZÀ-Þ])[\w'’-]++ (?-i:[A-ZÀ-Þ])[\w'’-]++"
    r"(?:\s*+(?:,|;|&|and\b|\0|$)))"
)
_ANY = markup.ANY_SPACES
_BETWEEN = re.compile(
    rf"{_ANY}(?:;|,(?!\d))(?:\s*+(?:&|{_WORDS_BETWEEN}(?=\s)))?\s*+"
    rf"|{_STOP}|(?<=\0)\s*+/\s*+|{SPACES}&\s*+|{_ANY}&\s++|{SPACES}(?:\+|/|–|—|-)\s++|{SPACES}{_WORDS_BETWEEN}\s++",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|esq|m\.d|ph\.d)\.?(?=$|[\s\0,;])", re.IGNORECASE)
# "Sung by Ann Bee, then by Cy Dee".
_AGAIN_BY = re.compile(r"\s*+(?:(?:then|later|also|first|finally|again)\s++)*+by\s++", re.IGNORECASE)
_MISPLACED_AS = re.compile(r"\bas \((?!as )", re.IGNORECASE)
_PRINTED_AS = re.compile(r"\(as\s++", re.IGNORECASE)
_BRACKETED_NAME = re.compile(r"(?:^|(?<=and )|(?<=, )|(?<=& ))\[(?!as |feat)([A-ZÀ-Þ][^\[\]()]*)\](?=$| and |,| &)")
_GUESTS = re.compile(r"[(\[]\s*+(?:feat\.?|ft\.?|featuring|with)\s++(.+)[)\]]", re.IGNORECASE)
_OWN = frozenset({"his", "her", "their"})
_COMPANIONS = frozenset(WORDS["companion"])
_PARTICLES = frozenset(WORDS["particle"])
_OF_TITLES = frozenset(WORDS["of_names_of_songs"])
_FEWEST_IN_A_BAND_S_LIST = 3


def parse_names(text: str, *, people: bool = False, lower_case: bool | None = None) -> tuple[Credit, ...]:
    """Return the people and bands in "Tommy Chong (as Chong), Gaye Delorme & Dick Dale & His Del-Tones", in their
    order.

    `people` means that the credit is not one of performers. Then "Rodgers & Hart" are two, and "George and Ira
    Gershwin" share their surname. `lower_case` means that all names are in small letters; None lets the text decide.
    """
    text = _BRACKETED_NAME.sub(r"\1", _MISPLACED_AS.sub("(as ", " ".join(text.split())))
    lower_case = text == text.lower() if lower_case is None else lower_case
    atoms = _joined_by_name(_atoms(text if people else _with_guests(text)), people=people)
    atoms = _with_surnames(atoms) if people else atoms
    found = (
        _read_piece(piece, people=people, lower_case=lower_case)
        for atom in _joined_by_form(atoms, people=people, lower_case=lower_case)
        for piece in _parted_by_slash(atom.text, people=people)
    )
    return tuple(dict.fromkeys(credit for credit in found if credit))


def looks_like_people(text: str) -> bool:
    """Whether a text is a list of names of two words or more, which may follow "by" but not end a title."""
    names = [atom.words for atom in _atoms(text)]
    return bool(names) and all(
        2 <= len(words) <= 6
        and not words[0][0].islower()
        and all(word in _PARTICLES if word[0].islower() else word.casefold() not in _OF_TITLES for word in words)
        for words in names
    )


@dataclass
class _Atom:
    """A piece of a list, perhaps a name or a part of one, and the separator before it."""

    text: str
    between: str = ""

    @property
    def plain(self) -> str:
        return markup.without_brackets(self.text).strip(" ,;:")

    @property
    def words(self) -> list[str]:
        return self.plain.split()

    @property
    def joining(self) -> bool:
        """Whether only "&", "and" or "+" comes before it."""
        return self.between.strip().casefold() in ("&", "and", "+")

    @property
    def with_own(self) -> bool:
        """Whether it is like "His Drifting Cowboys" after "Hank Williams with"."""
        return self.between.strip().casefold() == "with" and self.words[0].casefold() in _OWN

    @property
    def in_list(self) -> bool:
        return "," in self.between or ";" in self.between


def _atoms(text: str) -> list[_Atom]:
    """Cut a text everywhere that a name might end, but not inside brackets."""
    hidden = markup.masked(text)
    atoms = []
    begin, between = 0, ""
    for found in _BETWEEN.finditer(hidden):
        if "," in found[0] and _SUFFIX.match(hidden, found.end()):
            continue
        atoms.append(_Atom(text[begin : found.start()], between))
        begin, between = found.end(), found[0]
    atoms.append(_Atom(text[begin:], between))
    return [
        _Atom(atom.text[again.end() :] if (again := _AGAIN_BY.match(atom.text)) else atom.text, atom.between)
        for atom in atoms
        if atom.plain
    ]


def _with_guests(text: str) -> str:
    """ "Jay-Z (feat. Alicia Keys)" as "Jay-Z featuring Alicia Keys"."""
    for begin, end in reversed(markup.bracket_spans(text)):
        if guests := _GUESTS.fullmatch(text[begin:end]):
            text = f"{text[:begin].rstrip()} featuring {guests[1].rstrip()}{text[end:]}"
    return text


def _key(name: str) -> str:
    return name.casefold().strip(' .,;:"“”').removeprefix("the ")


@cache
def _listed(name: str) -> frozenset[str]:
    """Return the names in a word list of this folder."""
    lines = read_lines(name, beside=__file__)
    return frozenset(name.strip() for line in lines for name in line.split(" | "))


@cache
def _acts() -> frozenset[tuple[str, ...]]:
    """Return the known acts as the pieces into which `_atoms` cuts them."""
    return frozenset(tuple(_key(atom.plain) for atom in _atoms(name)) for name in _listed("acts"))


@cache
def _uncut() -> frozenset[str]:
    """Return the known acts in small letters, with "&" or "and", with and without "the". They look like a name and a
    remark."""
    names = [name.casefold() for name in _listed("acts")]
    return frozenset([*names, *(name.replace(" & ", " and ") for name in names), *(f"the {name}" for name in names)])


def _merged(atoms: list[_Atom]) -> _Atom:
    return _Atom(atoms[0].text + "".join(atom.between + atom.text for atom in atoms[1:]), atoms[0].between)


def _joined_by_name(atoms: list[_Atom], *, people: bool) -> list[_Atom]:
    """Join the pieces of a known act's name."""
    longest = max(map(len, _acts()))
    joined = []
    place = 0
    while place < len(atoms):
        runs = (atoms[place : place + length] for length in range(min(longest, len(atoms) - place), 1, -1))
        known = (run for run in runs if tuple(_key(atom.plain) for atom in run) in _acts())
        act = next((run for run in known if not (people and _are_people(run))), atoms[place : place + 1])
        joined.append(_merged(act))
        place += len(act)
    return joined


def _are_people(run: list[_Atom]) -> bool:
    """Whether an act is a duo of whole names, who count as two writers."""
    return all(len(atom.words) > 1 and atom.words[0].casefold() not in (*_OWN, "the") for atom in run)


def _joined_by_form(atoms: list[_Atom], *, people: bool, lower_case: bool) -> list[_Atom]:
    """Join the pieces that are most likely the name of one act."""
    if not people and _is_band_of_words(atoms):
        return [_merged(atoms)]
    joined: list[_Atom] = []
    for atom in atoms:
        left = joined[-1] if joined else None
        if left and _belongs_to(atom, left, people=people, lower_case=lower_case):
            joined[-1] = _merged([joined[-1], atom])
        else:
            joined.append(atom)
    return joined


def _is_band_of_words(atoms: list[_Atom]) -> bool:
    """Whether it is like "Earth, Wind & Fire": three or more single words, none of them an artist."""
    return (
        len(atoms) >= _FEWEST_IN_A_BAND_S_LIST
        and atoms[-1].between.strip(" ,").casefold() in ("&", "and")
        and all(
            len(atom.words) == 1 and not _is_artist(atom.plain) and not markup.is_linked(atom.text) for atom in atoms
        )
    )


def _is_artist(word: str) -> bool:
    return word.casefold() in _listed("single_names") or word.casefold() in GENERIC


def _belongs_to(atom: _Atom, left: _Atom, *, people: bool, lower_case: bool) -> bool:
    if markup.is_linked(atom.text) or markup.is_linked(left.text):
        return False  # the page shows where each name ends
    if _is_place_of(atom, left) or _is_printed_as_one(atom, left):
        return True
    if not (atom.joining or atom.with_own):
        return False
    words = [word.casefold().strip(".,") for word in atom.words]
    if words[0] in _OWN:
        named = lower_case or any(word[0].isupper() for word in atom.words)
        return words[-1] in _COMPANIONS or (named and not all(word in GENERIC for word in words[1:]))
    if words == [words[0]] and words[0] in _COMPANIONS:
        return not left.in_list and not atom.plain[0].islower()
    if not people and words[0] != "the" and " of " in atom.plain and re.fullmatch(r"[Tt]he \S+", left.plain):
        return True  # "The Pipes and Drums of the Black Watch"
    if words[0] in ENSEMBLES and all(word.casefold() in ENSEMBLES | {"the"} for word in left.words):
        return True  # "Chorus and Orchestra of La Scala"
    if words[0] == "the":
        return _is_backing(atom, left)
    if people or left.in_list or len(left.words) > 1:
        return False
    if len(words) == 1:
        return not _is_artist(words[0]) and not _is_artist(left.plain)
    return len(words) == 2 and left.plain.casefold() in _listed("given_names") and words[0] in _listed("given_names")


def _is_printed_as_one(atom: _Atom, left: _Atom) -> bool:
    """Whether it is like "Lilac Chain (as The Saints and Lilac Chain)" after "The Saints &"."""
    printed = _PRINTED_AS.search(atom.text)
    text = atom.text.rstrip()
    if not printed or not text.endswith(")"):
        return False
    return _key(text[printed.end() : -1].replace(" & ", " and ")) == _key(f"{left.plain} and {atom.plain}")


def _is_place_of(atom: _Atom, left: _Atom) -> bool:
    """Whether it is like "Cambridge" after "Choir of King's College,"."""
    group = left.plain.casefold().split()
    many = group[0] in ENSEMBLES or (group[0] == "the" and not _is_artist(atom.plain))
    return many and "of" in group and atom.between.strip() == "," and len(atom.words) == 1


def _is_backing(atom: _Atom, left: _Atom) -> bool:
    """Whether it is like "the Heartbreakers" after "Tom Petty and"; "The Andrews Sisters" are not backing."""
    words = [word.casefold().strip(".,") for word in atom.words]
    before = [word.casefold() for word in left.words]
    if atom.words[-1].islower() and words[-1] in GENERIC and not left.plain[0].islower():
        return False
    if " ".join(words[1:]) in _listed("backing_groups") or left.in_list or "the" in before or _OWN & set(before):
        return False
    return words[-1] not in ENSEMBLES or len(words) == 2


def _with_surnames(atoms: list[_Atom]) -> list[_Atom]:
    """ "George and Ira Gershwin" as "George Gershwin and Ira Gershwin"."""
    named = list(atoms)
    for place in range(len(atoms) - 1, 0, -1):
        words = atoms[place].words
        if not atoms[place].joining or len(words) != 2 or words[0].casefold() not in _listed("given_names"):
            continue
        first = place
        while (
            first and len(atoms[first - 1].words) == 1 and atoms[first - 1].plain.casefold() in _listed("given_names")
        ):
            first -= 1
        for earlier in range(first, place):
            given = atoms[earlier].plain
            named[earlier] = _Atom(atoms[earlier].text.replace(given, f"{given} {words[1]}", 1), atoms[earlier].between)
    return named


def _parted_by_slash(text: str, *, people: bool) -> list[str]:
    """ "Peter Freudenthaler/Volker Hinkel" are two, "Lennon/McCartney" as writers too; "AC/DC" is one."""
    parts = [part.strip() for part in text.split("/")]
    if len(parts) == 1 or "\0" in markup.masked(text) or not all(parts):
        return [text]
    full = any(len(part.split()) > 1 or "." in part for part in parts)
    return parts if (full or people) and all(len(part) > 2 for part in parts) else [text]


_CREDITED_AS = re.compile(
    r"[(\[]\s*(?:(?:incorrectly\s+)?(?:credited|billed)\s+)?as\s+(.*?)\s*[)\]]?", re.IGNORECASE | re.DOTALL
)
_ALIAS = re.compile(
    rf"{SPACES}(?:[apf]\.?[/.]?k\.?[/.]?a\.?|d/b/a|(?:professionally |also |better |formerly )known as|n[ée]e)\s.*$",
    re.IGNORECASE,
)
_ARTICLES = r"(?:the|a|an|his|her|their|this|one|some|two|various)"
_SPOKEN = "|".join(word.capitalize() for word in sorted(LANGUAGES))
_PLAYED = "|".join(sorted({*INSTRUMENTS, *WORDS["plays_on"]}))
# The place and time in the film. Only in small letters: in capitals it may be a part of the name.
_TAIL = re.compile(
    rf"{SPACES}(?:{any_of('how')}"
    rf"|over (?:{_ARTICLES}|end|opening|closing|main|final)|on (?:{_ARTICLES}|acoustic|electric|lead|{_PLAYED})"
    rf"|in (?:{_ARTICLES}|{_SPOKEN}|background|parts?|unison|harmony|concert|voice-?over|costume|blackface|drag)"
    rf"|for {_ARTICLES}|from (?:{_ARTICLES}|[\"'“]))(?![\w'’-]).*$",
    re.DOTALL,
)
_TO_A_NAME = re.compile(r"[A-ZÀ-Þ]\S* to [A-ZÀ-Þ]\S*")  # "Heavens to Betsy" are a band, "Ann Bee to Cy Dee" are not
_FOR_SOMEBODY = re.compile(rf"{SPACES}for\s.*$", re.DOTALL)
_NEXT_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})\.\s+(?=[^\W\d_])")
_DASHES = re.compile(rf"^[-–—]++\s++|{SPACES}[-–—]++$")
_CONDUCTS = re.compile(r"\s(?:conducting|directing|dancing)$", re.IGNORECASE)
_YEAR = re.compile(rf"(?:,|(?<![\s,]))\s++{YEAR}$")
_COMPANY = re.compile(rf"\b{any_of('company_in_a_name')}\b", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:\w|jr|sr|bros|co|inc|ltd|esq|st|m\.d|ph\.d|etc|\w+\.\w+)\.$", re.IGNORECASE)
_BEFORE_NAMES, _SMALL = frozenset(WORDS["particle_of_names"]), frozenset(WORDS["not_in_names"])
_MOST_WORDS = 12


def _read_piece(piece: str, *, people: bool, lower_case: bool) -> Credit | None:
    """Return the name in a piece of a list, without remarks; None for "chorus" or "the studio orchestra".

    `people` means that it is not a performer, so that "for Sea Records" may follow. `lower_case` means that small
    letters are not a sign.
    """
    text = markup.unmarked(piece)
    known = markup.linked_name(markup.without_brackets(piece))  # the name as the page links it
    # A closing bracket without an opening one is a slip.
    bare = _unquoted(markup.without_brackets(text).replace(")", "").replace("]", "").strip(" ,;:"))
    whole = bare.casefold() in _uncut()
    name = known or (bare if whole else _cut(bare, people=people))
    if not (known or whole or _ABBREVIATED.search(name)):
        name = name.rstrip(".").rstrip()  # the end of a sentence; those of "R.E.M.", "Jr." and "Warren G." stay
    if not known and not whole and (_CONDUCTS.search(bare) or _is_nobody(name, people=people, lower_case=lower_case)):
        return None
    spans = (text[begin:end] for begin, end in markup.bracket_spans(text))
    credited = next((found[1] for span in spans if (found := _CREDITED_AS.fullmatch(span))), None)
    return Credit(name=name, credited_as=_unquoted(credited) if credited else None)


def _cut(name: str, *, people: bool) -> str:
    name = _first_sentence(_ALIAS.sub("", name))
    before, _, label = name.partition(" on ")
    if label.casefold().rstrip(" .,").endswith(("records", "recordings")):
        name = before
    tail = _TAIL.search(name)
    if tail and not _TO_A_NAME.fullmatch(name):
        name = name[: tail.start()]
    before, _, other = name.partition(" for ")
    if not people and len(before.split()) > 1 and len(other.split()) > 1:
        name = before  # "Marni Nixon for Deborah Kerr"; "Death Cab for Cutie" are a band
    if people:
        name = _YEAR.sub("", _FOR_SOMEBODY.sub("", name))
    return _unquoted(_DASHES.sub("", name).strip(" ,;:"))


def _first_sentence(name: str) -> str:
    """Return a name without the sentence after it: "Ann Bee. Heard in the club"."""
    for found in _NEXT_SENTENCE.finditer(name):
        before = name[: found.start()]
        shortened = len(before.split()) == 1 and len(before) <= len("Chas")  # "Nic. ten Brook"
        if not shortened and before.split()[-1].casefold() not in WORDS["short"]:
            return before
    return name


def _unquoted(name: str) -> str:
    """Return a name without quotation marks around all of it; those of '"Weird Al" Yankovic' stay."""
    pairs = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}
    if len(name) > 2 and pairs.get(name[0]) == name[-1] and not set(name[1:-1]) & {name[0], name[-1]}:
        return name[1:-1].strip()
    return name


def _is_nobody(name: str, *, people: bool, lower_case: bool) -> bool:
    words = name.split()
    folded = [word.casefold().strip(".,'\"") for word in words]
    if people and re.fullmatch(YEAR, name):
        return True
    if not any(letter.isalnum() for letter in name) or len(words) > _MOST_WORDS:
        return True
    if all(word in NOBODY for word in folded):
        return True
    if _COMPANY.search(name) and folded[0] != "the":
        return True
    small = all(word == word.lower() for word in words)
    if small and all(word in GENERIC or word in INSTRUMENTS for word in folded):
        return True
    if lower_case or not name[0].islower():
        return False
    if folded[0] == "the" or folded[0] in _BEFORE_NAMES:
        return len(words) < 2 or (words[1][0].islower() and folded[1] not in _BEFORE_NAMES) or words[-1] in GENERIC
    return len(words) > 1 and any(word in _SMALL or word in GENERIC for word in folded)
