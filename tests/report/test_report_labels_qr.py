"""QR codes: read back by a scanner from paper, and never too small to be read."""

from __future__ import annotations

import re

import pytest
from label_pages import printed

from routing.report.sheets.qr import MIN_MODULE_MM, qr_svg

BAG = "GP|20260311-7F3A|V1|L0001-001"
LINK = (
    "https://uri.amap.com/navigation?to=110.086201,30.017412,"
    + "%E7%8E%8B" * 6
    + "&mode=car&src=gongpei&callnative=1"
)


def edge_mm(svg: str) -> float:
    return float(re.search(r'width="([\d.]+)mm"', svg).group(1))


def modules(svg: str) -> int:
    return int(re.search(r'viewBox="0 0 (\d+) \1"', svg).group(1))


@pytest.mark.parametrize(
    ("text", "size", "count"),
    [
        # Version 3 (29 modules) holds 42 bytes at level M, version 8 (49) 152;
        # 4 white modules stand on either side.
        (BAG, 25.0, 29 + 8),
        (LINK, 20.0, 49 + 8),
    ],
)
def test_a_code_has_the_size_asked_for_and_a_quiet_zone(text, size, count):
    svg = qr_svg(text, size_mm=size)
    assert edge_mm(svg) == size
    assert modules(svg) == count
    # Nothing is drawn in the outer four modules.
    assert svg.count("M4 4.5") == 1
    assert 'fill="#fff"' in svg


def test_a_code_grows_before_its_modules_become_too_small():
    svg = qr_svg(LINK, size_mm=12)
    assert edge_mm(svg) == pytest.approx((49 + 8) * MIN_MODULE_MM, abs=0.01)


def test_what_is_printed_is_what_a_scanner_reads(tmp_path):
    texts = [BAG, LINK, "村站：青山镇王家村"]
    codes = [qr_svg(text, size_mm=12) for text in texts]
    html = "".join(f"<p>{code}</p>" for code in codes)
    page = printed(f'<!DOCTYPE html><meta charset="utf-8">{html}', tmp_path)[0]
    assert page.codes() == texts
