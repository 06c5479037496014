"""One JSON per run: where it was made, what it was asked, and its rows."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from .row import Row, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA_VERSION = "1.0"
RESULTS = Path(__file__).parents[1] / "results"
BASELINE = "baseline"
NUMBERED = re.compile(r"(\d{4})_.*\.json")
DIRTY = "+"


class RunFileError(ValueError):
    """A file that is no run; ``path`` is the file."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of a suite.

    ``commit`` is the short name of the commit, ``dirty`` whether files differed
    from it; ``made`` is UTC in ISO 8601. ``skipped`` are entries of the suite
    whose files are not here.
    """

    suite: str
    rows: tuple[Row, ...]
    commit: str
    dirty: bool
    made: str
    command: str
    first_seed: int = 1
    versions: dict[str, str] = field(default_factory=dict)
    machine: dict[str, Any] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    load_average: float | None = None

    @property
    def sound(self) -> bool:
        """Whether every row is feasible."""
        return all(row.feasible for row in self.rows)

    def summary(self) -> dict[str, dict[str, Any]]:
        """Return per family: rows, feasible share, mean gap in per cent, seconds."""
        families = dict.fromkeys(row.family for row in self.rows)
        return {
            family: _summary([row for row in self.rows if row.family == family])
            for family in families
        }


def _summary(rows: Sequence[Row]) -> dict[str, Any]:
    gaps = [row.gap_percent for row in rows if row.gap_percent is not None]
    return {
        "rows": len(rows),
        "mean_gap_percent": mean(gaps) if gaps else None,
        "feasible_share": sum(row.feasible for row in rows) / len(rows),
        "items_unserved": sum(row.items_unserved for row in rows),
        "mean_seconds": mean(row.seconds for row in rows),
        "peak_mib": max(row.peak_mib for row in rows),
    }


def now() -> str:
    """Return the instant as it stands in a run."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def dump_run(run: Run) -> str:
    """Return a run as JSON, each row on a line of its own."""
    values = {"schema_version": SCHEMA_VERSION, **asdict(run)}
    rows = values.pop("rows")
    head = json.dumps(values, ensure_ascii=False, indent=1)[:-2]
    summary = json.dumps(run.summary(), ensure_ascii=False)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{head},\n "summary": {summary},\n "rows": [\n{lines}\n]\n}}\n'


def load_run(path: Path) -> Run:
    """Read a run.

    Raises
    ------
    RunFileError
        When the file cannot be read or is no run of this schema.
    """
    try:
        values = json.loads(path.read_text("utf-8"))
        version = values.pop("schema_version")
        rows = tuple(row_of(row) for row in values.pop("rows"))
        values.pop("summary", None)
        skipped = tuple(values.pop("skipped", ()))
        run = Run(rows=rows, skipped=skipped, **values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise RunFileError(path, f"{type(error).__name__}: {error}") from error
    if version != SCHEMA_VERSION:
        raise RunFileError(path, f"schema {version!r}, expected {SCHEMA_VERSION!r}")
    return run


def write_whole(path: Path, text: str) -> None:
    """Write a file beside its place and put it there at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(text, "utf-8", newline="\n")
    part.replace(path)


def numbered(folder: Path, run: Run) -> Path:
    """Return the next free name ``NNNN_COMMIT_SUITE.json`` in a folder."""
    names = [NUMBERED.fullmatch(path.name) for path in sorted(folder.glob("*.json"))]
    last = max((int(found[1]) for found in names if found), default=0)
    commit = run.commit + DIRTY if run.dirty else run.commit
    return folder / f"{last + 1:04d}_{commit}_{run.suite}.json"


def numbered_runs(folder: Path) -> list[Run]:
    """Return the runs of a folder in the order of their numbers."""
    paths: Sequence[Path] = sorted(folder.glob("*.json"))
    return [load_run(path) for path in paths if NUMBERED.fullmatch(path.name)]


def baseline_path(suite: str, folder: Path = RESULTS) -> Path:
    """Return where the accepted run of a suite lies."""
    return folder / f"{suite}-{BASELINE}.json"
