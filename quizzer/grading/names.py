"""The judge of every kind of answer that is a name: text, person, character, title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from weakref import ref

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import partial_ratio, token_set_ratio

from quizzer.grading import persons, text
from quizzer.grading.canon import Canon, Name
from quizzer.grading.forms import Form, same_words, surname, unstyled, variants
from quizzer.grading.matching import NOTHING, Compare, Match, Scene
from quizzer.grading.romanise import romanisations
from quizzer.grading.sentences import (
    alternatives,
    bare_answer,
    denied,
    is_sentence,
    may_be_more,
    own_year,
    says_nothing,
)
from quizzer.grading.verdict import Outcome, Reason, Verdict

__all__ = ["NameJudge"]

_FAR_LESS_FAMOUS = 0.1
_VOUCHES = 1000  # names in a canon that knows which names do not exist
_AS_NEAR = 0.1  # two costs this close are the same
_PEOPLE = ("person", "character")
_MANY = 3  # more forms than this are sifted before they are compared
_LONG = 15  # letters
_REASONS = {
    "form": Reason.FORM, "surname": Reason.FORM, "before": Reason.FORM, "after": Reason.FORM,
    "spelling": Reason.SPELLING,
    "words": Reason.WORDS, "partial": Reason.PARTIAL, "whose_given_name": Reason.PARTIAL, "which_part": Reason.SERIES,
    "another_part": Reason.SERIES,
}  # fmt: skip
_SURNAME: tuple[str, ...] = ("surname",)
_SLIP: tuple[str, ...] = ("slip",)
_WITHOUT_SLIPS = frozenset((Reason.EXACT, Reason.FORM))

ShortForms = Callable[[str], list[tuple[str, str]]]


class Listed:
    """A name of the reject or the prompt list."""

    __slots__ = ("form", "outcome", "said", "tights")

    def __init__(self, name: str, said: str, outcome: Outcome) -> None:
        self.form = same_words(name)
        self.tights = frozenset((self.form.tight, *(same_words(other).tight for other in variants(name))))
        self.said = said
        self.outcome = outcome


class NameJudge:
    """One key's names, made ready once; called with an answer and a canon it gives the verdict."""

    def __init__(
        self,
        names: Sequence[str],
        compare: Compare,
        *,
        kind: str,
        short_forms: ShortForms | None = None,
        reject: Sequence[tuple[str, str]] = (),
        prompt: Sequence[tuple[str, str]] = (),
        question: str = "",
        year: int | None = None,
        strictness: str = "standard",
    ) -> None:
        self.names = names
        self.kind = kind
        self.year = year
        self.strictness = strictness
        self.compare = compare
        self.scene = Scene(question)
        self.vouched = self.scene.but(vouched=True)
        self.listed = [Listed(name, said, Outcome.INCORRECT) for name, said in reject]
        self.listed += [Listed(name, said, Outcome.PROMPT) for name, said in prompt]
        self.exact: dict[str, int] = {}
        self.plain: set[str] = set()
        self.forms: list[tuple[Form, int, str]] = []
        for index, name in enumerate(names):
            self._take(name, index, short_forms)
        self.scorer, self.sifted = (
            (partial_ratio, persons.SIFTED) if kind in _PEOPLE else (token_set_ratio, text.SIFTED)
        )
        self.keys = [form.key for form, _, _ in self.forms]
        self.numbered = [named for named in self.forms if kind == "title" and not named[0].tight.isalpha()]
        self.most_words = 12 + 2 * max(len(form.words) for form, _, _ in self.forms)
        self._own: tuple[ref[Canon], frozenset[str], float | None] | None = (
            None  # what the last canon told of the answer
        )

    def _take(self, name: str, index: int, short_forms: ShortForms | None) -> None:
        """Makes the forms of one accepted name."""
        form = same_words(name)
        self.plain.add(form.folded)
        known = form.tight in self.exact
        self.exact.setdefault(form.tight, index)
        if not known:
            self.forms.append((form, index, ""))
        for other in (*variants(name), *(romanisations(name) if not name.isascii() else ())):
            form = same_words(other)
            if form.tight and form.tight not in self.exact:
                self.exact[form.tight] = index
                self.forms.append((form, index, ""))
        for part, why in short_forms(name) if short_forms else ():
            form = same_words(part)
            if form.tight not in self.exact:
                self.forms.append((form, index, why))

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        form = same_words(given)
        verdict = self._exactly(form, canon)
        if verdict is None:
            verdict = self._judge(given, form, canon, whole=True)
            if self.strictness != "standard":
                verdict = _strictly(verdict) if self.strictness == "strict" else self._loosely(verdict, form, canon)
        return verdict

    def _exactly(self, form: Form, canon: Canon | None) -> Verdict | None:
        """The verdict when `form` is one of the key's own names."""
        index = self.exact.get(form.tight)
        if index is None or (canon is not None and form.folded not in self.plain and self._spelt_apart(form, canon)):
            return None
        name = self.names[index]
        return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, name, alias=name)

    def _judge(self, given: str, form: Form, canon: Canon | None, *, whole: bool) -> Verdict:
        """The verdict on what is none of the key's own names; `whole` unless it was taken out of a sentence."""
        if not form.tight:
            return Verdict(Outcome.INCORRECT, 0.0, Reason.EMPTY)
        if self.listed:
            for entry in self.listed:
                if form.tight in entry.tights:
                    return _as_listed(entry, given)
        scene = self.scene if canon is None or len(canon) < _VOUCHES else self.vouched
        match, expected, index = self._best(form, scene)
        if not (given.isascii() and form.tight.isalpha()):
            for other in (*romanisations(given), *unstyled(form.words)):
                form_there = Form(other)
                verdict = self._exactly(form_there, canon)
                if verdict is not None:
                    return verdict
                there = self._best(form_there, scene)
                if (there[0].level, -there[0].cost) > (match.level, -match.cost):
                    match, expected, index = there
        if whole and may_be_more(given, form) and (canon is None or not self._is_rival(form, canon)):
            inside = self._within(given, form, canon, match)
            if inside is not None:
                return inside
        if self.listed:
            for entry in self.listed:
                near = self.compare(entry.form, form, self.scene)
                as_near = near.cost == match.cost and match.why != "spelling" and near.why != "surname"
                if near.level == 2 and (match.level < 2 or near.cost < match.cost or as_near):
                    return _as_listed(entry, given)
        return self._ruled(given, form, match, expected, index, canon)

    def _best(self, form: Form, scene: Scene) -> tuple[Match, Form, int]:
        """The nearest accepted name."""
        forms = self.forms
        if len(form.words) > self.most_words:
            return NOTHING, forms[0][0], 0
        if len(forms) == 1:
            return self.compare(forms[0][0], form, scene), forms[0][0], 0
        if len(forms) > _MANY:
            sifted = process.extract(form.key, self.keys, scorer=self.scorer, score_cutoff=self.sifted, limit=None)
            forms = [*(forms[place] for _, _, place in sifted), *self.numbered]
        best, nearest, at = NOTHING, *self.forms[0][:2]
        for expected, index, why in forms:
            match = self.compare(expected, form, scene)
            if why:
                match = _of_short_form(match, why, expected)
            if match.level > best.level or (match.level == best.level and match.cost < best.cost):
                best, nearest, at = match, expected, index
        return best, nearest, at

    def _within(self, given: str, form: Form, canon: Canon | None, match: Match) -> Verdict | None:
        """The verdict on an answer inside a sentence, on several answers at once, or on a title with its year."""
        sure = match.level == 2 and match.why != "words"
        if not sure and is_sentence(form):
            verdict = self._in_a_sentence(form, canon)
            if verdict is not None:
                return verdict
        several = alternatives(given, form, commas=self.kind != "text")
        if several and (not sure or match.why == "partial"):
            verdicts = [self._inside(part, canon) for part in several]
            if any(verdict.correct for verdict in verdicts):
                if all(verdict.correct for verdict in verdicts):
                    return verdicts[0]
                return Verdict(Outcome.INCORRECT, 0.0, Reason.SEVERAL)
        if sure:
            return None
        if self.kind == "title" and (given[-1] in ")]" or self.year is not None):
            verdict = self._with_its_year(given, canon)
            if verdict is not None:
                return verdict
        return None

    def _in_a_sentence(self, form: Form, canon: Canon | None) -> Verdict | None:
        """The verdict on what a sentence says, denies or leaves unsaid."""
        denial = denied(form.folded)
        if denial and self._inside(denial, canon).correct:
            return Verdict(Outcome.INCORRECT, 0.0, Reason.NEGATED)
        if says_nothing(form.folded):
            return Verdict(Outcome.INCORRECT, 0.0, Reason.EMPTY)
        bare = bare_answer(form)
        if not bare:
            return None
        verdict = self._inside(bare, canon, whole=True)
        told = verdict.outcome is not Outcome.INCORRECT or verdict.reason in (Reason.REJECTED, Reason.SEVERAL)
        return verdict if told else None

    def _with_its_year(self, given: str, canon: Canon | None) -> Verdict | None:
        """The verdict on a title and a year: in brackets it is ignored when the key does not know its own."""
        dated = own_year(given)
        if dated is None:
            return None
        verdict = self._inside(dated[0], canon)
        if verdict.correct and self.year is not None and dated[1] != self.year:
            return Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER, notes=("another_year",))
        return None if verdict.outcome is Outcome.INCORRECT else verdict

    def _inside(self, said: str, canon: Canon | None, *, whole: bool = False) -> Verdict:
        form = same_words(said)
        return self._exactly(form, canon) or self._judge(said, form, canon, whole=whole)

    def _ruled(self, given: str, form: Form, match: Match, expected: Form, index: int, canon: Canon | None) -> Verdict:
        """The verdict on the best match, when the other names that exist have been heard."""
        alias = self.names[index]
        if canon is not None and match.why not in ("which_part", "another_part"):
            verdict = self._rivalled(given, form, match, expected, alias, canon)
            if verdict is not None:
                return verdict
        if match.level == 2:
            if self.listed and self._shared_in_lists(match, expected):
                return _which(given, match, alias)
            why = match.why
            notes = _SURNAME if why == "surname" else ()
            if match.note or why == "spelling":
                notes += _SLIP
            return Verdict(Outcome.CORRECT, 1.0, _REASONS[why], alias, notes, form.key, "", alias, match.cost)
        if match.level == 1:
            about = given if match.why == "whose_given_name" else ""
            return Verdict(
                Outcome.PROMPT,
                0.0,
                _REASONS[match.why],
                notes=(match.why,),
                about=about,
                alias=alias,
                distance=match.cost,
            )
        if match.why == "other":
            return Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER, "", (), "", "", alias, match.cost)
        reason = _REASONS.get(match.why, Reason.OTHER)
        return Verdict(Outcome.INCORRECT, 0.0, reason, notes=(match.why,), alias=alias, distance=match.cost)

    def _rivalled(
        self, given: str, form: Form, match: Match, expected: Form, alias: str, canon: Canon
    ) -> Verdict | None:
        """The verdict when another name of the canon is what was given, is nearer to it, or shares its short form."""
        rival = next(self._rivals(canon, canon.places(form.tight)), None)
        if rival is not None:
            if match.why == "before":
                return Verdict(Outcome.PROMPT, 0.0, Reason.SERIES, notes=("which_part",), alias=alias, rival=rival.text)
            if match.why not in ("whose_given_name", "surname"):
                return _another(rival, alias)
        if match.level < 2:
            return None
        if match.cost and match.why == "before":
            outdone = self._outdone(form, match, expected, alias, canon)
            if outdone is not None:
                return outdone
        if match.why in ("surname", "before"):
            shared = expected.tight if match.why == "before" else surname(expected.words)
            rival = next(self._rivals(canon, canon.sharing(shared)), None)
            return None if rival is None else _which(given, match, alias, rival.text)
        if match.why not in ("spelling", "words", "form", "after"):
            return None
        return self._outdone(form, match, expected, alias, canon)

    def _outdone(self, form: Form, match: Match, expected: Form, alias: str, canon: Canon) -> Verdict | None:
        """The verdict when another name is nearer in spelling, or as near by a slip that is as likely."""
        own = min(OSA.distance(expected.tight, form.tight), OSA.distance("".join(expected.spelt), form.tight))
        for distance, tight in canon.near(form.tight, min(own, 3)):
            rival = None if tight in self.exact else next(self._rivals(canon, canon.places(tight)), None)
            if rival is None:
                continue
            if distance < own:
                return _another(rival, alias, distance)
            there = self.compare(same_words(rival.text), form, self.vouched)
            if there.level == 2 and there.cost <= match.cost + _AS_NEAR:
                return Verdict(
                    Outcome.PROMPT, 0.0, Reason.AMBIGUOUS, alias=alias, distance=match.cost, rival=rival.text
                )
        return None

    def _rivals(self, canon: Canon, places: Iterable[int]) -> Iterator[Name]:
        """Those of the names that speak against an answer: of this kind, not the answer's own, not far less famous."""
        if not places:
            return
        own_of, fame = self._own_in(canon)
        for place in places:
            name = canon.name(place)
            if name.kind and name.kind != self.kind and self.kind != "text":
                continue
            if name.of and (name.of in own_of or same_words(name.of).tight in self.exact):
                continue
            if fame is not None and name.fame is not None and name.fame < fame * _FAR_LESS_FAMOUS:
                continue
            if same_words(name.text).folded not in self.plain:
                yield name

    def _is_rival(self, form: Form, canon: Canon) -> bool:
        """Whether `form` itself is a rival's name."""
        return next(self._rivals(canon, canon.places(form.tight)), None) is not None

    def _own_in(self, canon: Canon) -> tuple[frozenset[str], float | None]:
        """What the canon tells of the answer itself: whose name it is, and its fame."""
        if self._own is None or self._own[0]() is not canon:
            names = [canon.name(place) for tight in self.exact for place in canon.places(tight)]
            names = [name for name in names if same_words(name.text).folded in self.plain]
            fames = [name.fame for name in names if name.fame is not None]
            self._own = (ref(canon), frozenset(name.of for name in names if name.of), max(fames, default=None))
        return self._own[1], self._own[2]

    def _spelt_apart(self, form: Form, canon: Canon) -> bool:
        """Whether the canon has another name that is written as `form`, though it counts as the same spelling."""
        return any(
            same_words(name.text).folded == form.folded for name in self._rivals(canon, canon.places(form.tight))
        )

    def _shared_in_lists(self, match: Match, expected: Form) -> bool:
        """Whether the reject or prompt list has another of the same surname, or of the same stem."""
        if match.why == "surname":
            shared = surname(expected.words)
            return any(len(entry.form.words) > 1 and surname(entry.form.words) == shared for entry in self.listed)
        if match.why == "before":
            return any(entry.form.tight.startswith(expected.tight) for entry in self.listed)
        return False

    def _loosely(self, verdict: Verdict, form: Form, canon: Canon | None) -> Verdict:
        """What `lenient` makes of a `standard` verdict: part of the answer is enough, and slips may cost half more."""
        if (
            verdict.correct
            or verdict.reason not in (Reason.OTHER, Reason.PARTIAL)
            or verdict.notes == ("another_year",)
        ):
            return verdict
        match, expected, index = self._best(form, self.scene.but(loose=True))
        if not match.level or match.why not in ("partial", "spelling", "words", "form"):
            return verdict
        return self._ruled("", form, Match(2, match.cost, match.why), expected, index, canon)


def _strictly(verdict: Verdict) -> Verdict:
    """What `strict` makes of a `standard` verdict: no slips, no words more or less."""
    if not verdict.correct or (verdict.reason in _WITHOUT_SLIPS and verdict.distance < 0.25):
        return verdict
    return Verdict(
        Outcome.INCORRECT, 0.0, verdict.reason, notes=("exactly",), alias=verdict.alias, distance=verdict.distance
    )


def _of_short_form(match: Match, why: str, expected: Form) -> Match:
    """A match with what stands before or after a colon: right only as a whole, and with a slip only when it is long."""
    if match.level < 2 or match.why != "spelling" or (match.cost and len(expected.tight) < _LONG):
        return NOTHING
    if why == "stem":
        return Match(1, match.cost + 0.9, "which_part")
    return Match(2, match.cost, why, "spelling" if match.cost else "")


def _as_listed(entry: Listed, given: str) -> Verdict:
    reason = Reason.REJECTED if entry.outcome is Outcome.INCORRECT else Reason.LISTED
    return Verdict(entry.outcome, 0.0, reason, about=given, said=entry.said)


def _which(given: str, match: Match, alias: str, rival: str = "") -> Verdict:
    if match.why == "before":
        return Verdict(Outcome.PROMPT, 0.0, Reason.SERIES, notes=("which_part",), alias=alias, rival=rival)
    return Verdict(
        Outcome.PROMPT, 0.0, Reason.AMBIGUOUS, notes=("which_person",), about=given.strip(), alias=alias, rival=rival
    )


def _another(rival: Name, alias: str, distance: float = 0.0) -> Verdict:
    if rival.kind in ("title", ""):
        note, about = ("another_film", "") if rival.year is None else ("another_film_from", str(rival.year))
    else:
        note, about = "another_name", ""
    return Verdict(
        Outcome.INCORRECT,
        0.0,
        Reason.RIVAL,
        notes=(note,),
        about=about,
        alias=alias,
        distance=distance,
        rival=rival.text,
    )
