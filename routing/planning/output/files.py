"""Everything that a plan leaves in its folder, file by file."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from routing.plan.io import dump_plan
from routing.plan.workbook.write import write_workbook
from routing.report.geojson import routes_geojson
from routing.report.kpi_files import write_kpi_csv, write_kpi_json
from routing.report.page import Standing, render_report
from routing.tables.render import as_json, render
from routing.texts.catalogue import text

from .cold_lines import cold_lines
from .versions import PLAN_FILE, WORKBOOK_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.plan.model import Plan
    from routing.report.sheets.frame import SheetContext
    from routing.tables.finding import Finding

REPORT_FILE = "report.html"
WAYS_FILE = "ways.json"
FINDINGS_FILE = "校验.csv"
GEOJSON_FILE = "routes.geojson"
_BOM = "\ufeff"
_FINDING_COLUMNS = (
    "code", "grade", "file", "sheet", "row", "column", "value", "message", "fix",
)  # fmt: skip


def write_plan(folder: Path, plan: Plan) -> None:
    """Write plan.json: the same bytes for the same plan on every system."""
    (folder / PLAN_FILE).write_text(dump_plan(plan), "utf-8", newline="\n")


def write_json(path: Path, values: Any) -> None:  # noqa: ANN401 - any JSON
    """Write an object as UTF-8 with LF."""
    words = json.dumps(values, ensure_ascii=False, indent=1)
    path.write_text(words + "\n", "utf-8", newline="\n")


def write_reports(
    folder: Path, context: SheetContext, findings: Sequence[Finding]
) -> None:
    """Write what people and maps read: workbook, KPIs, routes, page. No contacts."""
    # Not at import: they load the search, and sheets alone need none.
    from ..reasons.compatibility import unserved_fits
    from .workbook_content import workbook_content

    day, travel, plan = context.day, context.travel, context.plan
    content = workbook_content(
        day,
        plan,
        findings=findings,
        violations=context.violations,
        fits=unserved_fits(day, travel, plan, context.lang) if plan.unserved else (),
        cold=cold_lines(day, travel, plan, context.lang),
        lang=context.lang,
    )
    write_workbook(folder / WORKBOOK_FILE, content)
    write_kpi_json(folder / "kpi.json", plan.kpis)
    write_kpi_csv(folder / "kpi.csv", plan.kpis, day, context.lang)
    routes = routes_geojson(day, travel, plan)
    (folder / GEOJSON_FILE).write_text(routes, "utf-8", newline="\n")
    lines = [render(finding, context.lang) for finding in findings]
    # Whether it is approved is not said: approving leaves the page as it is.
    standing = Standing(version=context.version, violations=tuple(context.violations))
    page = render_report(day, travel, plan, lines, standing=standing, lang=context.lang)
    (folder / REPORT_FILE).write_text(page, "utf-8", newline="\n")


def write_findings(folder: Path, findings: Sequence[Finding], lang: str) -> None:
    """Write the findings of the tables as CSV with a mark, for spreadsheets."""
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(
        text("cli", f"FINDING_{name.upper()}", lang) for name in _FINDING_COLUMNS
    )
    for finding in findings:
        row = {**as_json(finding, lang), "grade": str(finding.grade)}
        row["grade"] = text("cli", f"GRADE_{finding.grade.name}", lang)
        table.writerow(row[name] for name in _FINDING_COLUMNS)
    path = folder / FINDINGS_FILE
    path.write_text(_BOM + stream.getvalue(), "utf-8", newline="")
