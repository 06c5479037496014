"""The words of closed lists, Chinese and English, each with its value."""

from __future__ import annotations

from routing.domain.consignment import ConsignmentKind, Priority
from routing.domain.coordinates import Crs
from routing.domain.day import Bagging
from routing.domain.freshness import FreshModel
from routing.domain.goods import AcceptRule
from routing.domain.line import LineKind
from routing.domain.partner import PartnerKind, SortDepth
from routing.domain.price import PriceBasis
from routing.domain.site import Level
from routing.domain.tariff import Stage
from routing.domain.vehicle import Temperature, VehicleClass

LEVELS = {
    "centre": Level.CENTRE, "center": Level.CENTRE, "县级中心": Level.CENTRE,
    "中心": Level.CENTRE, "县级共配中心": Level.CENTRE, "共配中心": Level.CENTRE,
    "县中心": Level.CENTRE, "县级分拨中心": Level.CENTRE,
    "station": Level.STATION, "客运站": Level.STATION, "汽车站": Level.STATION,
    "hub": Level.HUB, "乡镇站": Level.HUB, "乡镇中心": Level.HUB,
    "乡镇转运中心": Level.HUB, "乡镇服务站": Level.HUB, "乡镇综合服务站": Level.HUB,
    "中转站": Level.HUB, "镇站": Level.HUB, "乡镇网点": Level.HUB,
    "village": Level.VILLAGE, "村级服务点": Level.VILLAGE, "村站": Level.VILLAGE,
    "村级站": Level.VILLAGE, "村": Level.VILLAGE, "村点": Level.VILLAGE,
    "村级站点": Level.VILLAGE, "村级综合服务点": Level.VILLAGE,
    "行政村": Level.VILLAGE,
    "hamlet": Level.HAMLET, "自然村投递点": Level.HAMLET, "自然村": Level.HAMLET,
    "locker": Level.LOCKER, "智能快件箱": Level.LOCKER, "快件箱": Level.LOCKER,
    "快递柜": Level.LOCKER, "shipper": Level.SHIPPER, "揽收点": Level.SHIPPER,
    "coldstore": Level.COLDSTORE, "冷库": Level.COLDSTORE,
    "stop": Level.STOP, "停靠点": Level.STOP,
}  # fmt: skip

VEHICLE_CLASSES = {
    "tricycle": VehicleClass.TRICYCLE, "三轮": VehicleClass.TRICYCLE,
    "三轮车": VehicleClass.TRICYCLE, "电动三轮": VehicleClass.TRICYCLE,
    "电动三轮车": VehicleClass.TRICYCLE, "microvan": VehicleClass.MICROVAN,
    "微面": VehicleClass.MICROVAN, "面包车": VehicleClass.MICROVAN,
    "微型面包": VehicleClass.MICROVAN, "light": VehicleClass.LIGHT,
    "轻货": VehicleClass.LIGHT, "轻卡": VehicleClass.LIGHT,
    "轻型货车": VehicleClass.LIGHT, "厢货": VehicleClass.LIGHT,
    "厢式货车": VehicleClass.LIGHT, "medium": VehicleClass.MEDIUM,
    "中货": VehicleClass.MEDIUM, "中型货车": VehicleClass.MEDIUM,
    "drone": VehicleClass.DRONE, "无人机": VehicleClass.DRONE,
    "robot": VehicleClass.ROBOT, "无人车": VehicleClass.ROBOT,
}  # fmt: skip

PARTNER_KINDS = {
    "postal": PartnerKind.POSTAL, "邮政": PartnerKind.POSTAL,
    "express": PartnerKind.EXPRESS, "快递": PartnerKind.EXPRESS,
    "bus": PartnerKind.BUS, "客运": PartnerKind.BUS,
    "coop": PartnerKind.COOP, "合作社": PartnerKind.COOP,
    "retail": PartnerKind.RETAIL, "供销商超": PartnerKind.RETAIL,
    "供销": PartnerKind.RETAIL, "商超": PartnerKind.RETAIL,
}  # fmt: skip

SORT_DEPTHS = {
    "village": SortDepth.VILLAGE, "到村": SortDepth.VILLAGE,
    "township": SortDepth.TOWNSHIP, "到乡镇": SortDepth.TOWNSHIP,
    "到镇": SortDepth.TOWNSHIP,
}  # fmt: skip

TEMPERATURES = {
    "ambient": Temperature.AMBIENT, "常温": Temperature.AMBIENT,
    "chilled": Temperature.CHILLED, "冷藏": Temperature.CHILLED,
    "frozen": Temperature.FROZEN, "冷冻": Temperature.FROZEN,
}  # fmt: skip
COLD_TEMPERATURES = {
    word: temp for word, temp in TEMPERATURES.items() if temp is not Temperature.AMBIENT
}

ACCEPT_RULES = {
    "accept": AcceptRule.ACCEPT, "可收": AcceptRule.ACCEPT, "收": AcceptRule.ACCEPT,
    "review": AcceptRule.REVIEW, "审核": AcceptRule.REVIEW,
    "refuse": AcceptRule.REFUSE, "拒收": AcceptRule.REFUSE,
}  # fmt: skip

PRIORITIES = {
    "high": Priority.HIGH, "高": Priority.HIGH,
    "normal": Priority.NORMAL, "medium": Priority.NORMAL, "中": Priority.NORMAL,
    "low": Priority.LOW, "低": Priority.LOW,
}  # fmt: skip

PICKUP_KINDS = {
    "pickup": ConsignmentKind.PICKUP, "揽收": ConsignmentKind.PICKUP,
    "produce": ConsignmentKind.PRODUCE, "农产品": ConsignmentKind.PRODUCE,
    "returns": ConsignmentKind.RETURNS, "退件": ConsignmentKind.RETURNS,
    "missorted": ConsignmentKind.MISSORTED, "错分": ConsignmentKind.MISSORTED,
    "empties": ConsignmentKind.EMPTIES, "空袋周转箱": ConsignmentKind.EMPTIES,
    "空袋": ConsignmentKind.EMPTIES, "周转箱": ConsignmentKind.EMPTIES,
    "box": ConsignmentKind.BOX, "保温箱": ConsignmentKind.BOX,
}  # fmt: skip

VEHICLE_STATES = {
    "ok": "ok", "available": "ok", "可用": "ok", "正常": "ok", "在用": "ok",
    "out": "out", "停用": "out", "维修": "out", "reserve": "reserve",
    "备用": "reserve",
}  # fmt: skip

DEMAND_STATES = {
    "forecast": "forecast", "预报": "forecast", "arrived": "arrived",
    "已到件": "arrived", "sorted": "sorted", "已分拣": "sorted",
    "confirmed": "confirmed", "已确认": "confirmed",
    "carried": "carried", "滞留": "carried",
}  # fmt: skip

OVERRIDE_KINDS = {
    "vehicle_out": "vehicle_out", "停用车辆": "vehicle_out",
    "extra_vehicle": "extra_vehicle", "加车": "extra_vehicle",
    "driver_late": "driver_late", "晚出车": "driver_late",
    "partner_late": "partner_late", "品牌晚到": "partner_late",
    "items": "items", "增减件量": "items",
    "site_closed": "site_closed", "停业": "site_closed",
    "hours": "hours", "改营业时间": "hours",
    "road_closed": "road_closed", "道路中断": "road_closed",
    "trip_cancelled": "trip_cancelled", "取消": "trip_cancelled",
    "停运": "trip_cancelled", "停开": "trip_cancelled",
    "trip_delayed": "trip_delayed", "晚点": "trip_delayed",
    "trip_capacity": "trip_capacity", "减载": "trip_capacity",
    "lock": "lock", "锁定": "lock", "exclude": "exclude", "暂不派送": "exclude",
    "allow": "allow", "人工放行": "allow", "must": "must", "今日必达": "must",
}  # fmt: skip

CRS_NAMES = {
    "高德": Crs.GCJ02, "腾讯": Crs.GCJ02, "amap": Crs.GCJ02, "tencent": Crs.GCJ02,
    "gcj02": Crs.GCJ02, "gcj-02": Crs.GCJ02, "火星坐标": Crs.GCJ02,
    "百度": Crs.BD09, "baidu": Crs.BD09, "bd09": Crs.BD09, "bd-09": Crs.BD09,
    "gps": Crs.WGS84, "wgs84": Crs.WGS84, "wgs-84": Crs.WGS84,
}  # fmt: skip

BAGGINGS = {
    "shared": Bagging.SHARED, "合并装袋": Bagging.SHARED, "合并": Bagging.SHARED,
    "per_partner": Bagging.PER_PARTNER, "各家分袋": Bagging.PER_PARTNER,
    "分袋": Bagging.PER_PARTNER,
}  # fmt: skip

FRESH_MODELS = {
    "none": FreshModel.NONE, "不算": FreshModel.NONE, "否": FreshModel.NONE,
    "linear": FreshModel.LINEAR, "线性": FreshModel.LINEAR, "按时间": FreshModel.LINEAR,
    "arrhenius": FreshModel.ARRHENIUS, "阿伦尼乌斯": FreshModel.ARRHENIUS,
    "按温度": FreshModel.ARRHENIUS,
}  # fmt: skip

LINE_KINDS = {
    "bus": LineKind.BUS, "客运": LineKind.BUS, "客车": LineKind.BUS,
    "公交": LineKind.BUS, "shuttle": LineKind.SHUTTLE, "货运班车": LineKind.SHUTTLE,
    "共富班车": LineKind.SHUTTLE,
}  # fmt: skip

PRICE_BASES = {
    "per_item": PriceBasis.PER_ITEM, "每件": PriceBasis.PER_ITEM,
    "按件": PriceBasis.PER_ITEM, "per_bag": PriceBasis.PER_BAG,
    "每袋": PriceBasis.PER_BAG, "按袋": PriceBasis.PER_BAG,
    "per_kg": PriceBasis.PER_KG, "每公斤": PriceBasis.PER_KG,
    "按重量": PriceBasis.PER_KG, "per_trip": PriceBasis.PER_TRIP,
    "每班": PriceBasis.PER_TRIP, "按班次": PriceBasis.PER_TRIP,
    "per_month": PriceBasis.PER_MONTH, "每月": PriceBasis.PER_MONTH,
    "包月": PriceBasis.PER_MONTH,
}  # fmt: skip

STAGES = {
    "sort": Stage.SORT, "分拣": Stage.SORT, "linehaul": Stage.LINEHAUL,
    "县乡运输": Stage.LINEHAUL, "bus": Stage.BUS, "客运代运": Stage.BUS,
    "hub": Stage.HUB, "中转": Stage.HUB, "handover": Stage.HANDOVER,
    "代投": Stage.HANDOVER, "station": Stage.STATION, "村站代办": Stage.STATION,
    "storage": Stage.STORAGE, "保管": Stage.STORAGE, "pickup": Stage.PICKUP,
    "揽收": Stage.PICKUP, "returns": Stage.RETURNS, "退件": Stage.RETURNS,
    "income": Stage.INCOME, "派费收入": Stage.INCOME,
}  # fmt: skip

RECIPIENTS = (
    "收件人", "收件方", "村民", "取件人", "取件方", "收货人", "收货方", "农户",
    "顾客", "客户", "用户", "买家", "消费者", "居民", "老百姓", "recipient",
    "villager", "consignee", "addressee", "customer", "buyer",
)  # fmt: skip
"""Words for who receives a parcel, wherever they stand in the name of a payer."""
COMMITTEES = ("村民委员会", "居民委员会")
"""Bodies that pay for their villages, though recipients stand in their names."""
PRIVATE_STAGES = (Stage.PICKUP, Stage.RETURNS)
"""Stages that people may pay for: they send something."""

CONTACT_COLUMNS = (
    "keeper", "phone", "contact", "driver", "driver_phone", "crew", "shipper", "note",
)  # fmt: skip
"""People's names and phones, and free text that may hold them."""
