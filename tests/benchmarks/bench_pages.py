"""What reading a saved page costs, beside parsing its HTML.

    python tests/benchmarks/bench_pages.py [PAGE…] [--size BYTES]

Pages of two kinds are made for so many BYTES (1,000,000 if none is said): one as a film's page is, with its cast,
trivia and data, and the densest there can be, a table of the cast in short rows. Other PAGES are measured as they are.
The mark is 20 times parsing with selectolax for the first kind; the best of several runs counts, in processor time.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from quizzer.sources.imdb_page import decode_page, read_imdb_page

MOST = 20.0
_RUNS = 5
_HEAD = "<!DOCTYPE html><html><head><title>Salt Road (1999) - IMDb</title>{}</head><body><div>IMDb RATING</div>"
_MEMBER = """<div data-testid="title-cast-item" class="sc-bfec09a1-5 hNfYaW ipc-avatar ipc-sub-grid-item">
<div class="ipc-avatar ipc-avatar--base"><a class="ipc-lockup-overlay ipc-focusable" tabindex="-1"
href="/name/nm{id}/?ref_=tt_cl_i_{number}" aria-hidden="true"><div class="ipc-lockup-overlay__screen"></div></a></div>
<div class="sc-bfec09a1-7 dpBDvu"><a data-testid="title-cast-item__actor" class="sc-bfec09a1-1 gCQkeh"
href="/name/nm{id}/?ref_=tt_cl_t_{number}">Actor {number} Venn</a><div class="title-cast-item__characters-list">
<ul class="ipc-inline-list ipc-inline-list--no-wrap"><li role="presentation" class="ipc-inline-list__item"><a
data-testid="cast-item-characters-link" href="/title/tt9000001/characters/nm{id}?ref_=tt_cl_c_{number}"><span
class="sc-bfec09a1-4 kvTUwN">Role {number}</span></a></li></ul></div></div></div>"""
_SAID = """<section class="ipc-page-section"><div class="ipc-title"><h3 class="ipc-title__text">{label}</h3></div>
<div class="ipc-overflowText"><div class="ipc-html-content"><div class="ipc-html-content-inner-div">
Behind the {number}th salt hill the lorry of <a href="/name/nm{id}/?ref_=tt_trv">Actor {number} Venn</a> stood, until
somebody found the key &amp; a map &quot;of the road&quot;.</div></div></div></section>"""
_LABELS = ("Trivia", "Goofs", "More like this", "Related news")


def page_of_a_film(size: int) -> str:
    """A page as IMDb renders them."""
    title = {"id": "tt9000001", "titleText": {"text": "Salt Road"}, "releaseYear": {"year": 1999}}
    data = json.dumps({"props": {"pageProps": {"tconst": "tt9000001", "aboveTheFoldData": title}}})
    parts = [_HEAD.format(f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'), "<h3>Top cast</h3>"]
    parts += [_MEMBER.format(id=f"{number:07}", number=number) for number in range(18)]
    length, number = sum(map(len, parts)), 0
    while length < size:
        label = _LABELS[number % len(_LABELS)]
        parts.append(_SAID.format(label=label, id=f"{number:07}", number=number))
        length += len(parts[-1])
        number += 1
    return "".join(parts)


def page_of_rows(size: int) -> str:
    """Nothing but short rows."""
    row = "<tr><td>Actor {0} Venn</td><td>...</td><td>Role {0}</td></tr>"
    rows = "".join(row.format(number) for number in range(size // (len(row) + 4)))
    return f"{_HEAD.format('')}<h3>Top cast</h3><table>{rows}</table>"


def best(run: Callable[[], object]) -> float:
    """The least processor time of several runs, in milliseconds."""
    times = []
    for _ in range(_RUNS):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return min(times) * 1e3


def tell(name: str, text: str, most: float | None = None) -> None:
    parsing = best(lambda: LexborHTMLParser(text))
    reading = best(lambda: read_imdb_page(text))
    mark = f"   mark {most:g}{'' if reading <= most * parsing else '   OVER'}" if most else ""
    print(f"{name:24s} {len(text) / 1e3:7,.0f} KB {reading:8.1f} ms {reading / parsing:6.1f} times parsing{mark}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reader of saved pages.")
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--size", type=int, default=1_000_000)
    arguments = parser.parse_args()
    tell("a film's page", page_of_a_film(arguments.size), MOST)
    tell("nothing but rows", page_of_rows(arguments.size))
    for page in arguments.pages:
        tell(page.name[:24], decode_page(page.read_bytes())[0])


if __name__ == "__main__":
    main()
