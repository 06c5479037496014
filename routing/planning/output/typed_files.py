"""Files that a person types into: what stands in them is nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.actuals.write import FILL_IN_FILE

from .disk import first_name, free_name
from .versions import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .disk import Disk


def keep_typed(older: Path, going: Iterable[Path], disk: Disk) -> None:
    """Add to the copy of an older plan what was typed since it was copied."""
    for path in going:
        target = older / path.name
        if first_name(path.name) == FILL_IN_FILE and digest(target) != digest(path):
            disk.copy(path, free_name(target) if target.exists() else target)
