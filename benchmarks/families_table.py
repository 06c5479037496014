"""Rows of a family as a Markdown table, with what follows from them."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING

from .record import made_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .families_record import FamilyRow
    from .record import Setting

HEADERS = (
    "instance", "vehicles", "cost", "best known", "ratio", "unserved", "judge",
    "faults", "search, s", "remarks",
)  # fmt: skip
EQUAL = 1e-4
"""Costs nearer than this share are the same: published digits are few."""


def family_table(rows: Sequence[FamilyRow], setting: Setting) -> str:
    """Return the table, its summary, and where it was made."""
    lines = [_line(HEADERS), _line(["---"] * len(HEADERS))]
    lines += [_line(_cells(row)) for row in rows]
    parts = ["\n".join(lines), *family_summary(rows)]
    made = made_by(setting, [row.load_average for row in rows])
    return "\n\n".join([*parts, made]) + "\n"


def _line(cells: Sequence[str]) -> str:
    # Messages of failures hold anything.
    plain = (" ".join(cell.replace("|", "/").split()) for cell in cells)
    return f"| {' | '.join(plain)} |"


def _cells(row: FamilyRow) -> list[str]:
    return [
        row.name,
        "" if row.vehicles is None else str(row.vehicles),
        "" if row.cost is None else f"{row.cost:,.2f}",
        _best(row),
        "" if row.ratio is None else f"{row.ratio:.4f}",
        f"{row.unserved} of {row.parcels}",
        str(row.violations),
        "; ".join(row.faults),
        f"{row.seconds:.1f}",
        "; ".join(row.remarks),
    ]


def _best(row: FamilyRow) -> str:
    if row.best is None:
        return ""
    first = "" if row.best_vehicles is None else f"{row.best_vehicles} vehicles, "
    return f"{first}{row.best:,.2f}{' (proved)' * row.proved}"


def family_summary(rows: Sequence[FamilyRow]) -> list[str]:
    """Return sentences on all rows."""
    ratios = [row.ratio for row in rows if row.ratio is not None]
    sound = sum(row.sound for row in rows)
    words = [f"{sound} of {len(rows)} instances planned whole and without a fault"]
    if ratios:
        words.append(
            f"mean of cost over best known on {len(ratios)} of them {mean(ratios):.4f}"
            f" (gap {100 * (mean(ratios) - 1):.2f} %)"
        )
        below = sum(ratio < 1 - EQUAL for ratio in ratios)
        above = sum(ratio > 1 + EQUAL for ratio in ratios)
        equal = len(ratios) - below - above
        words.append(f"{equal} equal it, {below} are below, {above} above")
    parts = ["; ".join(words) + "."]
    counted = [row for row in rows if row.sound and row.best_vehicles is not None]
    if counted:
        parts.append(_vehicles(counted))
    proved = [row for row in rows if row.proved]
    if proved:
        parts.append(_proved(proved))
    unsaid = dict.fromkeys(note for row in rows for note in row.not_expressed)
    if unsaid:
        parts.append("What a day does not express: " + "; ".join(unsaid) + ".")
    return parts


def _vehicles(rows: Sequence[FamilyRow]) -> str:
    """Compare vehicles where they come first: cost only at the same number."""
    ours = sum(row.vehicles or 0 for row in rows)
    best = sum(row.best_vehicles or 0 for row in rows)
    more = sum((row.vehicles or 0) > (row.best_vehicles or 0) for row in rows)
    fewer = sum((row.vehicles or 0) < (row.best_vehicles or 0) for row in rows)
    return (
        f"Vehicles, which come first: {ours} where the best known have {best}; "
        f"more on {more} of {len(rows)} instances, fewer on {fewer}."
    )


def _proved(rows: Sequence[FamilyRow]) -> str:
    ratios = [row.ratio for row in rows if row.ratio is not None]
    reached = sum(abs(ratio - 1) <= EQUAL for ratio in ratios)
    below = [row for row in rows if row.ratio and row.ratio < 1 - EQUAL]
    # What a published model does not know is no fault: its optimum is another one.
    beaten = [row.name for row in below if not row.remarks]
    other = [row.name for row in below if row.remarks]
    share = 100 * reached / len(rows)
    words = f"Proved optima: {reached} of {len(rows)} reached ({share:.1f} %), "
    words += f"BEATEN on {', '.join(beaten)}." if beaten else "none beaten."
    if other:
        names = ", ".join(other)
        words += f" Below it in a way that the published model does not know: {names}."
    return words
