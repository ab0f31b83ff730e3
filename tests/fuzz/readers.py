"""The readers that are thrown mutated files at, each with small valid ones."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from formats.told import FILES
from formats.told import FIXTURES as FORMAT_FIXTURES
from fuzz.net_readers import net_targets
from fuzz.own_files import own_targets, play
from fuzz.run import Target
from sources.imdb_dataset_rows import ROWS, write_dataset
from sources.wikidata_items import NAMES, THIEF, dump

from quizzer import AnswerKey, Question, Rules, Session, load_bank
from quizzer.bank_files.reader import read_bank_text
from quizzer.bank_files.yaml_writer import read_back, write_bank
from quizzer.banks.checks.inspection import inspect_bank
from quizzer.driver.lines import serve
from quizzer.errors import IllegalAction, QuizzerError, SourceError
from quizzer.files import check_unpacked_size, read_text
from quizzer.formats import FORMATS, in_one_bank, read_format
from quizzer.formats.watched_lists import read_watched
from quizzer.grading import KINDS
from quizzer.session import Answer, Join, Log, Next, Start
from quizzer.sources.imdb_dataset.dataset_files import find_files, salvage
from quizzer.sources.imdb_dataset.importing import import_imdb_dataset
from quizzer.sources.imdb_page import decode_page, read_imdb_page
from quizzer.sources.soundtrack_credits import read_songs
from quizzer.sources.wikidata import read_wikidata

FIXTURES = Path(__file__).parents[1] / "fixtures"
BANKS = Path(__file__).parents[2] / "question_banks"
SOUNDTRACK = (
    "Salt and Tin\nWritten by Ann Bee (as A. Bee) & Cy Dee\nPerformed by The Saints featuring Di Ell\n"
    "Courtesy of Tin Records\nTide\n(1936)\nMusic by Cole Porter\nLyrics by Dorothy Fields\n"
)
_SMALL_BANK = """title: x
aliases: {Bob: [Robert]}
films:
- title: Tide
  year: 1987
  directors: [Ann Bee]
  also_known_as: [{title: Ebb, country: DE, meaning: Low water}]
  cast: [{actor: Cy Dee, character: Bob, leading: yes}]
  soundtrack: [{song: Salt, music: Di Ell}]
  trivia: ["The [[tower|mast]] was built of [[cardboard]]."]
  quotes: ["Bob: We sail at dawn, and nobody will ask why."]
  awards: [{award: Golden Gull, for: best song, who: [Di Ell], year: 1988}]
  disputed: [{fact: year, said: 1987, also_said: 1988}]
  contributed: [{fact: composer, when: 2026-03-01, players: 2}]
  gaps: [{asks: release title, country: IN, language: en}]
  sources:
  - https://en.wikipedia.org/wiki/Tide
  - {page: "https://en.wikipedia.org/wiki/1987_in_film", confirms: [year, released DE, cast Cy Dee]}
questions:
- {id: gull, ask: Which bird?, answer: A gull, accept: [Larus], reject: {Tern: That is another.}, difficulty: 2}
"""
MHTML = (
    'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
    "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{}\n--b--\n"
)


def targets(folder: Path) -> dict[str, Target]:
    """Every reader by its name. Those of files read one in this folder."""
    page = (FIXTURES / "lighthouse_thief.html").read_bytes()
    shown = [(FIXTURES / name).read_bytes() for name in ("lighthouse_thief.txt", "salt_and_tin.txt")]
    found = {
        "imdb-html": Target(_page, [page], (QuizzerError,)),
        "imdb-text": Target(_page, shown, (QuizzerError,)),
        "imdb-mhtml": Target(_page, [MHTML.format(page.decode().replace("=", "=3D")).encode()], (QuizzerError,)),
        "soundtrack": Target(lambda data: read_songs(_text(data).splitlines()), [SOUNDTRACK.encode()], ()),
        "wikidata": Target(_file(folder / "w.json", lambda path: read_wikidata([path])), _wikidata(), ()),
        "labels": Target(
            _file(folder / "l.tsv", lambda path: read_wikidata([], labels=[path])), [b"Q1\tHenrik Vos\nQ2\tx\n"], ()
        ),
        "imdb-dataset": Target(_dataset(folder / "imdb"), _dataset_files(), (QuizzerError,), slow=True),
        "imdb-gz": Target(_packed(folder / "gz"), _packed_files(), (QuizzerError,), slow=True),
        "bank": Target(lambda data: read_bank_text(_text(data)), _banks(), ()),
        "bank-file": Target(_file(folder / "b.yaml", load_bank), _banks(), (QuizzerError,)),
        "check": Target(_file(folder / "c.yaml", _checked), [_SMALL_BANK.encode()], ()),
        "watched": Target(_file(folder / "watched", read_watched), _watched_lists(), (QuizzerError,)),
        "imdb-files": Target(_dataset_alone(folder / "files"), [*_dataset_files(), *_packed_files()], (QuizzerError,)),
        **own_targets(folder),
        **net_targets(folder),
        "log": Target(_log, [b"".join(_session().log.lines()), _session().log.to_json()], (QuizzerError,)),
        "snapshot": Target(_snapshot(), [_session().snapshot()], (QuizzerError,)),
        "protocol": Target(_line, _LINES, (QuizzerError,)),
        "referee": Target(_referee(), [b"I think it's Jaws (1975)", b"Chico, Harpo and Groucho", b"$18,000,000"], ()),
    }
    for name in FORMATS:
        seeds = [(FORMAT_FIXTURES / file).read_bytes() for file in FILES[name]]
        found[name] = Target(_format(name, folder / "f"), seeds, (QuizzerError,))
    return found


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _page(data: bytes) -> object:
    film = read_imdb_page(decode_page(data, file="page")[0], file="page").film
    # To write a bank takes longer than to read a page: one in four is written.
    return read_back(write_bank([film], title="x")) if crc32(data) % 4 == 0 else film


def _file(path: Path, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    def reading(data: bytes) -> object:
        path.write_bytes(data)
        return read(path)

    return reading


def _checked(path: Path) -> object:
    return inspect_bank(path, review=True)


def _format(name: str, path: Path) -> Callable[[bytes], object]:
    def reading(data: bytes) -> object:
        path.write_bytes(data)
        text = read_text(path, at_most=1_000_000, error=SourceError)
        imported = in_one_bank([read_format(name, text, file="f")])
        return read_back(write_bank(title="x", questions=imported.entries)) if imported.entries else None

    return reading


def _wikidata() -> list[bytes]:
    return [dump([THIEF, *NAMES]).encode(), json.dumps({"entities": {"Q900": THIEF}}).encode()]


def _dataset_files() -> list[bytes]:
    """Each of IMDb's files, below a line with its name."""
    with TemporaryDirectory() as folder:
        write_dataset(Path(folder))
        return [f"{name}\n".encode() + Path(folder, f"{name}.tsv").read_bytes() for name in ROWS]


def _dataset(folder: Path) -> Callable[[bytes], object]:
    """An import with one file exchanged; what comes of it is a bank that can be played."""

    def reading(data: bytes) -> None:
        name, _, content = data.partition(b"\n")
        write_dataset(folder)
        Path(folder, f"{name.decode() if name.decode('utf-8', 'replace') in ROWS else 'title.akas'}.tsv").write_bytes(
            content
        )
        import_imdb_dataset(folder, folder / "films.quizzer")
        play(load_bank(folder / "films.quizzer"))

    return reading


def _packed_files() -> list[bytes]:
    """title.akas packed whole, and packed in two pieces."""
    content = next(file for file in _dataset_files() if file.startswith(b"title.akas\n")).partition(b"\n")[2]
    return [
        gzip.compress(content, mtime=0),
        gzip.compress(content[:500], mtime=0) + gzip.compress(content[500:], mtime=0),
    ]


def _packed(folder: Path) -> Callable[[bytes], object]:
    def reading(data: bytes) -> None:
        write_dataset(folder, "title.akas")
        Path(folder, "title.akas.tsv.gz").write_bytes(data)
        import_imdb_dataset(folder, folder / "films.quizzer")

    return reading


def _dataset_alone(folder: Path) -> Callable[[bytes], object]:
    """What quizzer itself reads of a file of IMDb's, plain or packed: its header, its size and its good lines. Far
    quicker than an import, which is DuckDB's work."""

    def reading(data: bytes) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        write_dataset(folder, *(name for name in ROWS if name != "title.basics"))
        name, found, content = data.partition(b"\n")
        plain = found and name.decode("utf-8", "replace") in ROWS
        file = folder / (f"{name.decode()}.tsv" if plain else "title.akas.tsv.gz")
        file.write_bytes(content if plain else data)
        faults: list[SourceError] = []
        for table in find_files(folder, faults).values():
            check_unpacked_size(table.path)
            faults += salvage(table, folder / "saved")
        assert all(map(str, faults))

    return reading


def _watched_lists() -> list[bytes]:
    """What Letterboxd and IMDb export, and a plain list."""
    letterboxd = (
        b'Date,Name,Year,Letterboxd URI\n2024-01-02,Heat,1995,https://boxd.it/x\n2024-01-03,"Me, Myself",2000,\n'
    )
    imdb = b"Const,Your Rating,Title,URL,Title Type,Year\ntt0110912,9,Pulp Fiction,u,Movie,1994\n"
    found = [letterboxd, imdb, b"Heat (1995)\n\n  tt0110912  \n1917\nhttps://www.imdb.com/title/tt0082971/\n"]
    for packing in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        export = io.BytesIO()
        with zipfile.ZipFile(export, "w", packing) as packed:
            for name in ("watched.csv", "diary.csv"):
                packed.writestr(zipfile.ZipInfo(name), letterboxd, packing)
        found.append(export.getvalue())
    return found


def _banks() -> list[bytes]:
    names = sorted(BANKS.glob("*.yaml"), key=lambda path: path.stat().st_size)[:2]
    return [_SMALL_BANK.encode(), *(path.read_bytes()[:6_000] for path in names)]


QUESTIONS = [
    Question(id=f"q{number}", text=f"What is {number}?", key=AnswerKey(str(number), kind="number"))
    for number in range(4)
]


def _session() -> Session:
    session = Session(QUESTIONS, Rules.preset("classic", questions=3), seed=7)
    for action, at in ((Join("ada"), 0.0), (Start(), 0.0), (Answer("ada", "1"), 4.0)):
        session.apply(action, at=at)
    return session


def _snapshot() -> Callable[[bytes], object]:
    """A game that is restored can be played on, and saved again."""

    def reading(data: bytes) -> object:
        session = Session.restore(data, QUESTIONS)
        for action in (Answer("ada", "2"), Next(), Answer("ada", "1")):
            with suppress(IllegalAction):
                session.apply(action, at=session.at + 1)
        return session.view("ada") if "ada" in session.players else None, session.snapshot()

    return reading


def _log(data: bytes) -> None:
    """A log in lines carries its questions; one as a whole is replayed over ours. Either is written again as it is."""
    read: Callable[[], Log]
    for read in (lambda: Log.read(data.splitlines(keepends=True)), lambda: Log.from_json(data)):
        with suppress(QuizzerError):
            log = read()
            assert Log.read(log.lines()) == log
            Session.rescore(log, log.questions or QUESTIONS)
            for questions in (None, QUESTIONS):
                with suppress(QuizzerError):
                    session = Session.replay(log, questions)
                    assert Session.replay(session.log) == session


_LINES = [
    b'{"type":"join","player":"ada"}',
    b'{"type":"start"}',
    b'{"type":"answer","player":"ada","given":"1"}\n{"type":"protest","ruling":3,"by":"ada"}\n{"type":"next"}',
    b'{"type":"view","player":"ada"}\n{"type":"to_rule"}\n{"type":"snapshot"}\n{"type":"undo","by":"ada"}',
]


def _line(data: bytes) -> None:
    out = io.StringIO()
    session = Session(QUESTIONS, Rules.preset("blitz" if crc32(data) % 2 else "classic"), seed=7)
    serve(session, io.BytesIO(b"\n".join([*_LINES[:2], data])), out)
    assert all(json.loads(answer)["type"] for answer in out.getvalue().splitlines())


def _referee() -> Callable[[bytes], object]:
    answers: dict[str, object] = {
        "number": "7", "year": "1995", "date": "16 May 1995", "money": "$18,000,000", "duration": "1h 52m",
        "boolean": "true", "choice": "Brazil", "list": ["Chico", "Harpo Marx", "Groucho"],
    }  # fmt: skip
    keys = [AnswerKey(answers.get(kind, "Joel Coen"), kind=kind) for kind in KINDS]  # type: ignore[arg-type]

    def reading(data: bytes) -> object:
        return [key.grade(_text(data)).message for key in keys]

    return reading
