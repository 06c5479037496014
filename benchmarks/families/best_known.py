"""Best-known values as they stand beside an instance.

``NAME.sol``, or a row of ``best_known.csv``, ``BKS.csv``, ``results.csv`` or
``Results-*.txt`` in the folder of the instance or the one above.
"""

from __future__ import annotations

import csv
import math
from typing import TYPE_CHECKING

from .family import BestKnown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

TABLES = ("best_known.csv", "BKS.csv", "results.csv")
NAMES = ("instance", "instance name", "name")
COSTS = (
    "cost", "distance", "bks", "best_known", "best known", "upper_bound",
    "objective", "value",
)  # fmt: skip
VEHICLES = ("routes", "vehicles")
SOURCES = ("source", "method", "who")
STATUSES = ("OPTIMAL", "FEASIBLE", "TIMEOUT")


def best_in_tables(path: Path) -> BestKnown | None:
    """Return what the tables about an instance know, the nearest table first.

    A name may have a folder before it and a suffix behind.
    """
    folders = [path.parent, path.parent.parent]
    for folder in folders:
        rows: list[BestKnown] = []
        for name in TABLES:
            rows += _csv_rows(folder / name, path)
        for table in sorted(folder.glob("Results-*.txt")):
            rows += _result_rows(table, path)
        if rows:
            # A proved optimum stands before any other cost.
            return min(rows, key=lambda row: (not row.proved, row.cost))
    return None


def _csv_rows(table: Path, path: Path) -> Iterator[BestKnown]:
    if not table.is_file():
        return
    with table.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for raw in csv.DictReader(file):
            row = {str(key).strip().casefold(): value for key, value in raw.items()}
            if _is_of(_cell(row, NAMES), path):
                vehicles = _number(_cell(row, VEHICLES))
                cost = _number(_cell(row, COSTS))
                if cost is not None:
                    yield BestKnown(
                        cost=cost,
                        vehicles=None if vehicles is None else int(vehicles),
                        source=_cell(row, SOURCES) or table.name,
                    )


def _result_rows(table: Path, path: Path) -> Iterator[BestKnown]:
    """Yield rows of instance, status, objective, gap, time and model."""
    for line in table.read_text("utf-8", "replace").splitlines():
        name, status, word, *rest = [*line.split(), "", "", ""]
        cost = _number(word) if status in STATUSES else None
        if cost is not None and _is_of(name, path):
            model = " ".join(word for word in rest[2:] if word)
            proved = status == STATUSES[0]
            yield BestKnown(cost=cost, source=model, proved=proved)


def _cell(row: Mapping[str, str | None], columns: Iterable[str]) -> str:
    return next((value for c in columns if (value := row.get(c))), "")


def _number(word: str) -> float | None:
    """Return a finite number, None for what says that there is none."""
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _is_of(name: str, path: Path) -> bool:
    last = name.strip().rpartition("/")[2].casefold()
    return last in (path.name.casefold(), path.stem.casefold())
