"""Find words of the wrong language: in a text, and in what a page shows.

``python tests/texts/language_scan.py FILE.html …`` lists the English words of
pages; ``english_words(text, known)`` does it for a text. What may stand in
Chinese text as it is, is listed here once: ``WORDS`` and ``PATTERNS``.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from routing.tables.headers import HEADERS, TABLES


def _listed(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


WORDS = _listed(
    # The program, its commands and what stands beside them on a command line.
    "auto ortools pyvrp",
    "gongpei make demo pip install init validate plan check evaluate explain export",
    "approve close generate anonymize bench solve doctor import true false yes zh en",
    # Models of freshness as an option names them, and who wrote of them.
    "freshness linear arrhenius Hsu Hung Li Osvald Stirn Labuza Riboh",
    # Commands on records of benchmarks, and the suites.
    "run compare calibrate history accept improve smoke quick full",
    # Keys that are pressed.
    "y n",
    # Programs, files and encodings that are called so in Chinese.
    "Markdown PyVRP Excel WPS Chrome Edge Leaflet CSV JSON TOML SVG HTML PDF Tab",
    "Ctrl End",
    "GPS WGS GTFS GB18030 UTF KPI QR MB zip",
    # Units and the signs of formulas.
    "km m kg g cm t L h min max CO kWh MJ",
    # Sizes of generated counties and of paper.
    "S R XL A4 A5",
    # Keys of tables that a finding names.
    "from to date day now partner columns",
    # The licence line of the map.
    "Volodymyr Agafonkin CloudMade BSD Clause",
)
CELLS = _listed(
    # What is typed into cells, whatever the language of the program.
    "普通 逢3、8 每周3次 次日 每行1件 不送 雨 待对照 派件员",
    # Columns, files and starters that are named in Chinese.
    "相近 地址里多写 目前按 导入记录 新建模板 检查数据 开始排线 审核打印",
)
PATTERNS = (
    r"\{[^{}]*\}",  # placeholders of the catalogue
    r"https?://\S+",
    r"\b[\w.-]+\.(?:com|cn)(?:/[\w/-]+)?|\bdoi 10\.\S+|\bYZ/T \d+-\d+",  # sources
    r"\bsha256 [0-9a-f]+",
    r"(?<!\w)--?[a-z][a-z-]*|\btime-limit\b",  # options
    r"[\w一-鿿./\\{}-]*\.(?:xlsx?|xlsm|csv|tsv|json|toml|html|txt|svg|pdf|geojson|bat|et|ods)\b",
    r"\.?\b(?:xlsx?|csv|json|toml|html|txt|svg|pdf|bat)\b",  # endings alone
    r"\b[a-z]+/(?:[a-z]+/?)?",  # folders: inputs/, out/demo/
    r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b",  # codes: CAP_KG
    r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b",  # keys: cap_kg
    r"\b[A-Z]{1,2}-?\d[\w-]*",  # rules, trips, versions: T2, L03-0730
    r"(?<![A-Za-z])[A-Z](?![A-Za-z])",  # columns A, B; numbers N; page P
    r"\b\d+(?:\.\d+)?[a-z]\b",  # 3a
)
_SKIPPED = re.compile("|".join(PATTERNS))
_LATIN = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_CHINESE = re.compile(r"[㐀-鿿]+")
_FILE = re.compile(r"[\w一-鿿-]+\.(?:xlsx|csv|txt|html|bat|toml)|第\{?\w*\}?版")


def english_words(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Return the English words of a Chinese text, in their order.

    Parameters
    ----------
    text
        What a person reads; placeholders may stand in it.
    known
        Further names that are written so: ids of a day, plates, argument codes.
    """
    for name in sorted(known, key=len, reverse=True):
        if _LATIN.search(name):
            text = text.replace(name, " ")
    return [
        word for word in _LATIN.findall(_SKIPPED.sub(" ", text)) if word not in WORDS
    ]


def chinese_words(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Return the Chinese words of an English text; names of files may be Chinese."""
    text = _FILE.sub(" ", text)
    for name in sorted(known | CELLS, key=len, reverse=True):
        text = text.replace(name, " ")
    return _CHINESE.findall(text)


def table_names() -> frozenset[str]:
    """Return the names of tables and columns: quoted as the user's files have them."""
    found = {name for names in TABLES.values() for name in names}
    found.update(
        header
        for columns in HEADERS.values()
        for headers in columns.values()
        for header in headers
    )
    return frozenset(name for name in found if name)


class _Visible(HTMLParser):
    """Collect what a page shows and what a person may hear or hover over."""

    _HIDDEN = frozenset({"script", "style", "template", "noscript", "code"})
    _SPOKEN = frozenset({"alt", "title", "aria-label", "placeholder"})

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the texts of attributes; leave out what is not shown."""
        self._hidden += tag in self._HIDDEN
        if not self._hidden:
            self.pieces += [
                text for name, text in attrs if name in self._SPOKEN and text
            ]

    def handle_endtag(self, tag: str) -> None:
        """Show again after a hidden part."""
        self._hidden -= tag in self._HIDDEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Take a text that is shown."""
        if not self._hidden and data.strip():
            self.pieces.append(" ".join(data.split()))


def visible_text(html: str) -> list[str]:
    """Return the texts that a page shows, in their order; scripts left out."""
    page = _Visible()
    page.feed(html)
    page.close()
    return page.pieces


def page_words(html: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Return the English words that a page shows."""
    return [word for text in visible_text(html) for word in english_words(text, known)]


def main(files: list[str]) -> int:
    """List the English words of pages; 1 when there are any."""
    found = False
    for name in files:
        for text in visible_text(Path(name).read_text("utf-8")):
            if words := english_words(text):
                found = True
                sys.stdout.write(f"{name}: {', '.join(words)}: {text}\n")
    return int(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
