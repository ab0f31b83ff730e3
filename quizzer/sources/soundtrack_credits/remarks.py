"""Rows without a credit: remarks on where a song is heard or who owns it, and labels that stand without their "by"."""

from __future__ import annotations

import re

from quizzer.sources.soundtrack_credits.patterns import any_of
from quizzer.sources.soundtrack_credits.phrases import Kind, Segment, label_at_start

__all__ = ["dates_a_title", "is_remark", "is_rights_owner", "label_without_by", "may_be_a_title_too"]


_SOCIETIES = any_of("ascap bmi sesac socan prs gema sacem apra mcps siae stim sgae buma jasrac")
_DONE = any_of(
    "written composed sung played performed danced heard hummed whistled used featured recorded reprised "
    "arranged included available appears interpolated chanted parodied lip-synched mimed"
)
_WHERE = any_of(
    "in at on during over under for from as by when while to with before after through throughout often twice "
    "partially briefly also several off-?screen on-?screen again only live continuously and_sung and_played "
    "and_danced and_hummed"
)
_PART = any_of("aria duet chorus music song theme excerpts? selections? adapted taken derived overture")
_BEGINNING = any_of(
    r"trad\. traditional anonymous public_domain instrumental background variations? reprise medley contains? "
    r"heard video music_video title_song title_music title_track end_credits? end_title opening_credits? "
    r"opening_title main_title theme_song national_anthem original the_original nominated based inspired "
    r"includes? features? with to_the_tune tune_of dedicated produced_in remix"
)
_REMARK = re.compile(
    "|".join(
        [
            r"\(.*\)|\[.*\]",
            rf"{_PART}?\s*(?:from|based (?:up)?on)\b.*",
            rf"(?:also\s+)?{_DONE}\b\s*(?:$|{_WHERE}\b).*",
            rf"{_BEGINNING}\b.*",
            rf"{_SOCIETIES}\b.*|.*\({_SOCIETIES}\)\W*",
            r"[a-z]+ version|uncredited|credit only|(?:1[5-9]|20)\d\d|www\..*|https?:.*|by arrangement.*|℗.*|©.*",
        ]
    ),
    re.IGNORECASE,
)
_COMPANIES = any_of(
    r"inc ltd limited llc l\.l\.c l\.p corp corporation gmbh s\.a s\.r\.l b\.v plc k\.k records? recordings? "
    r"publishing publishers? licensing entertainment enterprises music_group music_co music_company film_&_tv "
    r"film_and_television special_products special_markets productions international label_group "
    r"music_publishing"
)
_OWNER = re.compile(
    rf".*\b{_COMPANIES}\b[.)\s]*(?:\([^()]*\))?\W*|(?:a )?(?:division|unit|subsidiary|service|label) of\b.*",
    re.IGNORECASE,
)
_ONLY_A_REMARK = re.compile(
    any_of(
        "based contains? includes? features? featured played heard performed danced hummed whistled used available "
        "recorded appears variations? public_domain ascap bmi background uncredited traditional$ instrumental$",
        "anonymous$",
    )
    + rf"\b|.*\({_SOCIETIES}\)",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:\((?:uncredited|(?:c\.?\s*)?(?:1[5-9]|20)\d\d)\)\s*)+", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    "a an the in on at of for from to by with when while during over as his her and often is was are".split()
)


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
