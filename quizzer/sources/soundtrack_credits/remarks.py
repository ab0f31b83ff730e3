"""Rows without a credit: remarks on where a song is heard or who owns it, and labels that stand without their "by"."""

from __future__ import annotations

import re

from quizzer.sources.soundtrack_credits.phrases import Kind, Segment, label_at_start

__all__ = ["dates_a_title", "is_remark", "is_rights_owner", "label_without_by", "may_be_a_title_too"]

_PLACED = (
    r"(?:in|at|on|during|over|under|for|from|as|by|when|while|to|with|before|after|through(?:out)?|often|twice|partially|briefly|also|several"
    r"|in the|off-?screen|on-?screen|again|only|live|continuously|and (?:sung|played|danced|hummed|whistled))"
)
_REMARK = re.compile(
    r"\(.*\)|\[.*\]|(?:aria|duet|chorus|music|song|theme|excerpts?|selections?|adapted|taken|derived|overture)?\s*(?:from|based (?:up)?on)\b"
    rf"|(?:also\s+)?(?:written|composed|sung|played|performed|danced|heard|hummed|whistled|used|featured|recorded|reprised|arranged|included"
    rf"|available|appears|interpolated|chanted|parodied|lip-synched|mimed)\b\s*(?:$|{_PLACED}\b).*"
    r"|(?:trad(?:itional|\.)|anonymous|public domain|instrumental|background|variations?|reprise|medley|contains?|heard|video|music video"
    r"|title (?:song|music|track)|end (?:credits?|title)|opening (?:credits?|title)|main title|theme song|national anthem|(?:the )?original|nominated"
    r"|based|inspired|includes?|features?|with |to the tune|tune of|dedicated|produced in|remix)\b.*"
    r"|(?:ascap|bmi|sesac|socan|prs|gema|sacem|apra|mcps|siae|stim|sgae|buma|jasrac)\b.*|.*\((?:ascap|bmi|sesac|socan|prs|gema|sacem|apra)\)\W*"
    r"|[a-z]+ version|uncredited|credit only|(?:1[5-9]|20)\d\d|www\..*|https?:.*|by arrangement.*|℗.*|©.*",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r".*\b(?:inc|ltd|limited|llc|l\.l\.c|l\.p|corp|corporation|gmbh|s\.a|s\.r\.l|b\.v|plc|k\.k|records?|recordings?|publishing|publishers?"
    r"|licensing|entertainment|enterprises|music group|music co|music company|film & tv|film and television|special (?:products|markets)|productions"
    r"|international|label group|songs of .*|music publishing)\b[.)\s]*(?:\([^()]*\))?\W*|(?:a )?(?:division|unit|subsidiary|service|label) of\b.*",
    re.IGNORECASE,
)
_ONLY_A_REMARK = re.compile(
    r"(?:based|contains?|includes?|features?|featured|played|heard|performed|danced|hummed|whistled|used|available|recorded|appears|variations?"
    r"|public domain|ascap|bmi|background|uncredited|traditional$|instrumental$|anonymous$)\b|.*\((?:ascap|bmi)\)",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:\((?:uncredited|(?:c\.?\s*)?(?:1[5-9]|20)\d\d)\)\s*)+", re.IGNORECASE)
_SMALL_WORDS = frozenset("a an the in on at of for from to by with when while during over as his her and often is was are".split())


def is_remark(text: str) -> bool:
    """True for "Played during the opening credits", 'from the opera "Carmen"', "(1939) (uncredited)"."""
    return bool(_REMARK.fullmatch(text))


def dates_a_title(text: str) -> bool:
    """True for a row that only ever follows a title: "(1939) (uncredited)"."""
    return bool(_DATED.fullmatch(text))


def may_be_a_title_too(text: str) -> bool:
    """True for a remark that could be a title: "From This Moment On", "Traditional Dance", "Written in the Wind"."""
    return text[:1].isupper() and not _ONLY_A_REMARK.match(text)


def is_rights_owner(text: str) -> bool:
    """True for the second line of "by arrangement with / Sony Music Licensing" and the like."""
    return bool(_OWNER.fullmatch(text))


def label_without_by(text: str) -> Segment | None:
    """The credit in "Music Angelo Badalamenti" and "Music - Angelo Badalamenti", where the "by" was lost."""
    found = label_at_start(text)
    if not found:
        return None
    roles, names = found
    names = re.sub(r"^[-–—:]\s+", "", names)
    first = names.split()[0] if names else ""
    if not first or first.casefold() in _SMALL_WORDS or (first[0].islower() and text != text.lower()):
        return None
    return Segment(Kind.CREDIT, names, roles) if roles else Segment(Kind.OTHER_CREDIT, names)
