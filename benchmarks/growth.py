"""How seconds and memory grow with the county, from 40 to 916 villages.

``python -m benchmarks.growth --write docs/benchmarks.md`` plans one day of the corpus
per size, each in a process of its own, and notes when the first plan stood, when the
cost came within 5 % of the best known, how long the process took and how much memory
it held. ``bench improve`` has to have found what is best first.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from .corpus.best import Book
from .corpus.days import FOLDER
from .corpus.watch import PLANNING, Watched
from .process import run_measured
from .record import load_average, made_by, setting_of
from .table import NoPlaceError, around, put_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .corpus.best import Found
    from .record import Setting
    from .regression.row import Point

MARK = "growth"
DAYS = {"S-valleys": 30.0, "R-valleys": 60.0, "L-valleys": 120.0, "XL-valleys": 300.0}
"""One day per size, and the seconds that a search of that size has."""
NEAR = 1.05
MOST_EXPONENT, MOST_MIB = 1.3, 4096
CENTS, PERCENT = 100, 100
FINE, FINDING, USAGE = 0, 1, 2
HEADERS = (
    "day", "villages", "items", "limit, s", "first plan, s", "within 5 %, s",
    "process, s", "peak, MiB", "cost, yuan", "best known", "gap", "violations",
)  # fmt: skip


class GrowthError(Exception):
    """A day has no best known cost, or its process failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """One day: what was seen of it, and what its process took.

    ``near_seconds`` is when the cost came within 5 % of the best known, from the
    beginning of planning; None: not within the limit. ``read_seconds`` is when planning
    began, from the start of the process, which reads, plans and judges.
    """

    watched: Watched
    limit: float
    workers: int
    seed: int
    best_cents: int
    near_seconds: float | None
    read_seconds: float
    process_seconds: float
    peak_mib: int

    @property
    def gap(self) -> float:
        """Cost above the best known, in per cent."""
        over = self.watched.cost_cents - self.best_cents
        return PERCENT * over / self.best_cents

    @property
    def sound(self) -> bool:
        """Whether rules and conservation hold."""
        return not (self.watched.violations or self.watched.not_conserved)


def near_seconds(curve: Sequence[Point], best: Found) -> float | None:
    """Return when a plan left no more than the best and cost 5 % more at most."""
    for seconds, _, cents, left in curve:
        if left <= best.items_unserved and cents <= NEAR * best.cost_cents:
            return seconds
    return None


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return the b of least squares of log y = a + b log x over points (x, y).

    Raises
    ------
    ValueError
        When there are fewer than two different x, or a value is not above 0.
    """
    if len({x for x, _ in points}) < 2 or min(min(p) for p in points) <= 0:  # noqa: PLR2004
        msg = f"Expected two different x and positive values: {points}."
        raise ValueError(msg)
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = fmean(x for x, _ in logs), fmean(y for _, y in logs)
    over = sum((x - mean_x) * (y - mean_y) for x, y in logs)
    return over / sum((x - mean_x) ** 2 for x, _ in logs)


def run_day(name: str, limit: float, given: argparse.Namespace, best: Found) -> Grown:
    """Plan a day in a process of its own.

    Raises
    ------
    GrowthError
        When the process fails.
    """
    words = ["--seconds", f"{limit:g}", "--workers", str(given.workers)]
    words += ["--seed", str(given.seed), "--corpus", str(given.corpus)]
    if given.iterations is not None:
        words += ["--iterations", str(given.iterations)]
    run = run_measured([sys.executable, "-m", "benchmarks.corpus.watch", name, *words])
    read = run.second_of(PLANNING)
    if run.exit_code or read is None:
        msg = f"{name}: exit code {run.exit_code}: {run.last_words}"
        raise GrowthError(msg)
    values = json.loads(run.output)
    curve = tuple(tuple(point) for point in values["curve"])
    watched = Watched(**{**values, "curve": curve})
    return Grown(
        watched=watched,
        limit=limit,
        workers=given.workers,
        seed=given.seed,
        best_cents=best.cost_cents,
        near_seconds=near_seconds(watched.curve, best),
        read_seconds=round(read, 3),
        process_seconds=round(run.seconds, 3),
        peak_mib=run.peak_mib,
    )


def markdown(rows: Sequence[Grown], setting: Setting, load: float | None) -> str:
    """Return the table, the exponent, and where it was made."""
    lines = [f"| {' | '.join(HEADERS)} |", "|---|" + "---:|" * (len(HEADERS) - 1)]
    lines += [f"| {' | '.join(_cells(row))} |" for row in rows]
    return "\n".join([*lines, "", verdict(rows), "", made_by(setting, [load])]) + "\n"


def _cells(row: Grown) -> list[str]:
    seen = row.watched
    near = row.near_seconds
    return [
        seen.name,
        f"{seen.villages:,}",
        f"{seen.items:,}",
        f"{row.limit:g}",
        f"{seen.first_seconds:.1f}",
        "not reached" if near is None else f"{near:.1f}",
        f"{row.process_seconds:.1f}",
        f"{row.peak_mib:,}",
        f"{seen.cost_cents / CENTS:,.2f}",
        f"{row.best_cents / CENTS:,.2f}",
        f"{row.gap:+.2f} %",
        str(seen.violations),
    ]


def verdict(rows: Sequence[Grown]) -> str:
    """Return how the time to 5 % grows, and whether that and memory are in bounds."""
    peak = max(row.peak_mib for row in rows)
    side = "within" if peak < MOST_MIB else "NOT within"
    memory = f"Peak memory {peak:,} MiB, {side} {MOST_MIB:,}."
    found = growth_of(rows)
    if found is None:
        return f"Not every day came within 5 %: no exponent. {memory}"
    side = "within" if found <= MOST_EXPONENT else "NOT within"
    return (
        f"The time to 5 % grows as villages to the power of {found:.2f} (least squares "
        f"on logarithms), {side} {MOST_EXPONENT}. {memory}"
    )


def growth_of(rows: Sequence[Grown]) -> float | None:
    """Return the exponent of the time to 5 %; None where a day did not come so near."""
    points = [(row.watched.villages, row.near_seconds) for row in rows]
    timed = [(float(n), seconds) for n, seconds in points if seconds is not None]
    if len(timed) < len(rows) or len({n for n, _ in timed}) < 2:  # noqa: PLR2004
        return None
    return exponent(timed)


def is_within(rows: Sequence[Grown]) -> bool:
    """Tell whether every plan is sound, and time and memory grow within bounds."""
    found = growth_of(rows)
    return (
        all(row.sound and row.peak_mib < MOST_MIB for row in rows)
        and found is not None
        and found <= MOST_EXPONENT
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth", description=__doc__
    )
    add = parser.add_argument
    add("--days", nargs="+", default=list(DAYS), help="names of days in the corpus")
    add("--seconds", type=float, help="for every day; by size if not given")
    add("--iterations", type=int, help="instead of a time limit")
    add("--workers", type=int, default=2)
    add("--seed", type=int, default=1)
    add("--corpus", type=Path, default=FOLDER)
    add("--out", type=Path, help="append JSON lines to this file, for the plots")
    add("--write", type=Path, help="put the table into this page")
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Run every day; 1 where a plan is not sound, or time or memory out of bounds."""
    words = sys.argv[1:] if words is None else words
    given = _parser().parse_args(words)
    setting = setting_of(" ".join(["python -m benchmarks.growth", *words]))
    load = load_average()
    try:
        if given.write is not None:
            around(given.write, MARK)
        best = _best_of(given)
        rows = []
        for name, found in best.items():
            limit = given.seconds or DAYS.get(name, max(DAYS.values()))
            rows.append(run_day(name, limit, given, found))
            _write_line(rows[-1], setting, given.out)
    except (OSError, NoPlaceError, GrowthError) as error:
        print(error, file=sys.stderr)
        return USAGE
    table = markdown(rows, setting, load)
    print(f"\n{table}")
    if given.write is not None:
        put_into(given.write, MARK, table)
    return FINE if is_within(rows) else FINDING


def _best_of(given: argparse.Namespace) -> dict[str, Found]:
    records = Book(given.corpus).records()
    best = {name: r.best for name in given.days if (r := records.get(name)) and r.best}
    if lacking := [name for name in given.days if name not in best]:
        msg = f"Nothing is known of {', '.join(lacking)}: run `gongpei bench improve`."
        raise GrowthError(msg)
    return best


def _write_line(row: Grown, setting: Setting, out: Path | None) -> None:
    values = {**asdict(row), "setting": asdict(setting)}
    line = json.dumps(values, ensure_ascii=False)
    print(line, flush=True)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
