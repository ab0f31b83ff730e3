"""The lock files of CI (`.ci/lock` makes them) name what pyproject.toml asks for, each package with its hashes."""

from __future__ import annotations

import re
import tomllib

import pytest
from conftest import ROOT
from packaging.requirements import Requirement

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [
    Requirement(line)
    for line in [
        *PROJECT["dependencies"],
        *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
    ]
]
LOCKS = ("lock", "lowest")


def locked(name: str) -> dict[str, tuple[Requirement, list[str]]]:
    """The packages of a lock file by name, each with its hashes."""
    path = ROOT / ".ci" / f"{name}.txt"
    if not path.is_file():
        pytest.skip("not a git checkout")
    text = re.sub(r"^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        package, *hashes = line.split(" --hash=")
        requirement = Requirement(package.strip())
        found[canonical(requirement.name)] = (requirement, hashes)
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_one_version_and_hashes(name: str) -> None:
    for requirement, hashes in locked(name).values():
        assert [one.operator for one in requirement.specifier] == ["=="], requirement
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", one) for one in hashes), requirement


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_the_project_asks_for_is_locked(asked: Requirement, name: str) -> None:
    found = locked(name).get(canonical(asked.name))
    assert found is not None, "run .ci/lock"
    (version,) = found[0].specifier
    assert version.version in asked.specifier, "run .ci/lock"
    if name == "lowest":
        bounds = [bound.version for bound in asked.specifier if bound.operator == ">="]
        assert bounds, f"{asked} names no lowest version"
        assert found[0].specifier.contains(bounds[0]) or version.version.startswith(bounds[0]), "run .ci/lock"
