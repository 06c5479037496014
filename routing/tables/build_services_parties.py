"""Who carries, who pays: the partners of lines, handovers and tariffs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.partner import ANY, Partner, PartnerKind

from .schema import NO_SUGGESTION

if TYPE_CHECKING:
    from .build_draft import Draft
    from .schema import Row


def resolve_carrier(
    draft: Draft, row: Row, column: str, partners: dict[str, Partner]
) -> None:
    """Find the partner that runs a line or carries on; none: the row is set aside.

    Without a table of partners a county still has its bus company and its post:
    they become partners that pay no share of the cost.
    """
    text = row.values.get(column)
    if text is None:
        return
    if not draft.has("partners") and not draft.partners.find(text):
        kind = PartnerKind.BUS if column == "operator" else PartnerKind.POSTAL
        partners[text] = Partner(
            partner_id=text, name=text, kind=kind, shares_cost=False
        )
        draft.partners.add(text)
        draft.assumptions.add(f"partners.{text}", kind.value)
    found = draft.partners.resolve(row, column, draft.found)
    if found is not None:
        row.values[column] = found


def party(draft: Draft, text: str) -> str:
    """Return the id of a partner, or the text where it is somebody outside."""
    keys = draft.partners.find(text)
    return keys[0] if len(keys) == 1 else text


def check_parties(draft: Draft, row: Row) -> None:
    """Set a row aside by which somebody would carry for, or pay, itself."""
    for column in ("payer", "payee"):
        text = row.values.get(column)
        if text is None:
            continue
        found = draft.partners.find(text)
        if len(found) > 1:
            draft.partners.resolve(row, column, draft.found)
        elif not found and draft.has("partners"):
            _warn_of_slip(draft, row, column, text)
    carrier = row.values.get("carrier")
    if carrier is not None:
        own = party(draft, carrier)
        for text in row.values.get("for_partners", ()):
            if text != ANY and party(draft, text) == own:
                row.reject("WITH_ITSELF", "for_partners", word=text)
    payee = row.values.get("payee")
    if payee is not None and party(draft, row.text("payer")) == party(draft, payee):
        row.reject("WITH_ITSELF", "payee", word=payee)


def _warn_of_slip(draft: Draft, row: Row, column: str, text: str) -> None:
    """Ask whether somebody outside is not a partner, mistyped: it would pay for all."""
    near = draft.partners.nearest(text, draft.found)
    if near != NO_SUGGESTION:
        row.warn("PARTY_OUTSIDE", column, word=text, suggestion=near)
