"""PDF files of sheets, where a program that can print pages is installed.

Never required: every sheet is HTML that any browser prints. Chrome, Chromium and
Edge (on every Windows 10 and 11) print without a window; WeasyPrint does it on
servers without a browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from routing.texts.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Future

AT_ONCE = 3
"""Most browsers that print at the same time; each takes a core and some 200 MB."""
TIMEOUT_SECONDS = 120.0
COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
"""Names of browsers on the search path, Linux's first."""
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_BROWSERS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
PDF_SIGN = b"%PDF-"
LAST_WORDS = 300
"""Characters of a renderer's own complaint that an error repeats."""


class PdfProblem(StrEnum):
    """Why there is no PDF: codes of the labels family."""

    FAILED = "PDF_FAILED"
    TIMEOUT = "PDF_TIMEOUT"
    NOT_WRITTEN = "PDF_NOT_WRITTEN"


class PdfError(Exception):
    """No PDF was made; ``values`` fill the text of ``code``."""

    def __init__(self, code: PdfProblem, **values: object) -> None:
        super().__init__(text("labels", code, "en", **values))
        self.code = code
        self.values = values

    def words(self, lang: str) -> str:
        """Return what went wrong and the way out, for a person."""
        return text("labels", self.code, lang, **self.values)


@dataclass(frozen=True, slots=True)
class Renderer:
    """A program that turns a page into a PDF."""

    program: Path
    is_browser: bool

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.program.stem if self.is_browser else "WeasyPrint"

    def command(self, page: Path, pdf: Path, profile: Path) -> list[str]:
        """Return the command line for absolute paths."""
        if not self.is_browser:
            return [str(self.program), "-m", "weasyprint", page.as_uri(), str(pdf)]
        return [
            str(self.program),
            "--headless",
            "--disable-gpu",
            # A profile of its own: the user's browser may be open meanwhile.
            f"--user-data-dir={profile}",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-extensions",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            # Without the browser's own date and address; older versions know
            # only the second name.
            "--no-pdf-header-footer",
            "--print-to-pdf-no-header",
            *_as_root(),
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]


def find_renderer() -> Renderer | None:
    """Return a program on this machine that makes PDF, browsers first."""
    for path in browser_places(os.environ):
        if path.is_file():
            return Renderer(path, is_browser=True)
    if find_spec("weasyprint") is not None:
        return Renderer(Path(sys.executable), is_browser=False)
    return None


def browser_places(environ: Mapping[str, str]) -> Iterator[Path]:
    """Return where browsers may lie: the search path, then the usual folders."""
    for name in COMMANDS:
        if found := shutil.which(name, path=environ.get("PATH", "")):
            yield Path(found)
    for browser in WINDOWS_BROWSERS:
        for folder in WINDOWS_FOLDERS:
            if root := environ.get(folder):
                yield Path(root) / browser
    yield from map(Path, MAC_BROWSERS)


def write_pdfs(
    pages: Sequence[Path], renderer: Renderer
) -> Iterator[tuple[Path, PdfError | None]]:
    """Print pages into PDF files beside them, several at once, told in their order.

    Starting a browser takes longer than printing, and it prints one file for each
    start. After a failure what has begun is finished and told, the rest left out.
    """
    at_once = min(AT_ONCE, os.cpu_count() or 1)
    with ThreadPoolExecutor(at_once) as pool:
        jobs = [
            pool.submit(write_pdf, page, page.with_suffix(".pdf"), renderer)
            for page in pages
        ]
        try:
            for page, job in zip(pages, jobs, strict=True):
                if job.cancelled():
                    continue
                error = job.exception()
                if error is not None and not isinstance(error, PdfError):
                    raise error
                if error is not None:
                    _cancel(jobs)
                yield page, error
        finally:
            _cancel(jobs)


def _cancel(jobs: Sequence[Future[None]]) -> None:
    for job in jobs:
        job.cancel()


def write_pdf(
    page: Path, pdf: Path, renderer: Renderer, *, timeout: float = TIMEOUT_SECONDS
) -> None:
    """Print a page into a PDF file; an older file stays until the new one is whole.

    Parameters
    ----------
    page, pdf
        The HTML file and the file to write.
    renderer
        From :func:`find_renderer`.
    timeout
        Seconds after which the renderer is ended.

    Raises
    ------
    PdfError
        When the renderer cannot be started, fails, takes too long or leaves no
        PDF, or the file is open in another program.
    """
    # A browser on Windows may hold files of its profile a moment longer.
    with tempfile.TemporaryDirectory(
        prefix="gongpei-pdf-", ignore_cleanup_errors=True
    ) as folder:
        made, said = Path(folder) / "page.pdf", Path(folder) / "said.txt"
        command = renderer.command(page.resolve(), made, Path(folder) / "profile")
        status = _run(command, said, renderer, timeout)
        if not made.is_file() or made.read_bytes()[: len(PDF_SIGN)] != PDF_SIGN:
            problem = _last_words(said) or f"exit {status}"
            raise PdfError(PdfProblem.FAILED, program=renderer.name, problem=problem)
        _put(made, pdf)


def _run(command: list[str], said: Path, renderer: Renderer, timeout: float) -> int:
    """Return the exit status. No pipes: a browser's children could hold them open."""
    try:
        with said.open("wb") as complaints:
            return subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                timeout=timeout,
                check=False,
            ).returncode
    except subprocess.TimeoutExpired as error:
        seconds = f"{timeout:g}"
        raise PdfError(
            PdfProblem.TIMEOUT, program=renderer.name, seconds=seconds
        ) from error
    except OSError as error:
        problem = error.strerror or str(error)
        raise PdfError(
            PdfProblem.FAILED, program=renderer.name, problem=problem
        ) from error


def _put(made: Path, pdf: Path) -> None:
    """Move the finished file into place, across file systems too."""
    beside = pdf.with_name(f".{pdf.name}.part")
    try:
        shutil.copyfile(made, beside)
        beside.replace(pdf)
    except OSError as error:
        beside.unlink(missing_ok=True)
        problem = error.strerror or str(error)
        raise PdfError(
            PdfProblem.NOT_WRITTEN, file=pdf.name, problem=problem
        ) from error


def _last_words(said: Path) -> str:
    return said.read_text("utf-8", "replace").strip()[-LAST_WORDS:]


def _as_root() -> list[str]:
    """Chromium refuses to start its sandbox for root (containers, servers)."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if is_root else []
