"""Write the tables of a road problem into the kernel's vector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .data import (
    ACCOUNTS,
    BANS_AT,
    BATCH_COUNT,
    BULKHEAD_AT,
    BULKHEADS,
    CLASSES,
    DIMENSIONS,
    DIMS,
    DOOR,
    HAS_APART,
    HAS_COLD,
    HAS_DOCKS,
    HAS_LOCKS,
    HAS_TIMED,
    HAS_WAYS,
    HEADER,
    I64,
    LIMITS,
    MAX_BREAKS,
    NEAR_WIDTH,
    RESOURCES,
    SHIPMENT_COUNT,
    SITES,
    TRAVEL_AT,
    USUAL_CENTS,
    VEHICLE_COUNT,
    WINDOW_WIDTH,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VEHICLE_COLUMNS = (
    "profile",
    "start",
    "end",
    "early",
    "late",
    "max_duration",
    "max_drive",
    "reload",
    "max_tours",
    "range",
    "max_metres",
    "recharge",
    "fixed",
    "km",
    "hour",
    "type",
    "open",
    "close",
    "dock",
    "charger",
    "keeps",
    "cold",
)
SHIPMENT_COLUMNS = (
    "from",
    "to",
    "class",
    "ready",
    "penalty",
    "due",
    "batch",
    "gap",
    "temp",
    "exposed",
    "since",
    "hand_in",
    "hand_out",
    "ride",
    "late",
    "whole",
    "part",
    "fresh",
    "spoil",
    "begin",
    "until",
    "foam",
    "warm",
    "box",
)
VISIT_COLUMNS = ("site", "window", "duration", "lock", "rank", "base", "soft")


def _columns(tables: Mapping[str, Any], names: Sequence[str]) -> I64:
    return np.column_stack([np.asarray(tables[name], np.int64) for name in names])


def _breaks(tables: Mapping[str, Any]) -> I64:
    given = np.stack([tables["b_duration"], tables["b_early"], tables["b_late"]], 2)
    if given.shape[1] > MAX_BREAKS:
        msg = f"Expected at most {MAX_BREAKS} breaks per vehicle."
        raise ValueError(msg)
    padded = np.zeros((given.shape[0], MAX_BREAKS, 3), np.int64)
    padded[:, : given.shape[1]] = given
    return padded.reshape(given.shape[0], -1)


def _windows(sets: Sequence[Sequence[tuple[int, int]]], width: int) -> I64:
    rows = np.zeros((len(sets), width), np.int64)
    for i, windows in enumerate(sets):
        rows[i, 0] = len(windows)
        rows[i, 1 : 1 + 2 * len(windows)] = np.array(windows).reshape(-1)
    return rows


def pack_problem(tables: Mapping[str, Any]) -> I64:
    """Return the vector of a road problem.

    ``tables`` holds, in the units of the rule book: ``metres``, ``seconds``
    (P, N, N); ``setup``, ``usual`` (N,); ``v_*`` (V,), ``v_cap`` (V, 11),
    ``v_bulkheads`` (V, H, 9), ``b_*`` (V, B); ``s_*`` (K,), ``s_load`` (K, 11),
    ``s_allowed`` (K, V);
    ``a_*`` (2K,); ``windows``: lists of (early, late); ``apart`` (C, C);
    ``r_cap`` (R,); ``near`` (B, Q); ``lock_strict``; ``batches`` (B, 2),
    ``ways`` (W, 18), ``takes`` and ``fees`` (.., 2), ``limits`` (L,) and
    ``accounts`` (F, 7) as ``data`` describes their columns; ``v_bans`` (V, N), or
    (V, 0) where no ban binds; flags, ``dims``, ``door`` and ``usual_cents``.

    Raises
    ------
    ValueError
        When a vehicle has more breaks than the kernel knows.
    """
    sets = tables["windows"]
    width = 1 + 2 * max(len(s) for s in sets)
    vehicles = _columns(tables, [f"v_{name}" for name in VEHICLE_COLUMNS])
    shipments = _columns(tables, [f"s_{name}" for name in SHIPMENT_COLUMNS])
    blocks = [
        np.stack([tables["metres"], tables["seconds"]], 3),
        _columns(tables, ("setup", "usual")),
        np.hstack([vehicles, tables["v_cap"], _breaks(tables)]),
        np.hstack([shipments, tables["s_load"].reshape(-1, DIMENSIONS)]),
        tables["s_allowed"],
        _columns(tables, [f"a_{name}" for name in VISIT_COLUMNS]),
        _windows(sets, width),
        tables["apart"],
        tables["r_cap"],
        tables["near"],
        tables["lock_strict"],
        tables["batches"],
        tables["ways"],
        tables["takes"],
        tables["fees"],
        tables["limits"],
        tables["accounts"],
    ]
    header = np.zeros(HEADER, np.int64)
    header[SITES] = len(tables["setup"])
    header[VEHICLE_COUNT] = len(vehicles)
    header[SHIPMENT_COUNT] = len(shipments)
    header[RESOURCES] = len(tables["r_cap"])
    header[CLASSES] = len(tables["apart"])
    header[NEAR_WIDTH] = tables["near"].shape[1]
    header[WINDOW_WIDTH] = width
    header[USUAL_CENTS] = tables["usual_cents"]
    header[HAS_APART] = tables["has_apart"]
    header[HAS_LOCKS] = tables["has_locks"]
    header[HAS_DOCKS] = tables["has_docks"]
    header[HAS_WAYS] = tables["has_ways"]
    header[HAS_COLD] = tables["has_cold"]
    header[HAS_TIMED] = tables["has_timed"]
    header[DIMS] = tables["dims"]
    header[DOOR] = tables["door"]
    header[BATCH_COUNT] = len(tables["batches"])
    header[LIMITS] = len(tables["limits"])
    header[ACCOUNTS] = len(tables["accounts"])
    flat = [np.asarray(block, np.int64).reshape(-1) for block in blocks]
    offsets = HEADER + np.concatenate(([0], np.cumsum([len(b) for b in flat])))
    header[TRAVEL_AT : TRAVEL_AT + len(flat)] = offsets[:-1]
    bulkheads = np.asarray(tables["v_bulkheads"], np.int64).reshape(-1)
    header[BULKHEADS] = tables["v_bulkheads"].shape[1]
    header[BULKHEAD_AT] = offsets[-1]
    bans = np.asarray(tables["v_bans"], np.int64).reshape(-1)
    if bans.size:
        header[BANS_AT] = offsets[-1] + len(bulkheads)
    return np.concatenate([header, *flat, bulkheads, bans])
