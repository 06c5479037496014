"""计划与实际.html: one page, opens offline, prints on A4 across."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from routing.plan.actuals.model import RowKind
from routing.plan.actuals.words import kind_word
from routing.report.html import Html, heading, paragraph, table

from .suggested import suggestion_cells
from .tables import CORRECTION_COLUMNS, SUGGESTION_COLUMNS, correction_cells, heads
from .view import PERCENT, ROW_COLUMNS, range_words, row_cells, totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from routing.plan.actuals.closed import Done
    from routing.plan.workbook.names import Names

    from .view import Cell, ClosingView

DIFFERENCE_COLUMNS = tuple(
    name for name in ROW_COLUMNS if name not in ("TOUR", "ORDER")
)
ROUTE_COLUMNS = (
    "ORDER", "STEP", "PLACE", "SITE", "PARTNER", "GOODS_CLASS", "PLANNED_ITEMS",
    "ITEMS", "PLANNED_TIME", "TIME", "DELAY", "SEAL", "TEMP", "WHY",
)  # fmt: skip
NUMBERS = frozenset(
    {"TOUR", "ORDER", "PLANNED_ITEMS", "ITEMS", "MISSING", "MORE", "DELAY", "TEMP"}
)
BOOK_COLUMNS = (
    "SITE", "KIND", "PARTNER", "GOODS_CLASS", "DEMANDED", "DELIVERED", "BACK",
    "NOT_CARRIED", "ASTRAY",
)  # fmt: skip
TOMORROW_COLUMNS = (
    "kind", "site", "partner", "goods_class", "items", "days_waiting", "from_site",
    "note",
)  # fmt: skip


def render_closing(view: ClosingView) -> str:
    """Return the page of a closed day as one HTML document, without script."""
    style = resources.files("routing.report").joinpath("assets/closing.css")
    title = escape(view.say("PAGE_TITLE", date=view.closed.actuals.date))
    parts = [
        _tiles(view),
        _section(view, "PAGE_DIFFERENCES", _differences(view)),
        _section(view, "PAGE_BOOKS", _books(view)),
        _section(view, "PAGE_TOMORROW", _tomorrow(view)),
        _section(view, "PAGE_CORRECTIONS", _corrections(view)),
        _section(view, "PAGE_SUGGESTIONS", _suggestions(view)),
        _section(view, "PAGE_ROUTES", _routes(view)),
    ]
    stamp = view.say("PAGE_STAMP", number=view.number, version=view.version)
    lang = "zh-CN" if view.lang == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title>\n<style>\n{style.read_text('utf-8')}</style></head>\n"
        f"<body><h1>{title}</h1>{paragraph(stamp)}\n" + "\n".join(parts) + "\n"
        "</body></html>\n"
    )


def _section(view: ClosingView, code: str, body: Iterable[str]) -> str:
    return f"<section><h2>{escape(view.say(code))}</h2>\n{''.join(body)}</section>"


def _tiles(view: ClosingView) -> str:
    found = totals(view.closed)
    share = PERCENT * found.delivered / found.demanded if found.demanded else 0
    shown: list[tuple[str, object]] = [
        ("DEMANDED", found.demanded),
        ("DELIVERED", f"{found.delivered} ({share:.1f}%)"),
        ("BACK", found.back),
        ("NOT_CARRIED", found.not_carried),
        ("ASTRAY", found.astray),
        ("MORE", found.surplus),
        ("LATE_STOPS", found.late),
        ("SEALS", found.seals),
        ("TEMPERATURES", found.temperatures),
    ]
    tiles = "".join(
        f'<div class="tile"><b>{escape(str(value))}</b>'
        f"<span>{escape(view.say(f'TILE_{code}'))}</span></div>"
        for code, value in shown
    )
    return f'<div class="tiles">{tiles}</div>'


def _table(
    view: ClosingView, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Html:
    numeric = [at for at, name in enumerate(columns) if name in NUMBERS]
    return table(heads(view, columns), rows, numeric=numeric)


def _shown(cell: Cell) -> object:
    return "" if cell is None else cell


def _cells(
    view: ClosingView, names: Names, columns: Sequence[str], done: Done
) -> list[object]:
    cells = row_cells(view, names, done)
    marked = {
        "ITEMS": done.missing and done.row.kind is not RowKind.LEFT,
        "SEAL": done.seal_wrong,
        "TEMP": done.out_of_range,
    }
    return [
        Html(f'<b class="bad">{escape(str(_shown(cells[name])))}</b>')
        if marked.get(name)
        else _shown(cells[name])
        for name in columns
    ]


def _differences(view: ClosingView) -> Iterator[str]:
    names = view.names
    found = [done for done in view.closed.done if done.differs]
    if not found:
        yield paragraph(view.say("NO_DIFFERENCES"))
        return
    yield paragraph(view.say("DIFFERENCES_NOTE", count=len(found)))
    yield _table(
        view,
        DIFFERENCE_COLUMNS,
        (_cells(view, names, DIFFERENCE_COLUMNS, done) for done in found),
    )
    for words in range_words(view):
        yield paragraph(words)


def _books(view: ClosingView) -> Iterator[str]:
    names, lines = view.names, view.closed.lines
    rows: list[list[object]] = [
        [
            names.sites.label(line.site),
            kind_word(line.kind, view.lang),
            names.partners.label(line.partner),
            line.goods_class,
            line.demanded,
            line.delivered,
            line.back,
            line.not_carried,
            line.astray,
        ]
        for line in lines
    ]
    found = totals(view.closed)
    sums = (found.demanded, found.delivered, found.back, found.not_carried)
    rows.append([view.say("TOTAL"), "", "", "", *sums, found.astray])
    code = "BALANCED" if all(line.balanced for line in lines) else "NOT_BALANCED"
    yield paragraph(view.say(code))
    yield table(heads(view, BOOK_COLUMNS), rows, numeric=range(4, 9))


def _tomorrow(view: ClosingView) -> Iterator[str]:
    for code, rows in (("DEMAND", view.demand), ("PICKUPS", view.pickups)):
        items = sum(int(row["items"]) for row in rows)
        words = view.say(f"TOMORROW_{code}", count=len(rows), items=items)
        yield heading(words)
        if rows:
            columns = [c for c in TOMORROW_COLUMNS if any(row.get(c) for row in rows)]
            yield table(
                [view.say(f"COL_T_{name.upper()}") for name in columns],
                ([_named(view, row, c) for c in columns] for row in rows),
            )


def _named(view: ClosingView, row: dict[str, str], column: str) -> str:
    value = row.get(column, "")
    if value and column in ("site", "from_site"):
        return view.names.sites.label(value)
    return view.names.partners.label(value) if column == "partner" else value


def _corrections(view: ClosingView) -> Iterator[str]:
    if not view.corrections:
        yield paragraph(view.say("NO_CORRECTIONS"))
        return
    rows = ([_shown(c) for c in correction_cells(one)] for one in view.corrections)
    yield table(heads(view, CORRECTION_COLUMNS), rows)


def _suggestions(view: ClosingView) -> Iterator[str]:
    yield paragraph(view.say("SUGGESTIONS_NOTE", days=view.days))
    if not view.suggestions:
        yield paragraph(view.say("NO_SUGGESTIONS"))
        return
    rows = (
        [_shown(c) for c in suggestion_cells(view, one)] for one in view.suggestions
    )
    yield table(heads(view, SUGGESTION_COLUMNS), rows)


def _routes(view: ClosingView) -> Iterator[str]:
    names = view.names
    groups: dict[tuple[str, ...], list[Done]] = {}
    for done in view.closed.done:
        cells = row_cells(view, names, done)
        tour = "" if cells["TOUR"] is None else view.say("TOUR_N", n=cells["TOUR"])
        carrier = str(cells["CARRIER"]) or str(cells["STEP"])
        groups.setdefault((carrier, tour), []).append(done)
    for (carrier, tour), found in groups.items():
        yield heading(f"{carrier} {tour}".strip())
        yield _table(
            view,
            ROUTE_COLUMNS,
            (_cells(view, names, ROUTE_COLUMNS, done) for done in found),
        )
