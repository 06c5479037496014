"""Columns of the tables of the day: demand, orders, pickups, overrides, settings."""

from __future__ import annotations

from . import schema_words as words
from .schema import Column, TableSchema
from .schema_cells import (
    choice,
    counting,
    flag,
    number,
    plain,
    positive,
    time,
    whole,
    windows,
)

_SHARED = (
    Column(name="goods_class", parse=plain),
    Column(name="priority", parse=choice(words.PRIORITIES)),
    Column(name="ready_time", parse=time),
    Column(name="deadline", parse=time),
    Column(name="window", parse=windows),
    Column(name="from_site", parse=plain),
    Column(name="township", parse=plain),
    Column(name="late_yuan_min", parse=number),
    Column(name="late_max_min", parse=number),
)

DEMAND_WIDE = TableSchema(
    table="demand",
    columns=(
        # Or the township alone: its total.
        Column(name="site", parse=plain),
        Column(name="kg", parse=number),
        Column(name="m3", parse=number),
        *_SHARED,
        Column(name="status", parse=choice(words.DEMAND_STATES)),
        Column(name="days_waiting", parse=whole),
        Column(name="backlog", parse=whole),
    ),
)

DEMAND_LONG = TableSchema(
    table="demand",
    columns=(
        *DEMAND_WIDE.columns,
        Column(name="partner", parse=plain, required=True),
        Column(name="items", parse=whole, required=True),
        Column(name="cod_yuan", parse=number),
    ),
)

ORDERS = TableSchema(
    table="orders",
    columns=(
        Column(name="order_id", parse=plain, required=True),
        Column(name="site", parse=plain, required=True),
        Column(name="partner", parse=plain, required=True),
        Column(name="items", parse=counting),
        Column(name="kg", parse=positive),
        Column(name="m3", parse=positive),
        *_SHARED,
    ),
)

PICKUPS = TableSchema(
    table="pickups",
    columns=(
        Column(name="kind", parse=choice(words.PICKUP_KINDS), required=True),
        Column(name="site", parse=plain, required=True),
        Column(name="partner", parse=plain),
        Column(name="goods_class", parse=plain),
        Column(name="items", parse=whole, required=True),
        Column(name="kg", parse=positive),
        Column(name="m3", parse=positive),
        Column(name="window", parse=windows),
        Column(name="ready_time", parse=time),
        Column(name="deadline", parse=time),
        Column(name="priority", parse=choice(words.PRIORITIES)),
        Column(name="to_site", parse=plain),
        Column(name="township", parse=plain),
        Column(name="precooled_at", parse=time),
        Column(name="must", parse=flag),
        Column(name="late_yuan_min", parse=number),
        Column(name="late_max_min", parse=number),
    ),
)

OVERRIDES = TableSchema(
    table="overrides",
    columns=(
        Column(name="kind", parse=choice(words.OVERRIDE_KINDS), required=True),
        Column(name="object", parse=plain, required=True),
        Column(name="parameter", parse=plain),
        Column(name="from", parse=plain),
        Column(name="until", parse=plain),
        Column(name="reason", parse=plain, required=True),
        Column(name="by", parse=plain, required=True),
    ),
)

ROUTES = TableSchema(
    table="routes",
    columns=(
        Column(name="vehicle", parse=plain, required=True),
        Column(name="tour", parse=counting),
        Column(name="seq", parse=whole, required=True),
        Column(name="site", parse=plain, required=True),
    ),
)

SETTINGS = TableSchema(
    table="settings",
    columns=(
        Column(name="key", parse=plain, required=True),
        Column(name="value", parse=plain),
    ),
)
