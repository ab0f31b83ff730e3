"""The examples of quizzer/bank_files/FORMAT.md: what they say that they ask, and what they do.

An example is one or more ```yaml blocks, each a whole file, and the ```text block below them. A first line such as
"# parts/songs.yaml" names the file, else it is bank.yaml. The text has the questions in the order of the bank with
their answers behind an arrow; under a question, further to the right, what somebody answers and how it is ruled. Of a
bank with faults it has the faults. `python tests/tools/format_examples.py --write` writes the text blocks anew.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizzer import Outcome, load_bank
from quizzer.banks import check_bank

FORMAT = Path(__file__).resolve().parents[2] / "quizzer" / "bank_files" / "FORMAT.md"
_EXAMPLE = re.compile(r"(?P<yaml>(?:^```yaml\n.*?^```\n+)+)^```text\n(?P<told>.*?)^```$", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"# (?P<path>[\w/]+\.yaml)\n")
_RULED = {Outcome.CORRECT: "right", Outcome.PROMPT: "not enough", Outcome.INCORRECT: "wrong"}


@dataclass(frozen=True)
class Example:
    """The files of an example by their paths, the bank's own first, and the lines that stand below them."""

    files: dict[str, str]
    told: list[str]

    def write(self, folder: Path) -> Path:
        """Puts the files into a folder; the path of the bank."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder / next(iter(self.files))

    def outcome(self, folder: Path) -> list[str]:
        """What the bank really asks, or what is wrong with it."""
        bank = self.write(folder)
        faults = [fault.text(str(bank)) for fault in check_bank(bank)]
        return [fault.removeprefix(f"{folder}/") for fault in faults] or list(self._questions(bank))

    def _questions(self, path: Path) -> Iterator[str]:
        bank = load_bank(path)
        given = self._given()
        for number, question in enumerate(bank.questions):
            key = question.key
            yield f"{question.text} → {key.answer if key else 'nobody knows'}"
            for answer in given.get(number, ()):
                assert key is not None
                verdict = key.grade(answer, bank.canon)
                why = "" if verdict.message in ("", "no") else f" ({verdict.message})"
                yield f"    {answer}: {_RULED[verdict.outcome]}{why}"

    def _given(self) -> dict[int, list[str]]:
        """What is answered to each question, as it stands in the example."""
        given: dict[int, list[str]] = {}
        number = -1
        for line in self.told:
            if line.startswith("    "):
                given.setdefault(number, []).append(re.split(r": (?:right|wrong|not enough)?", line[4:])[0])
            else:
                number += 1
        return given


def examples() -> list[Example]:
    """All examples, in their order."""
    return [_example(found) for found in _EXAMPLE.finditer(FORMAT.read_text(encoding="utf-8"))]


def _example(found: re.Match[str]) -> Example:
    files: dict[str, str] = {}
    for text in _BLOCK.findall(found["yaml"]):
        named = _PATH.match(text)
        files[named["path"] if named else "bank.yaml"] = text
    return Example(files, found["told"].splitlines())


def main() -> None:
    def anew(found: re.Match[str]) -> str:
        with tempfile.TemporaryDirectory() as folder:
            told = "".join(f"{line}\n" for line in _example(found).outcome(Path(folder)))
        return f"{found['yaml']}```text\n{told}```"

    text = FORMAT.read_text(encoding="utf-8")
    if sys.argv[1:] == ["--write"]:
        FORMAT.write_text(_EXAMPLE.sub(anew, text), encoding="utf-8")
    else:
        print(_EXAMPLE.sub(anew, text))


if __name__ == "__main__":
    main()
