"""Items of a played day counted in its tables, plans and sheets, each by itself.

Every count is by site, partner, goods class and whether the goods go upstream. In
this county a bag holds goods of one class: 冷藏 is apart by its temperature, 大件 by
what buses may carry.
"""

from __future__ import annotations

from collections import Counter

import openpyxl
from features.played_tables import read

CENTRE = "LK00"


def names(folder):
    """Return ids by the names of sites and partners; of partners by themselves too."""
    sites = {row["name"]: row["site_id"] for row in read(folder / "sites.csv")}
    partners = {row["name"]: row["partner_id"] for row in read(folder / "partners.csv")}
    return sites | partners | {name: name for name in partners.values()}


def demanded(folder):
    """Count what the tables ask for: a column for each partner, or a row."""
    ids, found = names(folder), Counter()
    for row in read(folder / "demand.csv"):
        for name, partner in ids.items():
            if row.get(name):
                found[row["site"], partner, row["goods_class"], False] += int(row[name])
    for row in read(folder / "pickups.csv"):
        key = row["site"], row["partner"], row["goods_class"], True
        found[key] += int(row["items"])
    return +found


def planned(plan):
    """Count the items of bags that reach their destination."""
    found = Counter()
    for bag in plan["bags"]:
        upstream = bag["destination"] == CENTRE
        if bag["legs"][-1]["to"] != bag["destination"]:
            continue
        site = bag["origin"] if upstream else bag["destination"]
        for partner, items in bag["items"].items():
            found[site, partner, bag["goods_class"], upstream] += items
    return found


def unserved(plan):
    """Count what stays behind."""
    found = Counter()
    for row in plan["unserved"]:
        upstream = row["kind"] != "delivery"
        found[row["site"], row["partner"], row["goods_class"], upstream] += row["items"]
    return found


def on_the_list(folder):
    """Count what the workbook of the evening lists as delivered and collected."""
    ids, found = names(folder / "inputs"), Counter()
    for row in rows(folder / "执行回填.xlsx", "送货", "编号"):
        if row["环节"] == "送达":
            key = ids[row["收件站点"]], ids[row["合作单位"]], row["货类"], False
            found[key] += row["计划件数"]
    for row in rows(folder / "执行回填.xlsx", "揽收", "编号"):
        key = ids[row["揽收站点"]], ids[row["合作单位"]], row["货类"], True
        found[key] += row["计划件数"]
    return found


def in_bags(folder):
    """Count by village what the bags of plan.xlsx hold that reach it or leave it.

    The bags are those that the sheets of stops, trips and offers carry.
    """
    ids, found = names(folder / "inputs"), Counter()
    for row in rows(folder / "plan.xlsx", "集包袋", "袋号"):
        upstream = ids[row["终点"]] == CENTRE
        site = ids[row["起点"] if upstream else row["终点"]]
        for part in row["内件"].split("、"):
            name, items = part.rsplit(" ", 1)
            found[site, ids[name], row["货类"], upstream] += int(items)
    return found


def rows(path, sheet, first):
    """Return the rows of a sheet below the header that begins with a word."""
    book = openpyxl.load_workbook(path, read_only=True)
    cells = list(book[sheet].iter_rows(values_only=True))
    at = next(n for n, row in enumerate(cells) if row[0] == first)
    return [
        dict(zip(cells[at], row, strict=False)) for row in cells[at + 1 :] if row[0]
    ]
