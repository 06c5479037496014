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
    if family is None:
        claims = (name for name, e in FAMILIES.items() if e.family.claims(path))
        family = next(claims, None)
    if family is None:
        raise faulty(path, "INSTANCE_UNKNOWN", families=", ".join(FAMILIES))
    if family not in FAMILIES:
        words = ", ".join(FAMILIES)
        raise faulty(path, "INSTANCE_FAMILY", value=family, families=words)
    try:
        return family, FAMILIES[family].family.problem(path)
    except InstanceError:
        raise
    except (OSError, ValueError, KeyError) as error:
        raise faulty(path, "INSTANCE_UNREADABLE", family=family, error=error) from error
