"""Which wheels a program needs on Windows, asked of the package index.

``pip --platform`` chooses wheels for another system, but goes by the environment
markers of the machine it runs on: on Linux it never sees ``colorama;
platform_system == "Windows"``. So markers are weighed here, and what they add is
asked for until nothing is missing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .platform import PLATFORM, marker_environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROUNDS = 10
"""More rounds than any chain of markers has links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """A wheel that was found: its name, what it needs, its SHA-256."""

    name: str
    version: str
    sha256: str
    requires: tuple[str, ...] = ()


class ResolveError(Exception):
    """The index has no set of wheels that fits."""


def resolve(wanted: Sequence[str], python: str) -> dict[str, Wheel]:
    """Return the wheels that requirements need on Windows, by canonical name.

    Raises
    ------
    ResolveError
        When no wheels fit, or pip could not ask the index.
    """
    asked = list(wanted)
    for _ in range(ROUNDS):
        found = _ask(asked, python)
        missing = unmet(wanted, found, python)
        if not missing:
            needed = reached(wanted, found, python)
            return {name: wheel for name, wheel in found.items() if name in needed}
        asked.extend(missing)
    msg = f"Markers keep asking for more after {ROUNDS} rounds: {asked}"
    raise ResolveError(msg)


def windows_requirements(texts: Iterable[str], python: str) -> list[Requirement]:
    """Return the requirements that hold on Windows.

    Raises
    ------
    ResolveError
        When a requirement names extras, which are not followed here.
    """
    environment = marker_environment(python)
    holding = []
    for text in texts:
        requirement = Requirement(text)
        if requirement.marker and not requirement.marker.evaluate(environment):
            continue
        if requirement.extras:
            msg = f"Extras are not followed: {text}"
            raise ResolveError(msg)
        holding.append(requirement)
    return holding


def reached(
    wanted: Iterable[str], found: Mapping[str, Wheel], python: str
) -> dict[str, list[Requirement]]:
    """Return every name that is needed on Windows, with what asks for it."""
    asked: dict[str, list[Requirement]] = {}
    waiting = windows_requirements(wanted, python)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in asked and name in found:
            waiting.extend(windows_requirements(found[name].requires, python))
        asked.setdefault(name, []).append(requirement)
    return asked


def unmet(wanted: Iterable[str], found: Mapping[str, Wheel], python: str) -> list[str]:
    """Return the requirements that the found wheels leave open on Windows.

    Without their markers: what holds there may not hold where pip is asked.
    """
    return sorted(
        f"{requirement.name}{requirement.specifier}"
        for name, requirements in reached(wanted, found, python).items()
        for requirement in requirements
        if name not in found
        or not requirement.specifier.contains(found[name].version, prereleases=True)
    )


def _ask(wanted: list[str], python: str) -> dict[str, Wheel]:
    """Let pip choose wheels; nothing is downloaded but their metadata."""
    with tempfile.TemporaryDirectory() as target:
        command = [
            *(sys.executable, "-m", "pip", "install", "--dry-run", "--quiet"),
            *("--ignore-installed", "--report", "-", "--target", target),
            *("--only-binary", ":all:", "--platform", PLATFORM),
            *("--implementation", "cp", "--python-version", python),
            *wanted,
        ]
        run = subprocess.run(command, capture_output=True, check=False)
    if run.returncode:
        raise ResolveError(run.stderr.decode("utf-8", "replace").strip())
    rows = json.loads(run.stdout)["install"]
    return {canonicalize_name(row["metadata"]["name"]): _wheel(row) for row in rows}


def _wheel(row: dict[str, dict[str, object]]) -> Wheel:
    metadata, info = row["metadata"], row["download_info"]
    archive = info["archive_info"]
    requires = metadata.get("requires_dist", [])
    if not isinstance(archive, dict) or not isinstance(requires, list):
        msg = "pip reports in a form that is not known here."
        raise ResolveError(msg)
    return Wheel(
        name=str(metadata["name"]),
        version=str(metadata["version"]),
        sha256=str(archive["hashes"]["sha256"]),
        requires=tuple(requires),
    )
