"""What is known of each day: the best cost, how it was found, how long was searched.

``best.json`` holds a record per day; the best plan itself lies beside it, compressed
under a name of its own, so that a search can begin with it. The plan is written first
and an older one goes last: whenever a process is killed, every record that can be
read names a plan that is whole.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from routing.plan.io import dump_plan, load_plan

from .days import FOLDER, CorpusError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from routing.plan.model import Plan

BEST_FILE, PLANS = "best.json", "plans"
PLAN_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best answer to a day: sound, or it would not stand here.

    ``left_weight`` is what stays behind, weighed by priority as the search does:
    less of it is better than any cost. ``warm`` searches began with the best plan
    so far.
    """

    cost_cents: int
    items_unserved: int
    left_weight: int
    seed: int
    engine: str
    parameters: dict[str, Any]
    warm: bool
    commit: str
    found_on: str
    violations: int = 0
    conserved: bool = True

    @property
    def order(self) -> tuple[int, int]:
        """Smaller is better, what is left behind first."""
        return self.left_weight, self.cost_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of one day, as its tables were: ``tables_hash`` names them.

    ``seconds`` and ``turns`` are all searches so far, the lesser ones too; ``plan``
    is the file of the best plan that is kept, empty if none is.
    """

    tables_hash: str
    best: Found | None = None
    turns: int = 0
    seconds: float = 0.0
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """The records of a corpus in its folder."""

    folder: Path = field(default=FOLDER)

    def records(self) -> dict[str, Record]:
        """Return every record by the name of its day; none without a file.

        Raises
        ------
        CorpusError
            When the file cannot be read.
        """
        path = self.folder / BEST_FILE
        if not path.exists():
            return {}
        try:
            values = json.loads(path.read_text("utf-8"))
            return {name: _record(row) for name, row in values.items()}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            msg = f"{path}: {error}"
            raise CorpusError(msg) from error

    def put(self, name: str, record: Record, plan: Plan | None = None) -> Record:
        """Write a day's record, with its plan where there is a better one.

        Returns
        -------
        Record
            The record as written: it names the file of the plan.
        """
        if plan is not None:
            record = replace(record, plan=self._keep(name, plan))
        records = {**self.records(), name: record}
        rows = {key: asdict(records[key]) for key in sorted(records)}
        words = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
        _write(self.folder / BEST_FILE, words.encode())
        if plan is not None:
            self._forget(name, record.plan)
        return record

    def plan(self, record: Record) -> Plan | None:
        """Return the best plan that is kept for a day, None if there is none.

        Raises
        ------
        CorpusError
            When the file is not what a plan looks like.
        """
        path = self.folder / PLANS / record.plan
        if not record.plan or not path.exists():
            return None
        try:
            return load_plan(gzip.decompress(path.read_bytes()).decode())
        except (OSError, EOFError, ValueError) as error:
            msg = f"{path}: {error}"
            raise CorpusError(msg) from error

    def _keep(self, name: str, plan: Plan) -> str:
        text = dump_plan(plan).encode()
        file = f"{name}.{hashlib.sha256(text).hexdigest()[:PLAN_DIGITS]}.json.gz"
        (self.folder / PLANS).mkdir(parents=True, exist_ok=True)
        # No time of day in the file: the same plan is the same bytes.
        _write(self.folder / PLANS / file, gzip.compress(text, mtime=0))
        return file

    def _forget(self, name: str, kept: str) -> None:
        for path in sorted((self.folder / PLANS).glob(f"{name}.*.json.gz")):
            if path.name != kept:
                path.unlink()


def _record(row: Mapping[str, Any]) -> Record:
    best = row.get("best")
    return Record(**{**row, "best": None if best is None else Found(**best)})


def _write(path: Path, content: bytes) -> None:
    """Put content in the place of a file, whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
