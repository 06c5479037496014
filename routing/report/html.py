"""Small pieces of HTML, every text escaped."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Html(str):
    """Text that is HTML already and must not be escaped again."""

    __slots__ = ()


def safe(value: object) -> Html:
    """Return a value as HTML: ``Html`` as it is, anything else escaped."""
    return value if isinstance(value, Html) else Html(escape(str(value)))


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numeric: Sequence[int] = (),
) -> Html:
    """Return a table; ``numeric`` are the columns set flush right, from 0.

    A row of one cell is a head over the rows that follow. A table that is too
    wide for the window scrolls by itself, by keyboard too.
    """

    def cell(tag: str, column: int, value: object) -> str:
        kind = ' class="n"' if column in numeric else ""
        return f"<{tag}{kind}>{safe(value)}</{tag}>"

    def line(tag: str, values: Sequence[object]) -> str:
        cells = "".join(cell(tag, at, value) for at, value in enumerate(values))
        return f"<tr>{cells}</tr>"

    def over(value: object) -> str:
        span = f'colspan="{len(head)}"'
        return f'<tr class="group"><th {span}>{safe(value)}</th></tr>'

    body = "\n".join(over(row[0]) if len(row) == 1 else line("td", row) for row in rows)
    return Html(
        f'<div class="scroll" tabindex="0"><table><thead>{line("th", head)}</thead>'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def paragraph(text: str, kind: str = "note") -> Html:
    """Return a paragraph of a CSS class."""
    return Html(f'<p class="{kind}">{escape(text)}</p>')


def bullets(lines: Iterable[str]) -> Html:
    """Return a list of texts."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return Html(f'<ul class="findings">{items}</ul>')


def heading(text: str) -> Html:
    """Return the heading of a part of a section."""
    return Html(f"<h3>{escape(text)}</h3>")


def badge(number: int, colour: str) -> Html:
    """Return the number of a route on its colour."""
    return Html(f'<b class="badge" style="background:{colour}">{number}</b>')


def plate(sign: str, colour: str) -> Html:
    """Return the sign of a trip or a handover, framed in its colour."""
    style = f"border-color:{colour};color:{colour}"
    return Html(f'<b class="badge plate" style="{style}">{escape(sign)}</b>')


def bar(percent: float) -> Html:
    """Return a load factor as a small bar with its figure."""
    width = min(percent, 100.0)
    return Html(
        f'<span class="bar"><i style="width:{width:g}%"></i></span>{percent:.0f}%'
    )


def script_json(value: object) -> Html:
    """Return JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Html(text)
