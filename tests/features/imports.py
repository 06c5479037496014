"""Imports in the current folder, whose county is 县: run, and what they leave."""

import csv
import json
from pathlib import Path

from brand_exports import text
from click.testing import CliRunner
from openpyxl import load_workbook

import cli

HEAD = ["运单号", "三段码", "重量"]


def run(*args, day="县", partner="中通"):
    args = ["import", *map(str, args), "--partner", partner, "--day", day]
    return CliRunner().invoke(cli.gongpei, args)


def answer(*args, **kwargs):
    """Return the object that ``--json`` prints, and its codes."""
    done = run(*args, "--json", **kwargs)
    found = json.loads(done.stdout)
    rows = [*found.get("questions", []), *found["errors"], *found["warnings"]]
    return {**found, "exit": done.exit_code, "codes": {row["code"] for row in rows}}


def parcels(*codes, first=1):
    """Return an export: a waybill of 1.5 kg for each code."""
    rows = [[f"7300000000{n:03d}", c, "1.5"] for n, c in enumerate(codes, start=first)]
    text(Path("到件.csv"), [HEAD, *rows], "gb18030")
    return "到件.csv"


def table(path):
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def demand(path="县/件量.csv"):
    return {(r["站点"], r["合作单位"]): int(r["件数"]) for r in table(path)}


def sheet(path="县/待对照.xlsx"):
    """Return the lines of 待对照.xlsx below its guide."""
    return [row[:8] for row in load_workbook(path)["待对照"].iter_rows(2, None, 1, 8)]


def fill(places, path="县/待对照.xlsx"):
    book = load_workbook(path)
    rows = book["待对照"]
    for row in rows.iter_rows(3):
        if row[2].value in places:
            row[4].value = places[row[2].value]
    book.save(path)
