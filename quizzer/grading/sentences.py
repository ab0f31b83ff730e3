"""What players say around an answer: "I think it's Jaws", "not Jaws", "Jaws or Heat", "Jaws (1975)"."""

from __future__ import annotations

import re

from quizzer.grading.forms import Form
from quizzer.grading.wordlists import listed

OPENERS = listed("openers")
CLOSERS = listed("closers")
_ASIDES = (
    "u+m+|u+h+|er+m*|hm+|well|oh|ok|okay|so|maybe|perhaps|probably|possibly|definitely|surely|yes|yeah|easy|lets say"
    "|omg|wow|obviously|none other than|(?:nobody|no one|nothing) but"
)
_THINKING = (
    "(?:i|we)(?: would| do| really| still| just| also)? (?:think|guess|believe|reckon|suppose|say|choose|pick|mean)"
    "(?: that)?|(?:id|ill) (?:say|guess|go with|go for)|im (?:pretty |quite |fairly )?(?:sure|certain)(?: that)?"
    "|pretty sure(?: that)?|im (?:going|gonna) (?:to )?(?:say|go with|guess)|im (?:guessing|thinking)|guess|think"
    "|let me (?:say|guess|think)"
    "|(?:the |my )?(?:final |best )?(?:answer|guess)(?: is| was|s| (?:would|must|has to) be)"
    "|(?:is|was|isnt|wasnt) the answer"
    "|(?:no (?:idea|clue)|(?:i )?(?:dunno|dont know|am not sure)|im not sure|not sure)(?: but| maybe)?"
)
_BEING = (
    "(?:it|(?:that|this)(?: one)?|he|she|they)(?: s| is| was| are| were| (?:would|must|could|might|may|will|should) be"
    "| has to be| had to be)|(?:its |thats )?(?:gotta|got to) be|its|thats|hes|shes|theyre"
    "|theyll be|itd be|thatd be|itll be"
    "|(?:is|was|isnt|wasnt|could|would|might|must) (?:it|that|this|he|she|they)(?: be| not)?"
    "|(?:what|who)(?: is| was| are|s)|(?:his|her|its|their) name(?:s| is| was)"
)
_NAMING = (
    "(?:the |a |an )?(?:film|movie|picture|song|actor|actress|director|composer|singer|character|title)"
    "(?: is| was| called| titled| named| by)*|called|titled|named|starring"
    "|(?:directed |sung |written |composed |played |performed |produced )?by"
)
_OPENING = re.compile(rf"(?:(?:{_ASIDES}|{_THINKING}|{_BEING}|{_NAMING}) )+(?=\S)")
_CLOSING = re.compile(
    r"(?: (?:i (?:think|guess|believe|suppose|reckon|hope|mean)|maybe|probably|perhaps|definitely|right|isnt it|is it"
    r"|was it|or something(?: like that)?|of course|please|(?:the |that )?(?:film|movie)|if im not mistaken|lol|lmao"
    r"|(?:ha)+|tbh|imh?o|obviously|clearly|surely|(?:for )?sure|no doubt|(?:my )?final answer|mate|bro|dude|innit|easy"
    r"|duh))+$"
)
_IT_IS = "(?:it|(?:that|this)(?: one)?|he|she|they)(?: s| is| was| are| were)?|is|was|its|thats|hes|shes|theyre"
_DOUBTING = rf"(?:i|we) (?:do not|dont|didnt|would not|wouldnt) (?:think|believe|say)(?: that)?(?: (?:{_IT_IS}))?"
_DENYING = (
    "not|(?:isnt|wasnt)(?! (?:it|that|this) )|arent|aint|never|neither|(?:cannot|cant|couldnt|wouldnt) be|except"
    "|other than"
    r"|(?:any|every)(?:one|body|thing|(?: \w+)) (?:but|except|besides|other than)|all (?:but|except|besides)"
)
_DENIAL = re.compile(
    rf"(?:(?:{_ASIDES}|{_THINKING}|{_IT_IS}|no|certainly) )*(?:{_DOUBTING}|{_DENYING})"
    r"(?: the film| the movie| in| by)? "
)
_UNKNOWING = (
    "i (?:really |honestly )?(?:do not|dont|didnt|cant|cannot|have no|havent|havent got|forgot|forget|give up)"
    "(?: (?:know|remember|recall|idea|a clue|clue|tell|say|have|the|any|it|that|this|one|answer))*"
)
_NOTHING_SAID = re.compile(
    rf"(?:(?:sorry |oh |well |um |uh )*)(?:{_UNKNOWING}|(?:i have )?no (?:idea|clue|answer)|(?:i )?dunno|idk|pass|skip"
    r"|next|(?:i )?give up|who knows|not sure|nothing|(?:i am|im) not sure|beats me|no comment|search me|unknown|none"
    r"|n a)"
)
_MOST_PARTS = 12  # more than this is no answer
_ENDS = frozenset("0123456789)]")
_TELLING = OPENERS | CLOSERS | {"or", "and"}
_PARTING = frozenset(",/;|")
_SEPARATORS = re.compile(r",? (?:or|and/or) | ?[/;|] ?", re.IGNORECASE)
_CONJUNCTIONS = re.compile(r",? (?:and|&|\+) | ?, ?", re.IGNORECASE)
_AND = re.compile(r",? (?:and|&|\+) ", re.IGNORECASE)
_YEAR = re.compile(r"^(.*\S)\s*(?:[(\[]\s*((?:18|19|20)\d\d)\s*[)\]]|[\s,]((?:18|19|20)\d\d))\s*$", re.DOTALL)


def may_be_more(given: str, form: Form) -> bool:
    """Whether an answer may be a sentence, several answers, or an answer with its year: a cheap first look."""
    words = form.words
    if not _TELLING.isdisjoint(words) and (is_sentence(form) or "or" in words or "and" in words):
        return True
    return not form.bare and (given[-1:] in _ENDS or not _PARTING.isdisjoint(given))


def is_sentence(form: Form) -> bool:
    """Whether a form begins or ends as sentences do: only then is it worth taking apart."""
    words = form.words
    return words[0] in OPENERS or words[-1] in CLOSERS


def bare_answer(form: Form) -> str:
    """The answer in a sentence, folded, or nothing when there is no sentence around it.

    >>> bare_answer(Form("i think its jaws")), bare_answer(Form("is it the movie jaws")), bare_answer(Form("jaws"))
    ('jaws', 'jaws', '')
    """
    folded = form.folded
    bare = folded
    opening = _OPENING.match(bare)
    if opening:
        bare = bare[opening.end() :]
    bare = _CLOSING.sub("", bare) or bare
    return bare if bare != folded else ""


def denied(folded: str) -> str:
    """What a folded text says it is not: "jaws" in "not jaws"."""
    denial = _DENIAL.match(folded)
    return folded[denial.end() :] if denial else ""


def says_nothing(folded: str) -> bool:
    """Whether a folded text declines to answer."""
    return len(folded) < 80 and _NOTHING_SAID.fullmatch(folded) is not None


def alternatives(given: str, form: Form, *, commas: bool) -> list[str]:
    """The answers that `given` (its form: `form`) offers side by side: "Jaws or Heat", "Jaws, Heat and Alien".

    Without `commas` a comma parts nothing: what follows it may be a detail ("Atlanta, Georgia").
    """
    words = form.words
    if "or" in words or "/" in given or ";" in given or "|" in given:
        separators = _SEPARATORS
    elif "and" in words or (commas and "," in given):
        separators = _CONJUNCTIONS if commas else _AND
    else:
        return []
    parts = [part for part in separators.split(" ".join(given.split())) if any(mark.isalnum() for mark in part)]
    return parts if 1 < len(parts) <= _MOST_PARTS else []


def own_year(given: str) -> tuple[str, int] | None:
    """A title and the year that stands after it: "Cape Fear (1962)", "cape fear 1962"."""
    if not given[-5:].strip(" )]").isdigit():
        return None
    found = _YEAR.match(given)
    return (found[1], int(found[2] or found[3])) if found else None
