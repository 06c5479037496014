"""Which family a file is of, from its content and its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .finding import InstanceError, faulty
from .registry import FAMILIES

if TYPE_CHECKING:
    from pathlib import Path

    from .family import Problem


def recognise(path: Path, family: str | None = None) -> tuple[str, Problem]:
    """Return the name of a file's family and its instance.

    ``family`` overrides what the file itself says.

    Raises
    ------
    InstanceError
        When there is no such family, none claims the file, or it is damaged.
    """
    words = ", ".join(FAMILIES)
    if family is not None and family not in FAMILIES:
        raise faulty(path, "INSTANCE_FAMILY", value=family, families=words)
    try:
        name = _claimed(path) if family is None else family
        if name is None:
            raise faulty(path, "INSTANCE_UNKNOWN", families=words)
        return name, FAMILIES[name].family.problem(path)
    except InstanceError:
        raise
    except (OSError, ValueError, KeyError) as error:
        shown = words if family is None else family
        raise faulty(path, "INSTANCE_UNREADABLE", family=shown, error=error) from error


def _claimed(path: Path) -> str | None:
    """Return the first family that claims a file."""
    if not path.is_file():
        return None
    claims = (name for name, e in FAMILIES.items() if e.family.claims(path))
    return next(claims, None)
