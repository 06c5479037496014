"""What is wrong with the file of an instance, located and coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.tables.finding import Finding, Grade
from routing.tables.render import render

if TYPE_CHECKING:
    from pathlib import Path


class InstanceError(ValueError):
    """A file that cannot be read as an instance of its family."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(render(finding, "en"))
        self.finding = finding


def faulty(
    path: Path,
    code: str,
    *,
    line: int = 0,
    section: str = "",
    value: object = "",
    **details: object,
) -> InstanceError:
    """Return the error of a file; ``line`` counts from 1, 0 is the whole file."""
    finding = Finding(
        code=code,
        grade=Grade.FATAL,
        file=path.name,
        row=line,
        column=section,
        value=str(value),
        details={name: str(detail) for name, detail in details.items()},
    )
    return InstanceError(finding)
