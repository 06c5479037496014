"""A comparison as Markdown for a pull request, and for github-action-benchmark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .compare import PROCESSOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .compare import Comparison, Judged
    from .run_file import Run

PERCENT = 100
NOTHING = "–"
WORST = 10


def comparison_markdown(found: Comparison, command: str) -> str:
    """Return verdict, gated metrics, worst pairs, all pairs, and how to repeat it."""
    parts = [
        _verdict(found),
        _table(METRIC_HEADERS, [metric_cells(each) for each in found.metrics]),
        "### Dearest pairs" if found.worst(WORST) else "No pair became dearer.",
    ]
    if worst := found.worst(WORST):
        rows = [
            (p.base.instance, _seeds(p.base.seed, p.head.seed), f"{PERCENT * d:+.2f} %")
            for p, d in worst
        ]
        parts.append(_table(("instance", "seed", "cost"), rows))
    parts += [_details(found), f"```bash\n{command}\n```", _made(found)]
    return "\n\n".join(parts) + "\n"


METRIC_HEADERS = ("metric", "base", "head", "effect", "p", "threshold", "verdict")


def metric_cells(metric: Judged) -> tuple[str, ...]:
    """Return a metric as the cells of a table."""
    counted = metric.p is None and metric.effect is not None
    return (
        metric.name,
        _number(metric.base),
        _number(metric.head),
        f"{metric.effect:g}" if counted else _percent(metric.effect),
        NOTHING if metric.p is None else f"{metric.p:.4f}",
        "0" if counted else _percent(metric.threshold),
        verdict_of(metric),
    )


def verdict_of(metric: Judged) -> str:
    """Return the word on a metric."""
    if metric.failed:
        return "**FAILED**"
    return "warning" if metric.warned else "ok"


def _verdict(found: Comparison) -> str:
    names = ", ".join(metric.name for metric in found.failed)
    words = f"**Regression**: {names}" if names else "**No regression**"
    uncalibrated = "" if found.calibrated else " Thresholds are not calibrated."
    return (
        f"{words} (suite `{found.base.suite}`, {len(found.pairs)} pairs, "
        f"`{_commit(found.base)}` → `{_commit(found.head)}`).{uncalibrated}"
    )


def _commit(run: Run) -> str:
    return f"{run.commit}+" if run.dirty else run.commit


def _details(found: Comparison) -> str:
    headers = (
        "instance", "seed", "cost base", "cost head", "left base", "left head",
        "feasible", "seconds base", "seconds head",
    )  # fmt: skip
    rows = [
        (
            p.base.instance,
            _seeds(p.base.seed, p.head.seed),
            _number(p.base.cost),
            _number(p.head.cost),
            str(p.base.items_unserved),
            str(p.head.items_unserved),
            "yes" if p.head.feasible else p.head.error or "NO",
            f"{p.base.seconds:.1f}",
            f"{p.head.seconds:.1f}",
        )
        for p in found.pairs
    ]
    return (
        f"<details>\n<summary>All {len(rows)} pairs</summary>\n\n"
        f"{_table(headers, rows)}\n\n</details>"
    )


def _made(found: Comparison) -> str:
    machines = {_machine(run) for run in (found.base, found.head)}
    return "Effects are shares by which the head is worse; made on " + (
        "; ".join(sorted(machines)) + "."
    )


def _machine(run: Run) -> str:
    said = run.machine
    name = said.get(PROCESSOR) or said.get("processor", "?")
    return f"{name}, {said.get('system', '?')}, {said.get('cores', '?')} cores"


def _seeds(base: int, head: int) -> str:
    return str(base) if base == head else f"{base} / {head}"


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{PERCENT * share:+.2f} %"


def _number(value: float | None) -> str:
    return (
        NOTHING if value is None else f"{value:,.4g}" if value < 1 else f"{value:,.2f}"
    )


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, cells))} |" for cells in lines)


def _cell(words: str) -> str:
    # Messages of failures hold anything.
    return " ".join(words.replace("|", "/").split())


def action_benchmark(run: Run) -> list[dict[str, Any]]:
    """Return a run as a list for github-action-benchmark, smaller is better.

    The tool ``customSmallerIsBetter`` reads ``name``, ``unit``, ``value``,
    ``extra`` (https://github.com/benchmark-action/github-action-benchmark).
    """
    found = []
    for family, row in run.summary().items():
        extra = f"{row['rows']} rows, feasible share {row['feasible_share']:.3f}"
        values = {
            "mean gap": ("%", row["mean_gap_percent"]),
            "items unserved": ("items", row["items_unserved"]),
            "mean seconds": ("s", row["mean_seconds"]),
            "peak memory": ("MiB", row["peak_mib"]),
        }
        found += [
            {"name": f"{family}: {name}", "unit": unit, "value": value, "extra": extra}
            for name, (unit, value) in values.items()
            if value is not None
        ]
    return found
