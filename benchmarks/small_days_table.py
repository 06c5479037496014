"""Days compared with the exact oracle, as a Markdown table of what is not equal."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from .oracle.answer import Proof
from .record import made_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .record import Setting
    from .small_days_compare import Compared

HEADERS = ("seed", "oracle", "least, cents", "plan, cents", "over", "left", "verdict")
EQUAL = "equal"
PER_CENT = 100


def small_days_table(rows: Sequence[Compared], setting: Setting, load: float) -> str:
    """Return every day whose plan is not the oracle's, the counts, how it was made."""
    lines = [_line(HEADERS), _line(["---"] * len(HEADERS))]
    lines += [_line(_cells(row)) for row in rows if row.verdict != EQUAL]
    parts = ["\n".join(lines), small_days_summary(rows), made_by(setting, [load])]
    return "\n\n".join(parts) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Compared) -> list[str]:
    same = row.plan_left == row.left
    return [
        str(row.seed),
        row.proof,
        f"{row.cents:,}",
        f"{row.plan_cents:,}",
        f"{row.over:+.2f} %" if same else "",
        "the same" if same else f"{row.plan_left} for {row.left}",
        row.verdict,
    ]


def small_days_summary(rows: Sequence[Compared]) -> str:
    """Return what came out over all days."""
    equal = sum(row.verdict == EQUAL for row in rows)
    proofs = [f"{sum(row.proof == p for row in rows)} {p.value}" for p in Proof]
    dearer = [row.over for row in rows if row.plan_left == row.left]
    faults = sum(bool(row.violations or row.plan_violations) for row in rows)
    below = [str(row.seed) for row in rows if row.verdict == "beats"]
    return (
        f"{len(rows)} days, {equal} plans equal the oracle's "
        f"({PER_CENT * equal / len(rows):.1f} %), listed are the others; where both "
        f"leave the same, the plan is at most {max(dearer, default=0):.2f} % dearer. "
        + (f"BELOW the proved optimum on {', '.join(below)}. " if below else "")
        + f"Violations on {faults} days. The oracle's answers: {', '.join(proofs)}; "
        f"median {median(row.seconds for row in rows):.1f} s."
    )
