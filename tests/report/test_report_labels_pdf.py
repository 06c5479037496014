"""PDF of sheets: found renderers, real files, and errors that say the way out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pypdfium2
import pytest

from routing.report.sheets.pdf import (
    AT_ONCE,
    PdfError,
    PdfProblem,
    Renderer,
    browser_places,
    find_renderer,
    write_pdf,
    write_pdfs,
)

HTML = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>单</title>'
    "<style>@page { size: 100mm 150mm; margin: 4mm }</style></head>"
    "<body><p>派车单</p></body></html>"
)


@pytest.fixture
def renderer() -> Renderer:
    found = find_renderer()
    assert found is not None, "Install Chromium: PDF is tested with a real browser."
    return found


@pytest.fixture
def page(tmp_path) -> Path:
    folder = tmp_path / "龙山县 输出"
    folder.mkdir()
    path = folder / "派车单_鲁F 001.html"
    path.write_text(HTML, "utf-8")
    return path


def test_a_chinese_path_with_spaces_becomes_a_pdf(renderer, page):
    pdf = page.with_suffix(".pdf")
    write_pdf(page, pdf, renderer)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    assert "派车单" in document[0].get_textpage().get_text_range()
    # 100 x 150 mm are 283 x 425 points.
    assert document[0].get_size() == pytest.approx((283.5, 425.2), abs=1)
    document.close()
    # Neither a profile nor an unfinished file stays behind.
    assert sorted(path.name for path in page.parent.iterdir()) == [
        "派车单_鲁F 001.html",
        "派车单_鲁F 001.pdf",
    ]


def test_a_second_pdf_replaces_the_first(renderer, page):
    pdf = page.with_suffix(".pdf")
    pdf.write_bytes(b"old")
    write_pdf(page, pdf, renderer)
    assert pdf.read_bytes().startswith(b"%PDF-")


def program(tmp_path: Path, text: str) -> Renderer:
    """Return a small real program in the place of a browser."""
    path = tmp_path / "browser.py"
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{text}\n", "utf-8")
    path.chmod(0o755)
    return Renderer(path, is_browser=True)


def test_a_renderer_that_never_ends_is_ended(tmp_path, page):
    slow = program(tmp_path, "time.sleep(60)")
    with pytest.raises(PdfError, match=r"took more than 0\.5 s") as caught:
        write_pdf(page, page.with_suffix(".pdf"), slow, timeout=0.5)
    assert caught.value.code is PdfProblem.TIMEOUT
    assert "超过 0.5 秒" in caught.value.words("zh")


def test_a_renderer_that_fails_is_quoted_and_the_old_pdf_stays(tmp_path, page):
    pdf = page.with_suffix(".pdf")
    pdf.write_bytes(b"old")
    broken = program(tmp_path, "sys.exit('no fonts here')")
    with pytest.raises(PdfError, match="no fonts here") as caught:
        write_pdf(page, pdf, broken)
    assert "可以用浏览器打开后打印" in caught.value.words("zh")
    assert pdf.read_bytes() == b"old"


def test_a_renderer_that_says_nothing_gives_its_exit_status(tmp_path, page):
    silent = program(tmp_path, "sys.exit(3)")
    with pytest.raises(PdfError, match="exit 3"):
        write_pdf(page, page.with_suffix(".pdf"), silent)


def test_what_is_no_pdf_is_not_taken_for_one(tmp_path, page):
    pdf = page.with_suffix(".pdf")
    wrong = program(
        tmp_path,
        "to = next(a for a in sys.argv if a.startswith('--print-to-pdf='))\n"
        "open(to.partition('=')[2], 'w').write('<html>')",
    )
    with pytest.raises(PdfError, match="made no PDF"):
        write_pdf(page, pdf, wrong)
    assert not pdf.exists()


def test_a_renderer_that_is_gone(tmp_path, page):
    gone = Renderer(tmp_path / "gone", is_browser=True)
    with pytest.raises(PdfError) as caught:
        write_pdf(page, page.with_suffix(".pdf"), gone)
    assert caught.value.code is PdfProblem.FAILED


def test_a_pdf_that_cannot_be_replaced_is_named(renderer, page):
    # A folder of that name stands for a file that another program holds.
    pdf = page.with_suffix(".pdf")
    pdf.mkdir()
    with pytest.raises(PdfError, match=page.stem) as caught:
        write_pdf(page, pdf, renderer)
    assert caught.value.code is PdfProblem.NOT_WRITTEN
    assert "请关闭后再试" in caught.value.words("zh")
    assert sorted(path.name for path in page.parent.iterdir()) == [page.name, pdf.name]


def test_edge_and_chrome_are_sought_where_windows_keeps_them(tmp_path):
    environ = {
        "PATH": str(tmp_path),
        "PROGRAMFILES(X86)": str(tmp_path / "Program Files (x86)"),
        "LOCALAPPDATA": str(tmp_path / "用户"),
    }
    places = list(browser_places(environ))
    edge = "Microsoft/Edge/Application/msedge.exe"
    assert tmp_path / "Program Files (x86)" / edge in places
    assert tmp_path / "用户" / "Google/Chrome/Application/chrome.exe" in places


def test_a_browser_on_the_search_path_comes_first(tmp_path):
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    environ = {"PATH": str(tmp_path), "PROGRAMFILES": str(tmp_path / "P")}
    assert next(browser_places(environ)) == browser


def test_weasyprint_is_run_by_the_same_python(tmp_path):
    weasyprint = Renderer(Path(sys.executable), is_browser=False)
    page, pdf = tmp_path / "单 1.html", tmp_path / "a.pdf"
    assert weasyprint.name == "WeasyPrint"
    assert weasyprint.command(page, pdf, tmp_path) == [
        sys.executable,
        "-m",
        "weasyprint",
        page.as_uri(),
        str(pdf),
    ]


def some_pages(folder: Path) -> list[Path]:
    pages = [folder / f"装车单_{number}.html" for number in range(12)]
    for number, page in enumerate(pages):
        page.write_text(HTML.replace("派车单", f"装车单{number}"), "utf-8")
    return pages


def test_several_pages_are_printed_at_once_and_told_in_order(renderer, tmp_path):
    pages = some_pages(tmp_path)[:3]
    assert list(write_pdfs(pages, renderer)) == [(page, None) for page in pages]
    for number, page in enumerate(pages):
        document = pypdfium2.PdfDocument(page.with_suffix(".pdf"))
        assert f"装车单{number}" in document[0].get_textpage().get_text_range()
        document.close()


def test_after_a_failure_no_further_page_is_begun(tmp_path):
    """The program notes each start, waits a little, and leaves no PDF."""
    notes = tmp_path / "notes"
    notes.mkdir()
    broken = program(
        tmp_path,
        f"import os; open(os.path.join({str(notes)!r}, str(os.getpid())), 'w').close()"
        "; time.sleep(1); sys.exit(3)",
    )
    pages = some_pages(tmp_path)
    told = list(write_pdfs(pages, broken))
    begun = min(AT_ONCE, os.cpu_count() or 1)
    # Those that were under way with the first, and what a free hand took meanwhile.
    assert begun <= len(told) == len(list(notes.iterdir())) < len(pages)
    assert {error.code for _, error in told} == {PdfProblem.FAILED}


def test_no_pages_at_all(renderer):
    assert list(write_pdfs([], renderer)) == []
