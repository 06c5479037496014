"""The 交接单 of a plan by name: a trip each, and an offer each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.services import offer_runs, trip_runs
from routing.report.words import trip_name

from .file_names import unique_names
from .handover_sheet import carrier_of_offer, handover_sheet
from .service_words import say
from .trip_sheet import trip_sheet

if TYPE_CHECKING:
    from .frame import SheetContext


def handover_sheets(context: SheetContext) -> dict[str, str]:
    """Return the hand-over lists by a legal, unique name, trips first."""
    trips = trip_runs(context.day, context.plan)
    offers = offer_runs(context.day, context.plan)
    # No colon in a file name: a quarter past eight is 0815.
    names = [trip_name(context.day, run.trip_id).replace(":", "") for run in trips] + [
        say(
            context,
            "RESORT_FILE" if run.row.last_resort else "OFFER_FILE",
            carrier=carrier_of_offer(context, run),
            offer=run.offer_id,
        )
        for run in offers
    ]
    pages = [
        *(trip_sheet(context, run) for run in trips),
        *(handover_sheet(context, run) for run in offers),
    ]
    return dict(zip(unique_names(names), pages, strict=True))
