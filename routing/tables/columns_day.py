"""Accepted spellings of tables and headers: prices, agreements and the day.

Same form as ``columns_network``.
"""

from __future__ import annotations

_SITE = (
    "站点 站点编号 站点名称 村名 村 村站 村级站点 行政村 站名 网点 网点名称 "
    "服务点 收件村 村级服务点 site_id site_name"
)
_PARTNER = (
    "合作单位 品牌 快递公司 快递企业 单位 公司 企业 快递品牌 合作单位编号 "
    "委托单位 partner_id"
)
_TOWNSHIP = "所属乡镇 乡镇 镇 所属镇 乡镇名称 镇街 街道 乡镇街道"
_GOODS = "货类 货物类别 品类 货物"

DAY_TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "gtfs_freight": (
        "公交带货 GTFS带货",
        {
            "route_id": "线路编号 线路",
            "operator": "运营单位 经营单位 承运单位 运营公司 客运公司",
            "cap_bags": "载货袋数 可载袋数",
            "cap_kg": "载货重量 可载重量",
            "cap_m3": "载货容积 可载容积",
            "price_basis": "计费方式 计价方式",
            "price": "单价 价格",
            "max_piece_kg": "单件上限 单件限重",
            "cutoff_min": "截货提前 截货提前分钟",
            "passengers": "平均载客 载客",
            "no_freight": "禁止带货时段 禁货时段",
            "confirmed": "已确认 是否确认 确认",
        },
    ),
    "tariffs": (
        "结算价 结算价格 价格表 资费 tariff",
        {
            "stage": "结算环节 环节",
            "payer": "付款方 付款单位 付费方",
            "payee": "收款方 收款单位 收费方",
            "basis": "计费方式 计价方式 计费依据",
            "price": "单价 价格 结算价",
            "tier_from": "阶梯起 起 阶梯下限",
            "tier_to": "阶梯止 止 阶梯上限",
            "guarantee_yuan": "保底 保底金额",
            "tax": "税率 含税",
            "goods_class": _GOODS,
            "from_site": "起点 起始站点 发货站点",
            "to_site": "终点 到达站点 目的站点",
            "township": _TOWNSHIP,
            "valid_from": "生效日期 有效期起 生效日",
            "valid_to": "失效日期 有效期止 失效日",
        },
    ),
    "handovers": (
        "代投(代派) 代投 代派 代投代派 代投报价 handover",
        {
            "offer_id": "代投编号 编号 id",
            "carrier": "承运单位 代投单位 代派单位",
            "for_partners": "委托单位 代谁投 委托方",
            "from_site": "交接站点 起点 交件站点",
            "to_sites": "投递站点 到达站点 投递范围 to_site",
            "township": _TOWNSHIP,
            "cutoff_time": "截止时间 截件时间 最晚交件",
            "delivered_by": "送达时间 最晚送达 投递时限",
            "days": "运行日 投递日",
            "goods_classes": "货类 货物类别 goods_class",
            "cap_items": "件数上限 接收件数上限",
            "cap_bags": "袋数上限 接收袋数上限",
            "cap_kg": "重量上限 接收重量上限",
            "last_resort": "兜底 是否兜底",
            "basis": "计费方式 计价方式",
            "price": "单价 价格",
            "confirmed": "已确认 是否确认",
        },
    ),
    "agreements": (
        "合作协议 协议 合作关系 agreement",
        {
            "partner": "合作单位 甲方 单位 单位甲 品牌",
            "with": "合作对象 乙方 合作方 单位乙 对方",
            "kind": "合作类型 类型 协议类型",
            "mixed_bag": "可混装 混装 允许混装",
            "from": "生效日期 起 有效期起 开始日期",
            "until": "失效日期 止 有效期止 截止日期 to",
        },
    ),
    "demand": (
        "件量 件量表 当日件量 到件量 派件量 需求 每日件量 货量 明日件量",
        {
            "site": _SITE,
            "township": _TOWNSHIP,
            "partner": _PARTNER,
            "items": "件数 件量 数量 到件数 派件数 票数 票数(件) 派件量 到件量",
            "kg": "重量 公斤 千克 总重量 重量公斤 weight",
            "m3": "体积 方数 立方 立方米 总体积 volume",
            "goods_class": _GOODS,
            "priority": "优先级 优先 紧急程度",
            "ready_time": "可装车时间 备妥时间 可装时间",
            "deadline": "截止时间 最晚送达 时限 最晚送达时间",
            "window": "时间窗 tw 收货时间窗 送达时间窗",
            "status": "数据状态 状态",
            "backlog": "其中滞留 滞留 滞留件 积压件",
            "days_waiting": "滞留天数 已等天数 等待天数",
            "cod_yuan": "代收金额 代收货款 到付金额",
            "note": "备注 说明 附注 remark remarks",
            "from_site": "起点 发货站点 起始站点 始发站点",
            "late_yuan_min": "迟到每分钟元 迟到每分钟 迟到费 每分钟迟到费",
            "late_max_min": "最多迟到分钟 最多迟到 迟到上限",
        },
    ),
    "orders": (
        "运单明细 运单 订单明细 订单 快件明细 到件明细 order",
        {
            "order_id": "运单号 单号 订单号 快递单号 运单编号 订单编号 面单号 邮件号",
            "site": _SITE,
            "partner": _PARTNER,
            "kg": "重量 公斤 千克 计费重量 实际重量 结算重量 weight",
            "goods_class": _GOODS,
            "window": "时间窗 tw 送达时间窗",
            "late_yuan_min": "迟到每分钟元 迟到每分钟 迟到费 每分钟迟到费",
            "late_max_min": "最多迟到分钟 最多迟到 迟到上限",
        },
    ),
    "codes": (
        "编码对照 编码对照表 对照表 代码对照 三段码对照",
        {
            "partner": _PARTNER,
            "kind": "编码类型 类型 类别",
            "code": "编码 代码 三段码 网点代码",
            "site": _SITE,
        },
    ),
    "pickups": (
        "揽收与回程 揽收 回程 揽收回程 上行 上行件 揽收表 明日揽收 pickup",
        {
            "kind": "类型 类别 揽收类型 业务类型",
            "site": _SITE + " 揽收点 揽收站点",
            "partner": _PARTNER,
            "shipper": "货主 发货单位 发货方 合作社",
            "goods_class": _GOODS,
            "items": "件数 件量 数量 票数 箱数 袋数",
            "kg": "重量 公斤 千克 总重量 weight",
            "window": "时间窗 tw 揽收时间 取货时间 揽收时间窗 取货时间窗",
            "to_site": "送往站点 目的站点 到达站点 送到 目的地",
            "precooled_at": "预冷完成时间 预冷时间",
            "must": "今日必带回 必带回 必须带回",
            "late_yuan_min": "迟到每分钟元 迟到每分钟 迟到费 每分钟迟到费",
            "late_max_min": "最多迟到分钟 最多迟到 迟到上限",
            "note": "备注 说明 附注 remark remarks",
        },
    ),
    "boxes": (
        "保温箱 冷藏箱 周转保温箱 box",
        {
            "type": "型号 箱型 类型 规格",
            "owner": "归属单位 归属 所属单位",
            "site": "所在站点 " + _SITE,
            "count": "数量 个数 箱数",
            "litres": "容积 容积升 容量",
            "autonomy_min": "保冷分钟 保冷时长 保冷时间",
            "temp": "温区 温层",
            "yuan_per_use": "每次费用 单次费用 使用费",
            "returned_at": "回库时刻 回库时间 返库时间",
            "freeze_min": "冻冰分钟 冻冰时长 冻冰时间 蓄冷分钟",
        },
    ),
    "bans": (
        "禁行 限行 禁行区 限行区 ban",
        {
            "area": "禁行区域 区域 范围 站点",
            "vehicle_classes": "禁行车型 车型 vehicle_class",
            "times": "禁行时段 时段 时间",
            "permits": "通行证 已办通行证",
            "cold_exempt": "冷藏车豁免 冷藏车除外",
            "green_exempt": "绿色通道豁免 绿通豁免",
        },
    ),
    "overrides": (
        "临时调整 临时调度 当日调整 调整 override",
        {
            "kind": "调整类型 类型 类别 调整事项 事项",
            "object": "对象 调整对象",
            "parameter": "参数 调整内容 内容 数值 值 调整为 value",
            "from": "起 开始 开始时间 起始时间 自",
            "until": "止 结束 结束时间 截止时间 至 to",
            "reason": "原因 理由 调整原因",
            "by": "填报人 操作人 经办人 提出人 批准人",
        },
    ),
    "routes": (
        "现行线路 现行路线 目前线路 现有线路 route",
        {
            "vehicle": "车辆 车牌 车牌号 车辆编号 vehicle_id plate",
            "tour": "趟次 趟 第几趟",
            "seq": "顺序 序号 次序 停靠顺序",
            "site": _SITE,
        },
    ),
    "travel": (
        "里程表 里程 距离表 里程时间表 路程表 od matrix",
        {
            "from": "起点 起点站点 始发站点 出发站点 from_site from_id origin",
            "to": "终点 终点站点 到达站点 目的站点 to_site to_id destination",
            "km": "公里 里程 距离 公里数 distance distance_km",
            "min": "分钟 时间 时长 行驶时间 行驶分钟 duration minutes",
            "source": "来源 数据来源",
            "profile": "速度档 车型 速度档位",
        },
    ),
    "settings": (
        "参数 设置 参数表 参数设置 基本参数 setting",
        {
            "key": "参数 项目 参数名 参数名称 名称 设置项 键",
            "value": "取值 值 参数值 内容 设置 数值 设定值",
        },
    ),
}
"""Canonical table: its accepted names, and its columns with their headers."""
