"""Best-known values as they stand in a family's folder."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from .family import BestKnown

if TYPE_CHECKING:
    from pathlib import Path


def read_best_known(path: Path, source: str) -> dict[str, BestKnown]:
    """Read rows of ``instance`` and ``cost``; no file is an empty table.

    ``source`` names the column that says where a value is from.
    """
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["instance"]: BestKnown(cost=float(row["cost"]), source=row[source])
            for row in csv.DictReader(file)
        }
