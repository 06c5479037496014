"""Columns of the tables that rarely change: places, people's firms, goods, fleet."""

from __future__ import annotations

from . import schema_words as words
from .calendar import market_days, service_days
from .schema import Column, TableSchema
from .schema_cells import (
    choice,
    choices,
    counting,
    date,
    flag,
    names,
    number,
    plain,
    positive,
    share,
    signed,
    time,
    whole,
    window,
    windows,
)
from .schema_cold import cold_rooms
from .schema_vehicle import breaks, compartments

_vehicle_class = choice(words.VEHICLE_CLASSES)

SITES = TableSchema(
    table="sites",
    columns=(
        Column(name="site_id", parse=plain),
        Column(name="name", parse=plain, required=True),
        Column(name="aliases", parse=names),
        Column(name="level", parse=choice(words.LEVELS)),
        Column(name="township", parse=plain),
        Column(name="lon", parse=signed),
        Column(name="lat", parse=signed),
        Column(name="position_estimated", parse=flag),
        Column(name="km_to_hub", parse=number),
        Column(name="hours", parse=windows),
        Column(name="service_min", parse=number),
        Column(name="sec_per_item", parse=number),
        Column(name="service_days", parse=service_days),
        Column(name="last_served", parse=date),
        Column(name="market_days", parse=market_days),
        Column(name="served_by", parse=plain),
        Column(name="service_kind", parse=plain),
        Column(name="allowed_classes", parse=choices(words.VEHICLE_CLASSES)),
        Column(name="max_vehicle_class", parse=_vehicle_class),
        Column(name="dry_only", parse=flag),
        Column(name="storage_items", parse=whole),
        Column(name="stock_items", parse=whole),
        Column(name="cold_storage", parse=cold_rooms),
        Column(name="handling_min", parse=number),
        Column(name="sorts", parse=flag),
        Column(name="sort_rate", parse=counting),
        Column(name="docks", parse=counting),
        Column(name="security_check", parse=flag),
        Column(name="chargers", parse=whole),
        Column(name="takes_cash", parse=flag),
        Column(name="population", parse=whole),
        Column(name="township_share", parse=number),
        Column(name="usual_vehicle", parse=plain),
        Column(name="chute", parse=plain),
        Column(name="dispatchable", parse=flag),
        Column(name="keeper", parse=plain),
        Column(name="phone", parse=plain),
    ),
)

PARTNERS = TableSchema(
    table="partners",
    columns=(
        Column(name="partner_id", parse=plain, required=True),
        Column(name="name", parse=plain, required=True),
        Column(name="aliases", parse=names),
        Column(name="kind", parse=choice(words.PARTNER_KINDS), required=True),
        Column(name="shares_cost", parse=flag),
        Column(name="own_depot", parse=plain),
        Column(name="kg_per_item", parse=positive),
        Column(name="litres_per_item", parse=positive),
        Column(name="items_per_bag", parse=counting),
        Column(name="arrival_time", parse=time),
        Column(name="ready_time", parse=time),
        Column(name="sort_depth", parse=choice(words.SORT_DEPTHS)),
        Column(name="current_cost_yuan", parse=number),
        Column(name="contact", parse=plain),
        Column(name="phone", parse=plain),
    ),
)

GOODS = TableSchema(
    table="goods",
    columns=(
        Column(name="goods_class", parse=plain, required=True),
        Column(name="temp", parse=choice(words.TEMPERATURES), required=True),
        Column(name="temp_min_c", parse=signed),
        Column(name="temp_max_c", parse=signed),
        Column(name="bus_allowed", parse=flag, required=True),
        Column(name="cold_limit_min", parse=number),
        Column(name="pack_min", parse=number),
        Column(name="max_ride_min", parse=positive),
        Column(name="max_item_kg", parse=positive),
        Column(name="max_edge_cm", parse=counting),
        Column(name="bag", parse=flag),
        Column(name="unit", parse=plain),
        Column(name="kg_per_unit", parse=positive),
        Column(name="litres_per_unit", parse=positive),
        Column(name="incompatible_with", parse=names),
        Column(name="rule", parse=choice(words.ACCEPT_RULES)),
        Column(name="fresh_yuan_kg_hour", parse=number),
        Column(name="fresh_ea_kj", parse=positive),
    ),
)

VEHICLES = TableSchema(
    table="vehicles",
    columns=(
        Column(name="vehicle_id", parse=plain),
        Column(name="plate", parse=plain),
        Column(name="vehicle_class", parse=_vehicle_class, required=True),
        Column(name="owner", parse=plain),
        Column(name="start_site", parse=plain),
        Column(name="end_site", parse=plain),
        Column(name="cap_kg", parse=positive),
        Column(name="cap_m3", parse=positive),
        Column(name="cap_items", parse=counting),
        Column(name="fill", parse=share),
        Column(name="temp_compartments", parse=compartments),
        Column(name="shift", parse=window),
        Column(name="max_hours", parse=positive),
        Column(name="max_drive_min", parse=positive),
        Column(name="breaks", parse=breaks),
        Column(name="max_tours", parse=counting),
        Column(name="reload_min", parse=number),
        Column(name="range_km", parse=positive),
        Column(name="max_km", parse=positive),
        Column(name="recharge_min", parse=number),
        Column(name="fixed_yuan_day", parse=number),
        Column(name="avoidable", parse=flag),
        Column(name="yuan_per_km", parse=number),
        Column(name="yuan_per_hour", parse=number),
        Column(name="cold_yuan_per_hour", parse=number),
        Column(name="cold_energy_per_hour", parse=number),
        Column(name="green_channel", parse=flag),
        Column(name="speed_profile", parse=plain),
        Column(name="energy", parse=plain),
        Column(name="per_100km", parse=number),
        Column(name="status", parse=choice(words.VEHICLE_STATES)),
        Column(name="insured_until", parse=date),
        Column(name="inspected_until", parse=date),
        Column(name="driver", parse=plain),
        Column(name="driver_phone", parse=plain),
    ),
)

AGREEMENTS = TableSchema(
    table="agreements",
    columns=(
        Column(name="partner", parse=plain, required=True),
        Column(name="with", parse=plain, required=True),
        Column(name="kind", parse=plain),
        Column(name="mixed_bag", parse=flag),
        Column(name="from", parse=date),
        Column(name="until", parse=date),
    ),
)
