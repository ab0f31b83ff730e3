"""The pages: their HTML, the words in the reader's language, and the picture of a code."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from html import escape
from pathlib import Path
from secrets import choice
from string import Template

import segno
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from quizzer.grading.wordlists import read_pairs
from quizzer.session import LANGUAGES, words_in

FOLDER = Path(__file__).with_name("page")
VIEWS = ("door", "player", "screen", "host")
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters of a code: none that looks like another letter or a digit."""
CODE_LENGTH = 5
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' {sockets}; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def new_code() -> str:
    """A room's code, by chance."""
    return "".join(choice(LETTERS) for _ in range(CODE_LENGTH))


def clean(code: str) -> str:
    """A code as it is stored: what people typed small, or with spaces, is the same."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())[:32]


def page(view: str, request: Request, *, code: str, public_url: str, status: int = 200) -> Response:
    """One of the `VIEWS` in the reader's language."""
    language = _language(request.headers.get("accept-language", ""))
    words = json.dumps(_words(language), ensure_ascii=False).replace("<", "\\u003c")
    shown = {"code": code, "address": re.sub(r"^https?://", "", public_url), "title": f"{code} · quizzer".strip(" ·")}
    shown = {name: escape(text) for name, text in shown.items()}
    text = _template(view).substitute(shown, view=view, language=language, words=words)
    return HTMLResponse(text, status, {"cache-control": "no-store"})


def picture(address: str) -> Response:
    """An address as a QR code."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=False)
    return Response(out.getvalue(), media_type="image/svg+xml", headers={"cache-control": "max-age=3600"})


def safe_headers(host: str) -> dict[str, str]:
    """What every answer says to a browser: no script but ours, no foreign host, no frame."""
    sockets = f"ws://{host} wss://{host}" if re.fullmatch(r"[\w.:\[\]-]+", host) else ""
    return {
        "content-security-policy": _POLICY.format(sockets=sockets),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
    }


@cache
def _template(view: str) -> Template:
    return Template("".join((FOLDER / f"{part}.html").read_text(encoding="utf-8") for part in ("head", view)))


@cache
def _words(language: str) -> dict[str, str]:
    engine = words_in(language).texts.items()
    own = read_pairs(language, beside=__file__)
    return own | {code: text for code, text in engine if code.startswith("category.")}


def _language(accepted: str) -> str:
    """The first language of the reader that there are words in."""
    wanted = (part.partition(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((one for one in wanted if one in LANGUAGES), "en")
