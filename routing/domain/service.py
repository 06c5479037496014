"""The tables of services as texts: what is planned with is built of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Usable rows of the tables, in table order, without contacts."""

    lines: tuple[dict[str, str], ...] = ()
    stop_times: tuple[dict[str, str], ...] = ()
    trips: tuple[dict[str, str], ...] = ()
    handovers: tuple[dict[str, str], ...] = ()
    tariffs: tuple[dict[str, str], ...] = ()
    boxes: tuple[dict[str, str], ...] = ()
    bans: tuple[dict[str, str], ...] = ()
