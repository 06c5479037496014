"""The page asks for nothing that Chromium 86 does not know.

County offices keep browsers for years (Windows 7 ends at Chromium 109, many
domestic browsers stand on 86). Each pattern names the first version that has
the feature, and catches its sample.
"""

from __future__ import annotations

import re
from importlib import resources

import pytest
from check.service_county import service_travel
from check.service_county_plan import service_plan
from report_day import make_day, make_travel
from report_plan import make_plan
from service_county_map import mapped_day

from routing.domain.practice import PracticeTour
from routing.report.page import render_report

CSS = (
    (105, r":has\(", "a:has(b) {}"),
    (88, r":is\(|:where\(", ":is(a, b) {}"),
    (88, r":not\([^()]*,", "a:not(.b, .c) {}"),
    (87, r"\binset(-inline|-block)?\s*:", "a { inset: 0; }"),
    (87, r"\b(margin|padding)-(inline|block)\s*:", "a { margin-inline: 0; }"),
    (88, r"aspect-ratio\s*:", "a { aspect-ratio: 1; }"),
    (90, r"overflow(-[xy])?\s*:\s*clip", "a { overflow: clip; }"),
    (93, r"accent-color\s*:", "a { accent-color: red; }"),
    (94, r"scrollbar-gutter\s*:", "a { scrollbar-gutter: stable; }"),
    (99, r"@layer\b", "@layer base;"),
    (105, r"@container\b|container-type\s*:", "@container (width > 1px) {}"),
    (104, r"@media[^{]*[<>]", "@media (width >= 600px) {}"),
    (104, r"[{;]\s*(translate|rotate|scale)\s*:", "a { rotate: 5deg; }"),
    (108, r"\d(dvh|svh|lvh|dvw|svw|lvw)\b", "a { height: 100dvh; }"),
    (111, r"color-mix\(|\b(oklch|oklab|lab|lch)\(", "a { color: oklch(1 0 0); }"),
    (101, r"\bhwb\(", "a { color: hwb(1 0 0); }"),
    (112, r"[{;]\s*&|\{[^{}]*\{[^{}]*\}[^{}]*;", "a { & b { color: red; } }"),
    (114, r"text-wrap\s*:", "h1 { text-wrap: balance; }"),
    (117, r"\bsubgrid\b", "a { grid-template-rows: subgrid; }"),
    (123, r"light-dark\(", "a { color: light-dark(red, blue); }"),
)
SCRIPT = (
    (85, r"(\?\?|\|\||&&)=", "a ??= 1;"),
    (85, r"\.replaceAll\(", "a.replaceAll('b', 'c');"),
    (92, r"\.at\(", "a.at(-1);"),
    (93, r"Object\.hasOwn\b", "Object.hasOwn(a, 'b');"),
    (93, r"new Error\([^)]*cause", "new Error('a', {cause: b});"),
    (92, r"randomUUID", "crypto.randomUUID();"),
    (97, r"\.findLast(Index)?\(", "a.findLast(b);"),
    (98, r"structuredClone\(", "structuredClone(a);"),
    (110, r"\.to(Sorted|Reversed|Spliced)\(", "a.toSorted();"),
    (117, r"\.groupBy\(", "Object.groupBy(a, b);"),
    (91, r"#\w+ in ", "#a in b"),
    (94, r"\bstatic\s*\{", "class A { static { } }"),
    (89, r"(?m)^await\b", "await a;"),
    (84, r"this\.#", "this.#a = 1;"),
    (90, r"/[a-z]*[dv][a-z]*\.(exec|test)\b", "/a/d.exec(b)"),
)
HTML = (
    (102, r"<[^>]+\binert\b", "<div inert></div>"),
    (114, r"<[^>]+\bpopover\b", "<div popover></div>"),
    (118, r"<search\b", "<search></search>"),
    (120, r"<details[^>]+\bname=", '<details name="a"></details>'),
    (102, r"hidden=.?until-found", '<p hidden="until-found"></p>'),
)


def found(patterns, text):
    return [
        (version, match[0])
        for version, pattern, _ in patterns
        if (match := re.search(pattern, text))
    ]


def asset(name):
    text = resources.files("routing.report").joinpath("assets", name).read_text("utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@pytest.fixture(scope="module")
def page():
    tour = PracticeTour(vehicle="鲁F001", number=1, sites=("V1", "V2"))
    road = render_report(make_day(practice=(tour,)), make_travel(), make_plan())
    return road + render_report(mapped_day(), service_travel(), service_plan())


@pytest.mark.parametrize(
    ("pattern", "sample"), [row[1:] for row in (*CSS, *SCRIPT, *HTML)]
)
def test_each_pattern_catches_what_it_is_for(pattern, sample):
    assert re.search(pattern, sample)


def style_without_media(text):
    """Take the blocks of media rules out of their braces: they nest by right."""
    return re.sub(r"@media[^{<>]*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", r"\1", text)


@pytest.mark.parametrize("name", ["page.css", "leaflet.css"])
def test_the_style_is_known(name):
    assert found(CSS, style_without_media(asset(name))) == []


def test_the_style_within_the_page_is_known(page):
    inline = " ".join(f"a {{ {text} }}" for text in re.findall(r'style="(.*?)"', page))
    assert inline
    assert found(CSS, inline) == []


def test_the_script_is_known():
    assert found(SCRIPT, asset("page.js")) == []
    # No arrow, class or template: the script is one function of old JavaScript.
    assert not re.search(r"=>|`|\b(let|const|class|async)\b", asset("page.js"))


def test_the_elements_are_known(page):
    bare = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
    assert found(HTML, bare) == []
