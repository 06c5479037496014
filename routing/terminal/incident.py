"""What is kept of an internal error: where it happened, nobody's data."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

HIDDEN = "***"
PACKAGE_ROOTS = ("routing", "instances", "benchmarks")
_QUOTED = re.compile(r"(['\"`“‘]).*?(['\"`”’])", re.DOTALL)
_PLAIN = re.compile(r"[^\x00-\x7f]+|[A-Za-z]*\d[\w-]{4,}")


def masked(message: str) -> str:
    """Return an error's message without anything that may come from a table.

    Quoted values, Chinese, and tokens with five or more digits or letters
    after a digit (phones, waybills, ids) are hidden: cells quote people.
    """
    return _PLAIN.sub(HIDDEN, _QUOTED.sub(HIDDEN, message))


def incident_report(error: BaseException) -> str:
    """Return the kind of error, its masked message and the places it passed.

    No source lines, no values, no folders of the machine: a report may be
    sent to the developers as it is.
    """
    lines: list[str] = []
    seen: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in seen:
        seen.append(current)
        lines.append(f"{type(current).__qualname__}: {masked(str(current))}")
        lines.extend(
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        )
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def _place(file: str) -> str:
    """Return a path from the package on; of other files only the name."""
    parts = Path(file).parts
    for root in PACKAGE_ROOTS:
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1] if parts else file


def write_incident(error: BaseException, beside: Path) -> Path | None:
    """Write the report beside the output folder; None when nothing can be written."""
    path = beside.parent / f"{beside.name}.error.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(incident_report(error), "utf-8")
    except OSError:
        return None
    return path
