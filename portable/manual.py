"""Make the dispatcher's manual: ``python -m portable.manual``.

The words stand in ``portable/manual.html``; the pictures are made anew from the
Longkou example (synthetic demand), by a browser. ``docs/使用手册.html`` is one file
with everything in it; on paper it has to fill exactly two pages A4.
"""

from __future__ import annotations

import base64
import csv
import html
import io
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click
import pypdfium2  # type: ignore[import-untyped]
from openpyxl import Workbook
from PIL import Image

from instances.longkou.build import DAY
from routing.report.sheets.pdf import Renderer, find_renderer, write_pdf

from .platform import ROOT

SOURCE = ROOT / "portable" / "manual.html"
PAGE = ROOT / "docs" / "使用手册.html"
PAGES = 2
ROWS, COLOURS = 4, 48
BROWSER_SECONDS = 120
MISTAKE = "八件"


class ManualError(Exception):
    """The manual could not be made as it should be."""


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A picture of a page: the window in pixels, and what is kept from the top."""

    page: Path
    width: int
    height: int


def picture(shot: Shot, browser: Renderer, folder: Path) -> str:
    """Return a picture of a page as a ``data:`` address."""
    file = folder / f"{shot.page.stem}.png"
    command = [
        *(str(browser.program), "--headless", "--no-sandbox", "--disable-gpu"),
        *("--no-first-run", "--disable-background-networking", "--disable-sync"),
        *("--disable-component-update", "--hide-scrollbars"),
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={shot.width},{shot.height}",
        *("--force-device-scale-factor=1.25", "--virtual-time-budget=3000"),
        f"--screenshot={file}",
        shot.page.resolve().as_uri(),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=BROWSER_SECONDS)
    small = io.BytesIO()
    with Image.open(file) as image:
        image.convert("RGB").quantize(COLOURS).save(small, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(small.getvalue()).decode("ascii")


def demand_table() -> str:
    """Return the first rows of the example's demand, as they stand in a workbook."""
    names = {row["site_id"]: row["name"] for row in _rows(DAY / "sites.csv")}
    rows = [row for row in _rows(DAY / "demand.csv") if row["goods_class"] == "普通"]
    partners = [column for column in rows[0] if column not in ("site", "goods_class")]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in partners)
    lines = [f'<tr><th class="must">站点</th>{head}</tr>']
    for row in rows[:ROWS]:
        cells = "".join(f"<td>{html.escape(row[name])}</td>" for name in partners)
        lines.append(f"<tr><td>{html.escape(names[row['site']])}</td>{cells}</tr>")
    return f'<table class="items">{"".join(lines)}</table>'


def findings_text(folder: Path) -> str:
    """Return what ``validate`` says of the example with one mistake in its demand."""
    folder.mkdir()
    for file in DAY.glob("*.csv"):
        if file.name != "demand.csv":
            (folder / file.name).write_bytes(file.read_bytes())
    lines = (DAY / "demand.csv").read_text("utf-8-sig").splitlines()
    rows = [line.split(",") for line in lines]
    rows[1][2] = MISTAKE
    book = Workbook()
    sheet = book.create_sheet("件量", 0)
    for row in rows:
        sheet.append(row)
    book.save(folder / "当日_2026-03-11.xlsx")
    command = [sys.executable, str(ROOT / "cli.py"), "validate", str(folder)]
    run = subprocess.run(command, capture_output=True, check=False)
    said = run.stdout.decode("utf-8").strip().splitlines()
    told = [line for line in said if MISTAKE in line] + said[-1:]
    return "<br>".join(f"<em>{html.escape(line)}</em>" for line in told)


def make_manual(browser: Renderer, folder: Path) -> str:
    """Return the manual as one page, its pictures inside.

    Raises
    ------
    ManualError
        When the example could not be planned.
    """
    out = folder / "demo"
    program = [sys.executable, str(ROOT / "cli.py")]
    search = ["--iterations", "200", "--workers", "1", "--quiet"]
    plan = subprocess.run(
        [*program, "demo", "--out", str(out), *search], capture_output=True, check=False
    )
    if plan.returncode:
        raise ManualError(plan.stderr.decode("utf-8", "replace"))
    approve = [*program, "approve", str(out), "--by", "示例"]
    subprocess.run(approve, capture_output=True, check=True)
    sheet = min(out.glob("派车单_*.html"))
    trips = [page for page in out.glob("交接单_*.html") if "代投" not in page.name]
    if not trips:
        msg = "No trip of the example carries goods."
        raise ManualError(msg)
    values = {
        "report": picture(
            Shot(page=out / "report.html", width=1180, height=900), browser, folder
        ),
        "sheet": picture(Shot(page=sheet, width=1122, height=580), browser, folder),
        "trip": picture(Shot(page=min(trips), width=794, height=411), browser, folder),
        "demand": demand_table(),
        "findings": findings_text(folder / "day"),
    }
    page = SOURCE.read_text("utf-8")
    for name, value in values.items():
        page = page.replace(f"{{{name}}}", value)
    return page


def pages_on_paper(page: Path, browser: Renderer, folder: Path) -> int:
    """Return how many pages a browser prints."""
    paper = folder / "paper.pdf"
    write_pdf(page, paper, browser)
    document = pypdfium2.PdfDocument(paper)
    try:
        return len(document)
    finally:
        document.close()


def _rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))


@click.command(help=__doc__)
def main() -> None:
    """Write the manual and print it; it has to fit on two pages."""
    browser = find_renderer()
    if browser is None or not browser.is_browser:
        msg = "A browser is needed for the pictures (Chromium, Chrome or Edge)."
        raise click.ClickException(msg)
    with tempfile.TemporaryDirectory() as scratch:
        page = make_manual(browser, Path(scratch))
        PAGE.write_text(page, "utf-8", newline="\n")
        count = pages_on_paper(PAGE, browser, Path(scratch))
    if count != PAGES:
        msg = f"{PAGE.name} has {count} pages instead of {PAGES}."
        raise click.ClickException(msg)
    click.echo(f"{PAGE.name}: {PAGE.stat().st_size // 1024} KiB, {count} pages")


if __name__ == "__main__":
    main()
