"""What players say around an answer: "I think it's Jaws", "not Jaws", "Jaws or Heat", "Jaws (1975)"."""

from __future__ import annotations

import re

from quizzer.grading.forms import Form

__all__ = ["alternatives", "bare_answer", "denied", "own_year", "says_nothing"]

_OPENERS = frozenset((
    "i", "id", "im", "its", "it", "is", "was", "that", "thats", "this", "maybe", "perhaps", "probably", "possibly", "definitely",
    "surely", "could", "would", "must", "the", "a", "film", "movie", "um", "umm", "uh", "er", "erm", "hm", "hmm", "well", "oh", "ok",
    "okay", "so", "my", "answer", "yes", "yeah", "pretty", "called", "titled", "named", "what", "whats", "who", "whos", "he", "hes",
    "she", "shes", "they", "theyre", "guess", "think", "isnt", "wasnt", "lets", "we", "both", "song", "by", "starring", "easy",
))
_CLOSERS = frozenset(("think", "guess", "believe", "maybe", "probably", "right", "it", "something", "course", "please", "film", "movie"))
_OPENING = re.compile(
    r"(?:(?:u+m+|u+h+|er+m*|hm+|well|oh|ok|okay|so|maybe|perhaps|probably|possibly|definitely|surely|yes|yeah|easy|lets say|"
    r"(?:i|we)(?: would| do| really| still| just)? (?:think|guess|believe|reckon|suppose|say|choose|pick|mean)(?: that)?|"
    r"(?:id|ill) (?:say|guess|go with|go for)|im (?:pretty |quite |fairly )?(?:sure|certain)(?: that)?|pretty sure(?: that)?|"
    r"im (?:going|gonna) (?:to )?(?:say|go with|guess)|im guessing|guess|think|my (?:final |best )?(?:answer|guess)(?: is|s)|"
    r"(?:the |my )?answer(?: is|s)|(?:it|that|this|he|she|they)(?: s| is| was| are| were| would be| must be| could be| might be| may be|"
    r" has to be| had to be| will be| should be)|its|thats|hes|shes|theyre|theyll be|itd be|thatd be|itll be|"
    r"(?:is|was|isnt|wasnt|could|would|might|must) (?:it|that|this|he|she|they)(?: be| not)?|(?:what|who)(?: is| was| are|s)|"
    r"(?:the |a |an )?(?:film|movie|picture|song|actor|actress|director|composer|singer|character|title)(?: is| was| called| titled| named| by)*|"
    r"called|titled|named|directed by|by|starring) )+(?=\S)"
)
_CLOSING = re.compile(
    r"(?: (?:i (?:think|guess|believe|suppose)|maybe|probably|perhaps|right|isnt it|is it|was it|or something|of course|please|"
    r"(?:the |that )?(?:film|movie)|if im not mistaken))+$"
)
_DENIAL = re.compile(
    r"(?:(?:it|that|this|he|she) (?:is|was) |its |thats |definitely |certainly |surely |probably )*"
    r"(?:not|isnt|wasnt|it isnt|it wasnt|that isnt|anything but|anyone but|anybody but|everything but|all but|never|except|other than)"
    r"(?: the film| the movie| in| by)? "
)
_NOTHING_SAID = re.compile(
    r"(?:(?:sorry |oh |well |um |uh )*)(?:i (?:really |honestly )?(?:do not|dont|didnt|cant|cannot|have no|havent|havent got|forgot|forget|give up)"
    r"(?: (?:know|remember|recall|idea|a clue|clue|tell|say|have|the|any|it|that|this|one|answer))*|"
    r"(?:i have )?no (?:idea|clue|answer)|(?:i )?dunno|idk|pass|skip|next|(?:i )?give up|who knows|not sure|nothing|"
    r"(?:i am|im) not sure|beats me|no comment|search me|unknown|none|n a)"
)
_SEPARATORS = re.compile(r",? (?:or|and/or) | ?[/;|] ?", re.IGNORECASE)
_CONJUNCTIONS = re.compile(r",? (?:and|&|\+) | ?, ?", re.IGNORECASE)
_YEAR = re.compile(r"^(.*\S)\s*(?:[(\[]\s*((?:18|19|20)\d\d)\s*[)\]]|[\s,]((?:18|19|20)\d\d))\s*$", re.DOTALL)


def bare_answer(form: Form) -> str:
    """The answer in a sentence, folded, or nothing when there is no sentence around it.

    >>> bare_answer(Form("i think its jaws")), bare_answer(Form("is it the movie jaws")), bare_answer(Form("jaws"))
    ('jaws', 'jaws', '')
    """
    folded = form.folded
    if len(form.words) < 2 or (form.words[0] not in _OPENERS and form.words[-1] not in _CLOSERS):
        return ""
    bare = folded
    opening = _OPENING.match(bare)
    if opening:
        bare = bare[opening.end() :]
    bare = _CLOSING.sub("", bare) or bare
    return bare if bare != folded else ""


def denied(folded: str) -> str:
    """What a folded text says it is not: "jaws" in "not jaws"."""
    if " not " not in f" {folded}" and "nt " not in folded and "but " not in folded and "ever " not in folded and "than " not in folded:
        return folded[7:] if folded.startswith("except ") else ""
    denial = _DENIAL.match(folded)
    return folded[denial.end() :] if denial else ""


def says_nothing(folded: str) -> bool:
    """Whether a folded text declines to answer."""
    return len(folded) < 80 and _NOTHING_SAID.fullmatch(folded) is not None


def alternatives(given: str, form: Form) -> list[str]:
    """The answers that `given` (its form: `form`) offers side by side: "Jaws or Heat", "Jaws, Heat and Alien"."""
    words = form.words
    if "or" in words or "/" in given or ";" in given or "|" in given:
        separators = _SEPARATORS
    elif "and" in words or "," in given:
        separators = _CONJUNCTIONS
    else:
        return []
    parts = [part for part in separators.split(" ".join(given.split())) if any(mark.isalnum() for mark in part)]
    return parts if len(parts) > 1 else []


def own_year(given: str) -> tuple[str, int] | None:
    """A title and the year that stands after it: "Cape Fear (1962)", "cape fear 1962"."""
    if not given[-5:].strip(" )]").isdigit():
        return None
    found = _YEAR.match(given)
    return (found[1], int(found[2] or found[3])) if found else None
