"""Rows as a Markdown table with what follows from them, and its place in a page."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING

from .record import made_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .record import Baseline, Row, Setting

HEADERS = (
    "seed", "items", "left", "cost, yuan", "vehicles", "first plan, s", "process, s",
    "iterations", "peak, MiB", "violations", "conserved",
)  # fmt: skip
BASELINE_HEADERS = (
    "baseline cost", "baseline left", "inserted", "baseline peak", "ratio", "better",
)  # fmt: skip


class NoPlaceError(Exception):
    """A page has no place for the table."""


def markdown(rows: Sequence[Row], setting: Setting) -> str:
    """Return the table, its summary, and where it was made."""
    headers = [*HEADERS, *(BASELINE_HEADERS if rows and rows[0].baseline else ())]
    lines = [_line(headers), _line(["---"] * len(headers))]
    lines += [_line(_cells(row)) for row in rows]
    made = made_by(setting, [row.load_average for row in rows])
    parts = ["\n".join(lines), *summary(rows), made]
    return "\n\n".join(parts) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Row) -> list[str]:
    kept = row.triples - row.not_conserved
    cells = [
        str(row.seed),
        f"{row.items_demanded:,}",
        str(row.items_unserved),
        f"{row.cost_yuan:,.2f}",
        str(row.vehicles_used),
        _shown(row.first_plan_seconds),
        _shown(row.process_seconds),
        f"{row.iterations:,}",
        f"{row.peak_mib:,}",
        str(row.violations),
        f"{kept:,} of {row.triples:,}",
    ]
    return cells + (_baseline_cells(row.baseline) if row.baseline else [])


def _baseline_cells(row: Baseline) -> list[str]:
    return [
        f"{row.cost_yuan:,.2f}",
        str(row.items_unserved),
        str(row.inserted),
        f"{row.peak_mib:,}",
        f"{row.ratio:.4f}" if row.same_left else f"({row.ratio:.4f})",
        "yes" if row.better else "no",
    ]


def _shown(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f}"


def summary(rows: Sequence[Row]) -> list[str]:
    """Return sentences on all rows: extremes, and the comparison where made."""
    peak = max(row.peak_mib for row in rows)
    firsts = [r.first_plan_seconds for r in rows if r.first_plan_seconds is not None]
    words = [f"Peak memory at most {peak:,} MiB"]
    if firsts:
        words.append(f"first complete plan within {max(firsts):.1f} s of the start")
    words.append(f"process at most {max(row.process_seconds for row in rows):.1f} s")
    unsound = [str(row.seed) for row in rows if not row.sound]
    if unsound:
        words.append(f"NOT SOUND on seeds {', '.join(unsound)}")
    else:
        words.append("no violations, every item accounted for")
    compared = [row.baseline for row in rows if row.baseline]
    return ["; ".join(words) + ".", *([_comparison(compared)] if compared else [])]


def _comparison(rows: Sequence[Baseline]) -> str:
    """Return the mean ratio where it may be formed, and the order elsewhere."""
    same = [row.ratio for row in rows if row.same_left]
    other = [row for row in rows if not row.same_left]
    words = [
        f"Both leave the same items on {len(same)} of {len(rows)} days"
        + (f": there our cost is {_ratio(mean(same))}." if same else ".")
    ]
    if other:
        better = sum(row.better for row in other)
        words.append(
            f"On the other {len(other)} costs are not comparable (ratio in brackets); "
            f"by what is left first and cost second ours is better on {better} of them."
        )
    words.append(
        f"Over all days the mean ratio is {mean(row.ratio for row in rows):.4f}, ours "
        f"is better on {sum(row.better for row in rows)}."
    )
    return " ".join(words)


def _ratio(ratio: float) -> str:
    side = "below" if ratio <= 1 else "above"
    percent = abs(1 - ratio) * 100
    return f"{ratio:.4f} of the baseline's in the mean, {percent:.1f} % {side} it"


def put_into(page: Path, name: str, table: str) -> None:
    """Replace what stands between the two marks of a table in a page.

    Raises
    ------
    NoPlaceError
        When the page has no place for it.
    """
    before, after = around(page, name)
    page.write_text(f"{before}\n{table}\n{after}", "utf-8", newline="\n")


def around(page: Path, name: str) -> tuple[str, str]:
    """Return a page up to the first mark of a table and from the second on.

    The marks are ``<!-- NAME -->`` and ``<!-- /NAME -->``, each on its line.

    Raises
    ------
    NoPlaceError
        When the page does not have both, once and in this order.
    """
    text = page.read_text("utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed) or begin in rest or end in before + after:
        msg = f"Expected one {begin.strip()} before one {end} in {page}."
        raise NoPlaceError(msg)
    return before + begin, end + after
