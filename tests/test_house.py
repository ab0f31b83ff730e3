"""The house stands as its design says: what lies at the top, what an import costs, what travels in the wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import house
import pytest
from conftest import ROOT

import quizzer

TOP = {"CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", "question_banks", "quizzer", "tests"}


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def test_nothing_else_lies_at_the_top(tracked: list[str]) -> None:
    assert {name for line in tracked if not (name := line.split("/")[0]).startswith(".")} == TOP


def test_no_older_copy_of_a_file_lies_beside_it(tracked: list[str]) -> None:
    """`quizzer check --fix` leaves the old file as `bank.yaml~`."""
    assert [line for line in tracked if "~" in line] == []


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_quizzer_loads_no_screen_no_command_line_no_database() -> None:
    heavy = {"prompt_toolkit", "click", "sqlite3", "asyncio", "yaml", "rapidfuzz", "msgspec"}
    assert not heavy & loaded_by("import quizzer")


def test_the_first_frame_of_a_cached_bank_needs_no_referee_no_films_no_menu() -> None:
    heavy = {"rapidfuzz", "yaml", "quizzer.facts.film", "quizzer.driver.lines", "quizzer.terminal.menu_page"}
    code = (
        "import quizzer.commands.play, quizzer.games.prepared_game, quizzer.banks.cache, quizzer.terminal.full_screen\n"
        "quizzer.commands.play.new_game"
    )
    assert not heavy & loaded_by(code)


def test_a_game_in_a_pipe_loads_no_screen() -> None:
    heavy = {"prompt_toolkit", "sqlite3", "asyncio"}
    code = "import quizzer.commands.play, quizzer.banks, quizzer.driver"
    assert not heavy & loaded_by(code)


def test_a_check_loads_no_screen_even_where_it_shows_lines_of_the_file(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text('questions:\n  - {ask: "名前?", anser: "名前"}\n', encoding="utf-8")
    assert "prompt_toolkit" not in loaded_by(f"from quizzer.commands.running import run\nrun(['check', {str(bank)!r}])")
    shown = loaded_by(
        "from quizzer.banks.checks.inspection import inspect_bank\n"
        "from quizzer.commands.check import Checked, ReportStyle, tell_text\n"
        f"tell_text(Checked([inspect_bank({str(bank)!r})]), ReportStyle(width=80, colours=True))"
    )
    assert "quizzer.commands.check" in shown
    assert "prompt_toolkit" not in shown


def test_records_load_their_database_when_they_are_opened_and_fsrs_when_somebody_studies() -> None:
    assert not {"sqlite3", "fsrs"} & loaded_by("import quizzer.records, quizzer.records.structs")
    opened = loaded_by("import quizzer.records; quizzer.records.Records")
    assert "sqlite3" in opened
    assert "fsrs" not in opened


def test_an_import_loads_no_other_importer() -> None:
    page = ROOT / "tests" / "fixtures" / "lighthouse_thief.txt"
    loaded = loaded_by(f"from quizzer.commands.running import run; run(['import', 'imdb-page', {str(page)!r}])")
    assert "quizzer.sources.imdb_page" in loaded
    others = ("quizzer.sources.imdb_dataset", "quizzer.sources.wikidata", "quizzer.formats.")
    assert not [name for name in loaded if name.startswith(others)]


@pytest.mark.parametrize("name", [name for name in quizzer.__all__ if name != "__version__"])
def test_every_public_name_loads_and_is_documented(name: str) -> None:
    assert getattr(quizzer, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Quiz'"):
        _ = quizzer.Quiz


def test_the_wheel_carries_the_banks_and_the_types(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"quizzer/question_banks/{bank.name}" for bank in (ROOT / "question_banks").glob("*.yaml")} <= names
    assert {"quizzer/py.typed", "quizzer/bank_files/FORMAT.md", "quizzer/question_banks/bank.schema.json"} <= names
    word_lists = {str(path.relative_to(ROOT)) for path in (ROOT / "quizzer").rglob("words/*.txt")}
    migrations = {str(path.relative_to(ROOT)) for path in (ROOT / "quizzer").rglob("*.sql")}
    assert "quizzer/grading/words/common_words.txt" in word_lists <= names
    assert "quizzer/records/migrations/1_games.sql" in migrations <= names
    assert not [name for name in names if name.startswith("tests/")]


# -- files and names

HIGHEST, LOWEST = 400, 60
"""Lines of a file: at most, and at least if it has one user."""
SAME_NAME: dict[str, str] = {}
"""Module names that may stand twice, and why."""
SAME_CLASS: dict[str, str] = {}
"""Names of public classes that may stand twice, and why."""


def all_but_packages() -> list[house.Module]:
    return [one for one in house.modules().values() if not one.is_package and one.stem != "__main__"]


def test_no_file_is_too_long_to_hold_in_mind() -> None:
    assert {one.name: one.lines for one in house.modules().values() if one.lines > HIGHEST} == {}


def test_a_short_file_with_one_user_is_part_of_that_user() -> None:
    """Members that a table lists are files of their own, however short: commands, kinds, formats, sources, stores."""
    short = [one.name for one in all_but_packages() if one.lines < LOWEST and one.room != "quizzer"]
    users = {name: house.users_of(name) for name in short if not house.is_in_a_table(name)}
    assert {name: names for name, names in users.items() if len(names) == 1} == {}


def test_every_module_has_a_user() -> None:
    unused = [one.name for one in all_but_packages() if not house.users_of(one.name)]
    assert [name for name in unused if not house.is_in_a_table(name)] == []


def test_a_name_stands_for_one_module() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for one in all_but_packages():
        homes[one.stem].append(one.name)
    assert {name: places for name, places in homes.items() if len(places) > 1 and name not in SAME_NAME} == {}
    assert [name for name in SAME_NAME if len(homes[name]) < 2] == []


def test_a_name_stands_for_one_public_class() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for one in house.modules().values():
        for name in one.classes:
            homes[name].append(one.name)
    doubled = {name: places for name, places in homes.items() if len(places) > 1 and not name.startswith("_")}
    assert {name: places for name, places in doubled.items() if name not in SAME_CLASS} == {}
    assert [name for name in SAME_CLASS if name not in doubled] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert house.circles() == []


def test_only_a_package_says_what_it_shows() -> None:
    """A module's public names are those without an underscore."""
    assert [one.name for one in all_but_packages() if "\n__all__" in one.path.read_text(encoding="utf-8")] == []
