"""The people and bands of one credit, cut where one name ends and the next begins."""

import re
from dataclasses import dataclass
from functools import cache

from quizzer.facts.film import Credit
from quizzer.grading.wordlists import read_lines
from quizzer.sources.soundtrack_credits import markup
from quizzer.sources.soundtrack_credits.pieces import read_piece
from quizzer.sources.soundtrack_credits.role_words import ENSEMBLES, GENERIC

_WORDS_BETWEEN = markup.any_of("between")
# "Ann Bee. Cy Dee and Ed Eff": a full stop that stands for a comma; none behind an initial or "Prof."
_STOP = (
    "".join(rf"(?<!\b{word})" for word in markup.WORDS["short"])
    + r"(?<=\w{3})\.\s++(?=(?-i:[A-ZÀ-Þ])[\w'’-]++ (?-i:[A-ZÀ-Þ])[\w'’-]++"
    r"(?:\s*+(?:,|;|&|and\b|\0|$)))"
)
_ANY, _SOME = markup.ANY_SPACES, markup.SPACES
_BETWEEN = re.compile(
    rf"{_ANY}(?:;|,(?!\d))(?:\s*+(?:&|{_WORDS_BETWEEN}(?=\s)))?\s*+"
    rf"|{_STOP}|(?<=\0)\s*+/\s*+|{_SOME}&\s*+|{_ANY}&\s++|{_SOME}(?:\+|/|–|—|-)\s++|{_SOME}{_WORDS_BETWEEN}\s++",
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
_COMPANIONS = frozenset(markup.WORDS["companion"])
_PARTICLES = frozenset(markup.WORDS["particle"])
_OF_TITLES = frozenset(markup.WORDS["of_names_of_songs"])
_FEWEST_IN_A_BAND_S_LIST = 3


def parse_names(text: str, *, people: bool = False, lower_case: bool | None = None) -> tuple[Credit, ...]:
    """The people and bands in "Tommy Chong (as Chong), Gaye Delorme & Dick Dale & His Del-Tones", in their order.

    `people` says that the credit is not one of performers: then "Rodgers & Hart" are two, and "George and Ira Gershwin"
    both get their surname. `lower_case` says that all names are in small letters here; without it, the text tells.
    """
    text = _BRACKETED_NAME.sub(r"\1", _MISPLACED_AS.sub("(as ", " ".join(text.split())))
    lower_case = text == text.lower() if lower_case is None else lower_case
    atoms = _joined_by_name(_atoms(text if people else _with_guests(text)), people=people)
    atoms = _with_surnames(atoms) if people else atoms
    pieces = [
        piece
        for atom in _joined_by_form(atoms, people=people, lower_case=lower_case)
        for piece in _parted_by_slash(atom.text, people=people)
    ]
    uncut = _uncut()
    found = (
        read_piece(
            markup.unmarked(piece),
            people=people,
            lower_case=lower_case,
            known=markup.linked_name(markup.without_brackets(piece)),
            uncut=uncut,
        )
        for piece in pieces
    )
    return tuple(dict.fromkeys(credit for credit in found if credit))


def looks_like_people(text: str) -> bool:
    """True for a list of names of two words or more, as may stand behind "by": a title does not go on with one."""
    names = [atom.words for atom in _atoms(text)]
    return bool(names) and all(
        2 <= len(words) <= 6
        and not words[0][0].islower()
        and all(word in _PARTICLES if word[0].islower() else word.casefold() not in _OF_TITLES for word in words)
        for words in names
    )


@dataclass
class _Atom:
    """A piece of a list that may be a name or a part of one, and what parts it from the one before."""

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
        """True if only "&", "and" or "+" stands before it."""
        return self.between.strip().casefold() in ("&", "and", "+")

    @property
    def with_own(self) -> bool:
        """True for "His Drifting Cowboys" behind "Hank Williams with"."""
        return self.between.strip().casefold() == "with" and self.words[0].casefold() in _OWN

    @property
    def in_list(self) -> bool:
        return "," in self.between or ";" in self.between


def _atoms(text: str) -> list[_Atom]:
    """A text cut wherever a name might end, never inside brackets."""
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
    """The names in a word list of this folder's."""
    lines = read_lines(name, beside=__file__)
    return frozenset(name.strip() for line in lines for name in line.split(" | "))


@cache
def _acts() -> frozenset[tuple[str, ...]]:
    """The acts that are known, as the pieces that a list with them would be cut into."""
    return frozenset(tuple(_key(atom.plain) for atom in _atoms(name)) for name in _listed("acts"))


@cache
def _uncut() -> frozenset[str]:
    """The acts that are known as whole names, in small letters, with "&" or "and" and with "the" before them."""
    names = [name.casefold() for name in _listed("acts")]
    return frozenset([*names, *(name.replace(" & ", " and ") for name in names), *(f"the {name}" for name in names)])


def _merged(atoms: list[_Atom]) -> _Atom:
    return _Atom(atoms[0].text + "".join(atom.between + atom.text for atom in atoms[1:]), atoms[0].between)


def _joined_by_name(atoms: list[_Atom], *, people: bool) -> list[_Atom]:
    """Pieces that make up the name of a known act are one."""
    acts = _acts()
    longest = max(map(len, acts))
    joined = []
    place = 0
    while place < len(atoms):
        lengths = range(min(longest, len(atoms) - place), 1, -1)
        runs = (atoms[place : place + length] for length in lengths)
        known = (run for run in runs if tuple(_key(atom.plain) for atom in run) in acts)
        act = next((run for run in known if not (people and _are_people(run))), atoms[place : place + 1])
        joined.append(_merged(act))
        place += len(act)
    return joined


def _are_people(run: list[_Atom]) -> bool:
    """True for a duo of whole names, which as writers are two."""
    return all(len(atom.words) > 1 and atom.words[0].casefold() not in (*_OWN, "the") for atom in run)


def _joined_by_form(atoms: list[_Atom], *, people: bool, lower_case: bool) -> list[_Atom]:
    """Pieces that can only be, or most likely are, the name of one act are one."""
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
    """True for "Earth, Wind & Fire": three single words or more, of which none is an artist by itself."""
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
        return False  # the page tells where each name ends
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
    """True for "Lilac Chain (as The Saints and Lilac Chain)" behind "The Saints &"."""
    printed = _PRINTED_AS.search(atom.text)
    text = atom.text.rstrip()
    if not printed or not text.endswith(")"):
        return False
    return _key(text[printed.end() : -1].replace(" & ", " and ")) == _key(f"{left.plain} and {atom.plain}")


def _is_place_of(atom: _Atom, left: _Atom) -> bool:
    """True for "Cambridge" behind "Choir of King's College,"."""
    group = left.plain.casefold().split()
    many = group[0] in ENSEMBLES or (group[0] == "the" and not _is_artist(atom.plain))
    return many and "of" in group and atom.between.strip() == "," and len(atom.words) == 1


def _is_backing(atom: _Atom, left: _Atom) -> bool:
    """True for "the Heartbreakers" behind "Tom Petty and", False for "The Andrews Sisters" behind "Bing Crosby and"."""
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
