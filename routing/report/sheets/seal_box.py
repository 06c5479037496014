"""What is counted, sealed and signed when goods change hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .layout import Row, Text
from .service_words import pieces_words, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.plan.model import PlannedBag

    from .frame import SheetContext

_SIZE = 12


def board_row(
    context: SheetContext, site: str, bags: Sequence[PlannedBag], *, checked: bool
) -> Row:
    """Return the row for goods that board; ``checked``: they need a security check."""
    sign = say(context, "SEAL_GIVE_SIGN")
    if checked:
        sign += say(context, "SEAL_CHECKED")
    sign += say(context, "SEAL_TROUBLE")
    pieces = pieces_words(context, bags)
    return _row(
        say(context, "SEAL_BOARD", site=site),
        say(context, "SEAL_GIVE", pieces=pieces),
        sign,
    )


def alight_row(context: SheetContext, site: str, bags: Sequence[PlannedBag]) -> Row:
    """Return the row for goods that alight."""
    pieces = pieces_words(context, bags)
    return _row(
        say(context, "SEAL_ALIGHT", site=site),
        say(context, "SEAL_TAKE", pieces=pieces),
        say(context, "SEAL_TAKE_SIGN") + say(context, "SEAL_TROUBLE"),
    )


def offer_box(context: SheetContext, site: str, bags: Sequence[PlannedBag]) -> Text:
    """Return the box for goods given to another carrier."""
    pieces = pieces_words(context, bags)
    lines = (
        say(context, "SEAL_GIVE", pieces=pieces),
        "",
        say(context, "SEAL_OFFER_SIGN") + say(context, "SEAL_TROUBLE"),
    )
    heading = say(context, "SEAL_OFFER", site=site)
    return Text(lines=lines, kind="box", size=_SIZE, heading=heading)


def proof_row(context: SheetContext, bags: Sequence[PlannedBag]) -> Row:
    """Return the row that a station signs when another carrier brought its goods."""
    pieces = pieces_words(context, bags)
    return Row((say(context, "SEAL_PROOF", pieces=pieces),))


def _row(*lines: str) -> Row:
    """Return a row across the table, so that it stays with the last bag above.

    The line before the last is followed by room to sign in.
    """
    return Row(("\n".join((*lines[:-1], "", lines[-1])),))
