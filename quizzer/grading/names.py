"""The judge of every kind of answer that is a name: text, person, character, title."""

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import partial_ratio, ratio, token_set_ratio

from quizzer.grading import persons, text, titles
from quizzer.grading.canon import Canon, Rivals
from quizzer.grading.folding import fold
from quizzer.grading.forms import Form, same_words, surname, synonyms, unstyled, variants
from quizzer.grading.initials import FEWEST, Initials
from quizzer.grading.key import AnswerKey
from quizzer.grading.matching import NOTHING, Compare, Match, Scene, is_nearer
from quizzer.grading.name_verdicts import (
    REASONS,
    WHOSE,
    ListedName,
    another,
    correct,
    of_short_form,
    quoted,
    shared_in_lists,
    strictly,
    which,
)
from quizzer.grading.numerals import foreign_figures
from quizzer.grading.romanise import hepburn, is_japanese, romanisations
from quizzer.grading.said_around import Beside, Talk
from quizzer.grading.sentences import alternatives, bare_answer, denied, is_sentence, may_be_more, says_nothing
from quizzer.grading.verdict import Outcome, Reason, Verdict

_VOUCHES = 1000  # names of a kind in a canon that knows which names do not exist
_ALIKE = 60.0  # the least `ratio` of a short form and of the same with slips
_FARTHEST = 3  # edits at which another name is still looked for
_AS_NEAR = 0.1  # two costs this close are the same
_PEOPLE = ("person", "character")
_SMALL_WORD = 0.4  # the most that an added unimportant word costs
_BY_WORDS = (Reason.WORDS, Reason.PARTIAL)
_MANY = 3  # more forms than this are sifted before they are compared


class NameJudge:
    """One key's names, prepared once. Call it with an answer and a canon for the verdict."""

    def __init__(self, key: AnswerKey, compare: Compare | None = None, *, alone: bool = True) -> None:
        self.key = key
        names = key.names
        self.names: tuple[str, ...] = names
        self.alone = alone
        kind = key.kind
        self.kind: str = kind
        self.plainly: bool = key.strictness == "standard" and not key.about
        comparisons = {"person": persons.compare_person, "title": titles.compare}
        own = persons.character_comparison(names) if kind == "character" else comparisons.get(kind, text.compare)
        self.compare: Compare = compare or own
        self.scene: Scene = Scene(key.question)
        self.vouched: Scene = Scene(key.question, vouched=True)
        self.listed: list[ListedName] = [ListedName(name, said, Outcome.INCORRECT) for name, said in key.reject.items()]
        self.listed += [ListedName(name, said, Outcome.PROMPT) for name, said in key.prompt.items()]
        self.exact: dict[str, int] = {}
        self.plain: set[str] = set()
        self.forms: list[tuple[Form, int, str]] = []
        self.rivals: Rivals = Rivals(self.exact, self.plain, kind)
        self.own: list[Form] = [same_words(name) for name in names]
        for index, form in enumerate(self.own):
            self.plain.add(form.folded)
            self._take(form, index)
        self.keys: list[str] = []

    def _take(self, form: Form, index: int) -> None:
        """Add a form of an accepted name that is as good as the name itself."""
        if form.tight and form.tight not in self.exact:
            self.exact[form.tight] = index
            self.forms.append((form, index, ""))

    def complete(self) -> None:
        """Make the forms for answers in another spelling than the key's."""
        self.japanese: bool = is_japanese(self.names)
        for index, (name, own) in enumerate(zip(self.names, self.own, strict=True)):
            for other in variants(name, own):
                self._take(same_words(other), index)
            for other in synonyms(own) if self.kind == "text" else ():
                self._take(Form(other), index)
            for other in romanisations(name):
                self._take(Form(other), index)
            if self.japanese and (other := hepburn(fold(name))):
                self._take(Form(other), index)
            for part, why in titles.short_forms(name) if self.kind == "title" else ():
                form = same_words(part)
                if form.tight not in self.exact:
                    self.forms.append((form, index, why))
        self.initials: Initials = Initials(self.forms)
        self.talk: Talk = Talk(self.key, self.forms, self.scene)
        self.keys = [form.key for form, _, _ in self.forms]
        lengths = [len(form.words) for form, _, _ in self.forms] or [0]
        self.fewest_words: int = min(lengths)
        self.most_words: int = 12 + 2 * max(lengths)
        self.numbered: list[tuple[Form, int, str]] = [
            named
            for named in self.forms
            if named[0].key != named[0].folded or (self.kind == "title" and not named[0].tight.isalpha())
        ]
        self.one_way: bool = not (self.numbered or self.japanese)
        self.nothing: tuple[Match, Form, int] = (NOTHING, *self.forms[0][:2]) if self.forms else (NOTHING, Form(""), 0)
        alias = self.names[self.nothing[2]]
        self.wrong: Verdict = Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER, alias=alias, distance=NOTHING.cost)

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        form = same_words(given)
        verdict = self._exactly(form, canon) if form.tight in self.exact else None
        if verdict is None:
            if not self.keys:
                self.complete()
                verdict = self._exactly(form, canon)
            verdict = verdict or self._judge(given, form, canon, whole=True)
            if self.plainly:
                return verdict
            if self.key.strictness != "standard":
                verdict = strictly(verdict) if self.key.strictness == "strict" else self._loosely(verdict, form, canon)
            if self.key.about and verdict.outcome is Outcome.INCORRECT and verdict.reason is not Reason.REJECTED:
                return self.talk.asks_back(form, verdict.alias) or verdict
        return verdict

    def _exactly(self, form: Form, canon: Canon | None) -> Verdict | None:
        index = self.exact.get(form.tight)
        if index is None or (
            canon is not None and form.folded not in self.plain and self.rivals.spelt_apart(form, canon)
        ):
            return None
        if self.listed and any(entry.is_nearer(form, self.names) for entry in self.listed):
            return None
        name = self.names[index]
        return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, name, alias=name)

    def _judge(self, given: str, form: Form, canon: Canon | None, *, whole: bool) -> Verdict:
        """Return the verdict on an answer that is not an accepted name; `whole` unless it comes out of a sentence."""
        if not form.tight or not self.forms:
            return Verdict(Outcome.INCORRECT, 0.0, Reason.EMPTY)
        for entry in self.listed:
            if entry.holds(form):
                return entry.verdict(given)
        scene = self.scene if canon is None or canon.count(self.kind) < _VOUCHES else self.vouched
        match, expected, index = self._best(given, form, scene)
        for other in () if form.bare and self.one_way else self._written_otherwise(given, form):
            form_there = Form(other)
            if (verdict := self._exactly(form_there, canon)) is not None:
                return verdict
            there = self._best(other, form_there, scene)
            if (there[0].level, -there[0].cost) > (match.level, -match.cost):
                match, expected, index = there
        words = form.words
        if match.level < 2 and self.initials.may_stand_in(words) and (verdict := self._by_initials(given, form, canon)):
            return verdict
        # "Jaws 2" is another part, whatever is known of Jaws, but "Jaws 1975" may be Jaws.
        may_talk = (
            match.level < 2 and self.fewest_words < len(words) and (match.why != "another_part" or len(words[-1]) == 4)
        )
        more = whole and may_be_more(given, form)
        if (
            (more or (whole and may_talk))
            and len(words) <= 3 * self.most_words
            and (canon is None or self.rivals.named(form.tight, canon) is None)
        ):
            inside = self._talked(given, form, canon) if may_talk else None
            if inside is None and more:
                inside = self._within(given, form, canon, match)
            if inside is not None:
                return inside
        for entry in self.listed:
            # An accepted name that accounts for all that was said is nearer than a listed one that does not.
            if match.level == 2 and len(entry.form.words) < len(form.words) <= len(expected.words):
                continue
            near = self.compare(entry.form, form, self.scene)
            as_near = near.cost == match.cost and match.why != "spelling" and near.why != "surname"
            as_near |= near.cost == match.cost and entry.form.article == form.article != expected.article
            if near.level == 2 and (match.level < 2 or near.cost < match.cost or as_near):
                return entry.verdict(given)
        if match is NOTHING and canon is None:  # as most wrong answers are
            return self.wrong
        return self._ruled(given, form, match, expected, index, canon)

    def _written_otherwise(self, given: str, form: Form) -> list[str]:
        """Return other spellings of an answer: in Latin letters, with letters for digits, with digits for words."""
        found = romanisations(given) + ([] if form.tight.isalpha() else unstyled(form.words))
        if self.japanese and (japanese := hepburn(form.folded)):
            found.append(japanese)
        if self.numbered and (figures := foreign_figures(form.spelt)):
            found.append(figures)
        return found

    def _best(self, given: str, form: Form, scene: Scene) -> tuple[Match, Form, int]:
        """Return the nearest accepted name, unless the words beside it make it another name."""
        forms = self.forms
        if len(form.words) > self.most_words:
            return self.nothing
        if len(forms) > _MANY:
            scorer, least = (partial_ratio, persons.SIFTED) if self.kind in _PEOPLE else (token_set_ratio, text.SIFTED)
            sifted = process.extract(form.key, self.keys, scorer=scorer, score_cutoff=least, limit=None)
            forms = [*(forms[place] for _, _, place in sifted), *self.numbered]
        best, nearest, at, beside = NOTHING, None, 0, None
        for expected, index, why in forms:
            if why and ratio(expected.key, form.key) < _ALIKE:
                continue
            match = self.compare(expected, form, scene)
            if why:
                match = of_short_form(match, why, expected)
            if match is NOTHING:
                continue
            if match.level and self.kind != "title" and len(form.words) > 1:
                beside = beside or Beside(given, form)
                if beside.changes(expected, scene):
                    match = Match(0, match.cost, "changed")
            if match.level > best.level or (match.level == best.level and is_nearer(match, best)):
                best, nearest, at = match, expected, index
        return (best, nearest, at) if nearest else self.nothing

    def _by_initials(self, given: str, form: Form, canon: Canon | None) -> Verdict | None:
        """Return the verdict on an answer with initials ("lotr"); None without them, or for another name."""
        best, nearest, at, initials = NOTHING, form, 0, ""
        for said, token in self.initials.written_out(given, form):
            written = Form(said)
            if written.tight in self.exact:
                match, index = Match(2, 0.1, "form"), self.exact[written.tight]
            else:
                match, _, index = self._best("", written, self.scene)
            few = token == form.tight and len(token) < FEWEST and token.isalpha()
            if few and match.level == 2 and not (self.kind == "text" and given.isupper()):
                continue
            if match.level > best.level:
                best, nearest, at, initials = match, written, index, token
        if not best.level or (canon is not None and self.rivals.named(form.tight, canon) is not None):
            return None
        is_whole = best.level == 2 and initials == form.tight
        if canon is not None and is_whole and (rival := self.rivals.sharing("." + initials, canon)):
            return which(given, best, self.names[at], rival.text)
        return self._ruled(given, nearest, best, nearest, at, canon)

    def _within(self, given: str, form: Form, canon: Canon | None, match: Match) -> Verdict | None:
        """Return the verdict on an answer inside a sentence, on several answers at once, or on a title with its
        year."""
        sure = match.level == 2 and (match.why not in ("words", "enough") or match.cost <= _SMALL_WORD)
        may_deny = match.why == "words" and denied(form.folded)
        if is_sentence(form) and (not sure or may_deny) and (verdict := self._in_a_sentence(form, canon)):
            return verdict
        several = [] if sure else alternatives(given, form, commas=self.kind not in ("text", "choice"))
        if several:
            verdicts = [self._inside(part, canon) for part in several]
            if any(verdict.correct and verdict.reason not in _BY_WORDS for verdict in verdicts):
                if all(verdict.correct for verdict in verdicts):
                    return verdicts[0]
                return Verdict(Outcome.INCORRECT, 0.0, Reason.SEVERAL)
        return None

    def _in_a_sentence(self, form: Form, canon: Canon | None) -> Verdict | None:
        """Return the verdict on a sentence, which may state or deny the answer."""
        denial = denied(form.folded)
        if denial and self._inside(denial, canon).outcome is not Outcome.INCORRECT:
            return Verdict(Outcome.INCORRECT, 0.0, Reason.NEGATED)
        if says_nothing(form.folded):
            return Verdict(Outcome.INCORRECT, 0.0, Reason.EMPTY)
        if not (bare := bare_answer(form)):
            return None
        verdict = self._inside(bare, canon, whole=True)
        told = verdict.outcome is not Outcome.INCORRECT or verdict.reason in (Reason.REJECTED, Reason.SEVERAL)
        return verdict if told else None

    def _talked(self, given: str, form: Form, canon: Canon | None) -> Verdict | None:
        """Return the verdict on a name with words that say which one it is: its year, its people, its series."""
        for said, told in self.talk.around(given, form):
            verdict = self._inside(said, canon)
            if verdict.correct:
                if told == "another_year" or (told == "first" and self.talk.has_older(said, canon)):
                    return Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER, notes=("another_year",))
                if told == "another_one":
                    return Verdict(Outcome.PROMPT, 0.0, Reason.AMBIGUOUS, notes=(told,), alias=verdict.alias)
                return verdict
        return None

    def _inside(self, said: str, canon: Canon | None, *, whole: bool = False) -> Verdict:
        form = same_words(said)
        return self._exactly(form, canon) or self._judge(said, form, canon, whole=whole)

    def _ruled(self, given: str, form: Form, match: Match, expected: Form, index: int, canon: Canon | None) -> Verdict:
        """Return the verdict on the best match, after a look at the other names that exist."""
        alias = self.names[index]
        if canon is not None:
            of_series = match.why == "another_part" or (match.why == "which_part" and not form.words[-1].isdigit())
            verdict = None if of_series else self._rivalled(given, form, match, expected, alias, canon)
            if verdict is not None:
                return verdict
        if match.why == "more":  # the whole name is never too vague, but in a list it may be two names
            match = Match(2, match.cost, "words") if self.alone else Match(1, match.cost, "partial")
        if match.level == 2:
            of_series = canon is None and (match.why == "part" or (match.why == "before" and len(expected.words) > 2))
            if of_series or (self.listed and shared_in_lists(self.listed, match, expected)):
                return which(given, match, alias)
            return correct(match, form, alias)
        if match.level == 1:
            about = quoted(given, article=False) if match.why in WHOSE else ""
            return Verdict(Outcome.PROMPT, 0.0, REASONS[match.why], "", (match.why,), about, "", alias, match.cost)
        reason, notes = REASONS.get(match.why, Reason.OTHER), () if match.why == "other" else (match.why,)
        return Verdict(Outcome.INCORRECT, 0.0, reason, notes=notes, alias=alias, distance=match.cost)

    def _rivalled(
        self, given: str, form: Form, match: Match, expected: Form, alias: str, canon: Canon
    ) -> Verdict | None:
        """Return the verdict if another name of the canon is the answer, is nearer to it, or shares its short form."""
        if (rival := self.rivals.named(form.tight, canon)) is not None:
            if match.why in ("before", "part", "surname"):
                return which(given, match, alias, rival.text)
            told = match.level == 2 and match.why == "words" and len(form.words) == len(expected.words)
            if match.why != "whose_given_name" and not (told and self.kind == "text"):  # "pig" for Pigs is not a film
                return another(rival, self.kind, alias)
        if match.level < 2:
            return None
        slipped = match.why == "spelling" or bool(match.note)
        if match.why == "surname":
            rival = self.rivals.sharing(form.tight, canon) if slipped else None
            if rival is not None:
                return another(rival, self.kind, alias)
        elif slipped and (outdone := self._outdone(form, match, expected, alias, canon)) is not None:
            return outdone
        if match.why in ("surname", "before", "part"):
            shared = surname(expected.words) if match.why == "surname" else expected.tight
            rival = self.rivals.sharing(shared, canon)
            return None if rival is None else which(given, match, alias, rival.text)
        return None

    def _outdone(self, form: Form, match: Match, expected: Form, alias: str, canon: Canon) -> Verdict | None:
        """Return the verdict if another name is nearer in spelling, or as near by an equally likely slip."""
        own = OSA.distance(expected.tight, form.tight)
        if expected.spelt is not expected.words:
            own = min(own, OSA.distance("".join(expected.spelt), form.tight))
        for distance, tight in canon.near(form.tight, min(own, _FARTHEST)):
            rival = None if tight in self.exact else self.rivals.named(tight, canon)
            if rival is None:
                continue
            there = self.compare(same_words(rival.text), form, self.vouched)
            as_likely = there.level == 2 and there.cost <= match.cost + _AS_NEAR
            if distance < own and (as_likely or self.kind not in _PEOPLE):  # short forms of a name have no distance
                return another(rival, self.kind, alias, distance)
            if as_likely:
                return Verdict(Outcome.PROMPT, 0.0, Reason.AMBIGUOUS, "", (), "", "", alias, match.cost, rival.text)
        return None

    def _loosely(self, verdict: Verdict, form: Form, canon: Canon | None) -> Verdict:
        """Return the `lenient` verdict for a `standard` one: part of the answer is enough, and slips may cost half
        more."""
        if verdict.reason not in (Reason.OTHER, Reason.PARTIAL) or verdict.notes == ("another_year",):
            return verdict
        match, expected, index = self._best("", form, Scene(self.scene.question, loose=True))
        if not match.level or match.why not in ("partial", "spelling", "words", "form"):
            return verdict
        why = "enough" if match.why == "partial" else match.why
        return self._ruled("", form, Match(2, match.cost, why), expected, index, canon)
