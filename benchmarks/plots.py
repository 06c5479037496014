"""Draw the recorded field: gaps over time, performance profile, cost of growth.

``python -m benchmarks.plots --rows FILE --into docs`` draws from the JSON lines of
``benchmarks.field`` alone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

from .field_curves import growth, median_steps, profile, references_of
from .field_groups import GROUPS
from .field_record import OURS, read_rows
from .field_table import solvers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from .field_curves import Grown, Steps
    from .field_record import FieldRow, Recorded

mpl.use("Agg")

PERCENT = 100.0
FLOOR = 0.05
"""Smaller gaps in per cent are drawn here: a logarithm has no 0."""

SOONEST = 0.1
"""Seconds at which axes of time begin."""

SECONDS = (0.1, 0.3, 1, 3, 10, 30, 100, 300)
FARTHEST = 50.0
"""Per cent at which axes of gaps end."""

STYLES = {
    OURS: ("#c1121f", "-", "o"),
    "PyVRP": ("#1d6fa5", "--", "s"),
    "VROOM": ("#2a9d3c", ":", "^"),
    "OR-Tools": ("#e08e0b", "-.", "D"),
    "vrp-cli": ("#6a4c93", (0, (5, 1, 1, 1, 1, 1)), "v"),
}
"""Colour, line and marker by solver: told apart without colours too."""

COLUMNS = 3
FONT = 9


def draw_gaps(recorded: Recorded) -> Figure:
    """Draw the median gap over time, a panel per group."""
    rows = recorded.rows
    groups = [name for name in GROUPS if any(row.group == name for row in rows)]
    lines = -(-len(groups) // COLUMNS)
    figure = Figure(figsize=(11, 2.9 * lines + 1.2), layout="constrained")
    panels = figure.subplots(lines, COLUMNS, squeeze=False).ravel().tolist()
    for panel, group in zip(panels, groups, strict=False):
        _draw_group(panel, [row for row in rows if row.group == group], group)
    for panel in panels[len(groups) :]:
        panel.set_axis_off()
    _finish(figure, recorded, "Median gap over time")
    return figure


def _draw_group(panel: Axes, rows: Sequence[FieldRow], group: str) -> None:
    reference = references_of(rows, group)
    for solver in solvers(rows):
        mine = [row for row in rows if row.solver == solver and not row.essence]
        steps = median_steps(mine, reference) if mine else []
        _draw_steps(panel, solver, [(at, _seen(gap)) for at, gap in steps])
    measured = "best plan of all" if group.startswith("county") else "best known"
    if any(row.fewest_first for row in rows):
        measured += ", no more vehicles"
    panel.set_title(GROUPS[group].title, fontsize=FONT + 1)
    panel.set_xlabel("seconds of search", fontsize=FONT)
    panel.set_ylabel(f"% above {measured}", fontsize=FONT)
    panel.set_xscale("log")
    last = 1.5 * max(SOONEST, *(row.search_seconds for row in rows))
    panel.set_xlim(SOONEST, last)
    shown = [tick for tick in SECONDS if tick <= last]
    panel.set_xticks(shown, [f"{tick:g}" for tick in shown])
    panel.set_yscale("log")
    panel.set_ylim(FLOOR, FARTHEST)
    ticks = [0.05, 0.1, 0.5, 1, 5, 10, 50]
    panel.set_yticks(ticks, ["≤ 0.05", *(f"{tick:g}" for tick in ticks[1:])])
    panel.minorticks_off()
    panel.grid(visible=True, alpha=0.3)


def _seen(gap: float) -> float:
    return max(FLOOR, gap * PERCENT)


def _draw_steps(panel: Axes, solver: str, steps: Steps) -> None:
    """Draw a line of steps with a marker at its end; a single point is a marker."""
    colour, line, marker = STYLES.get(solver, ("#444444", "-", "x"))
    at, values = [x for x, _ in steps], [y for _, y in steps]
    panel.step(
        at,
        values,
        where="post",
        color=colour,
        linestyle=line,
        linewidth=1.6,
        marker=marker,
        markevery=[len(steps) - 1] if steps else [],
        markersize=5,
        label=solver,
    )


def draw_profile(recorded: Recorded) -> Figure:
    """Draw the performance profile over all instances."""
    figure = Figure(figsize=(8, 5), layout="constrained")
    panel = figure.subplots()
    profiles = profile(recorded.rows)
    for solver in solvers(recorded.rows):
        steps = [
            (max(FLOOR, PERCENT * (ratio - 1)), PERCENT * share)
            for ratio, share in profiles[solver]
            if PERCENT * (ratio - 1) <= FARTHEST
        ]
        if steps:
            steps.append((FARTHEST, steps[-1][1]))
        _draw_steps(panel, solver, steps)
    panel.set_xscale("log")
    panel.set_xlim(FLOOR, FARTHEST)
    ticks = [0.05, 0.1, 0.5, 1, 5, 10, 50]
    panel.set_xticks(ticks, ["≤ 0.05", *(f"{tick:g}" for tick in ticks[1:])])
    panel.minorticks_off()
    panel.set_ylim(0, 101)
    panel.set_xlabel("at most so many % above the best solver", fontsize=FONT)
    count = len({(row.group, row.instance) for row in recorded.rows})
    panel.set_ylabel(f"% of {count} instances", fontsize=FONT)
    panel.grid(visible=True, alpha=0.3)
    title = "Performance profile (without a whole plan: never)"
    _finish(figure, recorded, title)
    return figure


def draw_growth(recorded: Recorded) -> Figure:
    """Draw what larger counties cost: seconds to a near plan, process, memory."""
    figure = Figure(figsize=(11, 4.4), layout="constrained")
    panels = figure.subplots(1, 3)
    grown = growth(recorded.rows)
    for solver in [name for name in solvers(recorded.rows) if name in grown]:
        rows = grown[solver]
        _draw_growth(panels[0], solver, rows, [each.near_seconds for each in rows])
        _draw_growth(panels[1], solver, rows, [each.process_seconds for each in rows])
        _draw_growth(panels[2], solver, rows, [each.peak_mib for each in rows])
    labels = (
        "search until 5 % above the best plan, s",
        "whole process, s",
        "peak memory, MiB",
    )
    sizes = sorted({each.villages for rows in grown.values() for each in rows})
    for panel, label in zip(panels, labels, strict=True):
        panel.set_xscale("log")
        panel.set_xticks(sizes, [str(size) for size in sizes])
        panel.minorticks_off()
        panel.set_ylim(bottom=0)
        panel.set_xlabel("villages", fontsize=FONT)
        panel.set_ylabel(label, fontsize=FONT)
        panel.grid(visible=True, alpha=0.3)
    title = "Cost of growth (county days by road; no point: not within 5 %)"
    _finish(figure, recorded, title)
    return figure


def _draw_growth(
    panel: Axes, solver: str, rows: Sequence[Grown], values: Sequence[float | None]
) -> None:
    colour, line, marker = STYLES.get(solver, ("#444444", "-", "x"))
    shown = [
        (row.villages, value)
        for row, value in zip(rows, values, strict=True)
        if value is not None
    ]
    panel.plot(
        [x for x, _ in shown],
        [y for _, y in shown],
        color=colour,
        linestyle=line,
        marker=marker,
        markersize=5,
        linewidth=1.6,
        label=solver,
    )


def _finish(figure: Figure, recorded: Recorded, title: str) -> None:
    """Add the title, one legend for all panels, and which data it is."""
    figure.suptitle(f"{title}\n{_source(recorded)}", fontsize=FONT + 1)
    drawn = [panel.get_legend_handles_labels() for panel in figure.axes]
    known = {
        label: line
        for lines, labels in drawn
        for line, label in zip(lines, labels, strict=True)
    }
    names = solvers(recorded.rows)
    figure.legend(
        [known[name] for name in names if name in known],
        [name for name in names if name in known],
        loc="outside lower center",
        ncols=len(names),
        fontsize=FONT,
    )


def _source(recorded: Recorded) -> str:
    rows = recorded.rows
    seconds = ", ".join(f"{value:g}" for value in sorted({r.seconds for r in rows}))
    cores = ", ".join(str(value) for value in sorted({r.cores for r in rows}))
    seeds = ", ".join(str(value) for value in sorted({r.seed for r in rows}))
    commits = ", ".join(dict.fromkeys(each.commit for each in recorded.settings))
    return (
        f"{len(rows)} runs of benchmarks.field: {seconds} s, {cores} cores, "
        f"seeds {seeds}, commit {commits}"
    )


def main(words: Sequence[str] | None = None) -> int:
    """Draw every picture that the rows have data for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.plots", description=__doc__
    )
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--into", type=Path, default=Path("docs"))
    parser.add_argument("--format", choices=("svg", "png"), default="svg")
    given = parser.parse_args(words)
    recorded = read_rows(given.rows)
    if not recorded.rows:
        print(f"No rows in {given.rows}.", file=sys.stderr)
        return 2
    pictures = {"peers-gaps": draw_gaps, "peers-profile": draw_profile}
    if any(row.group.startswith("county") for row in recorded.rows):
        pictures["peers-growth"] = draw_growth
    given.into.mkdir(parents=True, exist_ok=True)
    # The same rows make the same file.
    mpl.rcParams.update({"svg.hashsalt": "gongpei", "svg.fonttype": "none"})
    for name, draw in pictures.items():
        path = given.into / f"{name}.{given.format}"
        extra = {"metadata": {"Date": None}} if given.format == "svg" else {"dpi": 110}
        draw(recorded).savefig(path, **extra)
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
