"""Files that a person types into: what stands in them is nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.actuals import FILL_IN_FILE

from .disk import first_name, free_name
from .versions import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .disk import Disk


def keep_typed(older: Path, going: Iterable[Path], disk: Disk) -> None:
    """Add to the copy of an older plan what was typed since it was copied."""
    for path in going:
        name = first_name(path.name)
        if name != FILL_IN_FILE:
            continue
        kept = [old for old in older.iterdir() if first_name(old.name) == name]
        if digest(path) not in [digest(old) for old in kept]:
            target = older / path.name
            disk.copy(path, free_name(target) if target.exists() else target)
