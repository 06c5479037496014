"""What a benchmark writes down: one row per seed, and where it was made."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routing.planning.machine import description, versions

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
COUNTED = ("gongpei", "python", "ortools", "numba", "numpy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The same day under OR-Tools' default guided local search.

    ``inserted`` shipments did not hold in its routes, or were missing, and
    were put in by our insertion. ``ratio`` is our cost over its cost, to be
    read only where ``same_left``: where both leave the same items behind.
    """

    cost_yuan: float
    items_unserved: int
    left_weight: int
    violations: int
    not_conserved: int
    proposed: bool
    inserted: int
    engine_seconds: float
    peak_mib: int
    ratio: float
    same_left: bool
    better: bool
    """Less left behind, or as much at less cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One planned day.

    ``first_plan_seconds`` counts from the start of the process, reading and
    distances included, ``search_first_seconds`` from the start of planning;
    both are None in iteration mode, where no clock is read.
    ``violations`` is what ``gongpei check`` finds; ``not_conserved`` counts
    the triples of site, partner and class whose items do not add up.
    """

    seed: int
    items_demanded: int
    items_unserved: int
    left_weight: int
    cost_yuan: float
    vehicles_used: int
    km: float
    first_plan_seconds: float | None
    search_first_seconds: float | None
    search_seconds: float
    process_seconds: float
    iterations: int
    peak_mib: int
    violations: int
    triples: int
    not_conserved: int
    load_average: float | None
    baseline: Baseline | None = None

    @property
    def sound(self) -> bool:
        """Whether rules and conservation hold, for the baseline too."""
        found = self.violations + self.not_conserved
        if self.baseline is not None:
            found += self.baseline.violations + self.baseline.not_conserved
        return not found


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where and how the rows were made."""

    command: str
    commit: str
    versions: dict[str, str] = field(default_factory=dict)
    machine: dict[str, object] = field(default_factory=dict)


def setting_of(command: str) -> Setting:
    """Return what this checkout and this machine are."""
    machine = description()
    machine.pop("peak_memory_mib", None)
    found = versions()
    return Setting(
        command=command,
        commit=commit(),
        versions={name: found[name] for name in COUNTED if name in found},
        machine=machine,
    )


def made_by(setting: Setting, loads: Sequence[float | None]) -> str:
    """Return the sentence on how rows were made, with the highest load before one."""
    machine = setting.machine
    packages = ", ".join(f"{name} {text}" for name, text in setting.versions.items())
    known = [load for load in loads if load is not None]
    load = f", load average up to {max(known):.1f} at the start" if known else ""
    return (
        f"Made by `{setting.command}` at commit {setting.commit} on "
        f"{machine['system']} {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_mib']} MiB{load}; {packages}."
    )


def commit() -> str:
    """Return the short commit, with ``+`` where files differ from it."""
    try:
        head = _git("rev-parse", "--short", "HEAD").strip()
        changed = _git("status", "--porcelain", "--untracked-files=no").strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{head}+" if changed else head


def _git(*words: str) -> str:
    command = ["git", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout


def load_average() -> float | None:
    """Return how many processes wanted a core in the last minute."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def json_line(row: Row, parameters: dict[str, Any], setting: Setting) -> str:
    """Return a row with its parameters and setting as one line of JSON."""
    values = {**asdict(row), "parameters": parameters, "setting": asdict(setting)}
    return json.dumps(values, ensure_ascii=False)
