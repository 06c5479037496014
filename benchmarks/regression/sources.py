"""Where the instances of a suite come from: each source names them and loads one."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from instances.county.places import CENTRE_ID
from instances.generate import generate
from routing.planning.intake import take_in

from ..conservation import demanded
from ..corpus.best import Book
from ..corpus.days import REAL, chosen_days, load_day, read_days
from ..families.recognise import recognise
from ..families_run import SHARED
from ..small_days import HUBS, ROAD, WHOLE, Size, small_day
from ..steps import leave_roads_only

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from ..conservation import Key
    from ..families.family import Verdict

Words = Mapping[str, Any]
"""What a suite's file says of an entry, or what a process is told of an instance."""

CENTS = 100
BENCHMARKS = Path(__file__).parents[1]
SMALL = {
    "road": ROAD,
    "hubs": HUBS,
    "whole": WHOLE,
    "medium": Size(lots=30, villages=20, vehicles=5),
}
"""Small days by kind: all but ``medium`` can be solved exactly by the oracle."""


class SourceError(ValueError):
    """An entry that its source does not understand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One instance by name; ``words`` are enough to load it in another process."""

    name: str
    family: str
    source: str
    words: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """An instance as it is planned, and what its plan is measured by.

    ``asked`` are the items to be accounted for. ``best`` is a cost in the unit of
    the family, in yuan for days; ``best_vehicles`` is set where fewest vehicles
    come first. ``evaluate`` is the family's own evaluator of a whole plan.
    """

    day: Day
    travel: Travel
    asked: Counter[Key]
    best: float | None = None
    best_vehicles: int | None = None
    evaluate: Callable[[Plan], Verdict] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """``expand`` an entry into instances, ``load`` the words of one of them."""

    expand: Callable[[Words], Iterator[Instance]]
    load: Callable[[Words], Material]


@lru_cache(maxsize=64)
def _loaded(source: str, words: str) -> Material:
    return SOURCES[source].load(json.loads(words))


def load_instance(source: str, words: Words) -> Material:
    """Return what an instance is, ready to be planned; read once in a process."""
    return _loaded(source, json.dumps(words))


def _counties(entry: Words) -> Iterator[Instance]:
    """Counties of a size by their seeds, whole or by road alone."""
    size, roads_only = str(entry["size"]), bool(entry.get("roads_only"))
    family = f"county-{size}-road" if roads_only else f"county-{size}"
    for number in entry["days"]:
        words = {"size": size, "day": number, "roads_only": roads_only}
        name = f"{family}-{number}"
        yield Instance(name=name, family=family, source="county", words=words)


def _county(words: Words) -> Material:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "day"
        generate(words["size"], words["day"], folder)
        if words["roads_only"]:
            leave_roads_only(folder, CENTRE_ID)
        day, travel = _read(folder)
        return Material(day=day, travel=travel, asked=demanded(folder))


def _folders(entry: Words) -> Iterator[Instance]:
    """One folder of tables, with the best cost that is known of it."""
    folder = BENCHMARKS / str(entry["folder"])
    if not folder.is_dir():
        raise FileNotFoundError(str(entry["folder"]))
    words = {"folder": str(folder), "best_yuan": entry.get("best_yuan")}
    name = str(entry.get("name", folder.name))
    yield Instance(name=name, family="folder", source="folder", words=words)


def _real_days(entry: Words) -> Iterator[Instance]:
    """Days of real places that the project ships, by their names."""
    for name in entry["days"]:
        if name not in REAL:
            msg = f"day {name!r} is none of {', '.join(REAL)}"
            raise SourceError(msg)
        words = {"folder": str(REAL[name])}
        yield Instance(name=name, family="real", source="folder", words=words)


def _folder(words: Words) -> Material:
    day, travel = _read(Path(words["folder"]))
    best = words.get("best_yuan")
    return Material(day=day, travel=travel, asked=consigned(day), best=best)


def _corpus(entry: Words) -> Iterator[Instance]:
    """Days of the corpus by patterns of their names."""
    for each in chosen_days(read_days(), entry["days"]):
        words = {"name": each.name}
        family = f"corpus-{each.size or 'real'}"
        yield Instance(name=each.name, family=family, source="corpus", words=words)


def _corpus_day(words: Words) -> Material:
    """Load a day of the corpus; its best cost counts where nothing stays behind."""
    loaded = load_day(read_days()[words["name"]])
    record = Book().records().get(words["name"])
    best = None
    if record is not None and record.tables_hash == loaded.tables_hash:
        found = record.best
        best = None if found is None or found.items_unserved else found.cost_cents
    return Material(
        day=loaded.day,
        travel=loaded.travel,
        asked=loaded.asked,
        best=None if best is None else best / CENTS,
    )


def _small_days(entry: Words) -> Iterator[Instance]:
    """Random days by their seeds; ``best_yuan`` where an oracle has proved it."""
    kind = str(entry["kind"])
    if kind not in SMALL:
        msg = f"kind {kind!r} is none of {', '.join(SMALL)}"
        raise SourceError(msg)
    best = entry.get("best_yuan", {})
    for number in entry["days"]:
        words = {"kind": kind, "day": number, "best_yuan": best.get(str(number))}
        family = f"small-{kind}"
        name = f"{family}-{number}"
        yield Instance(name=name, family=family, source="small", words=words)


def _small_day(words: Words) -> Material:
    day, travel = small_day(words["day"], SMALL[words["kind"]])
    asked, best = consigned(day), words["best_yuan"]
    return Material(day=day, travel=travel, asked=asked, best=best)


def _files(entry: Words) -> Iterator[Instance]:
    """Files of the literature's families: shipped, or ``shared`` and maybe absent."""
    shared = "shared" in entry
    folder = SHARED / entry["shared"] if shared else BENCHMARKS / entry["folder"]
    if not folder.is_dir():
        raise FileNotFoundError(str(entry.get("shared", entry.get("folder"))))
    for file in entry["files"]:
        path = folder / file
        if not path.is_file():
            msg = f"no file {file!r} in {folder.name}"
            raise SourceError(msg)
        family, problem = recognise(path, entry.get("family"))
        words = {"file": str(path), "family": family}
        yield Instance(name=problem.name, family=family, source="file", words=words)


def _file(words: Words) -> Material:
    _, problem = recognise(Path(words["file"]), words["family"])
    translation, best = problem.translation, problem.best
    return Material(
        day=translation.day,
        travel=translation.travel,
        asked=consigned(translation.day),
        best=None if best is None else best.cost,
        best_vehicles=None if best is None else best.vehicles,
        evaluate=problem.judged,
    )


def consigned(day: Day) -> Counter[Key]:
    """Return the items that a day asks for, those set aside included."""
    asked: Counter[Key] = Counter()
    for row in day.consignments:
        asked[row.outer_site, row.partner, row.goods_class] += row.items
    for aside in day.set_aside:
        asked[aside.site, aside.partner, aside.goods_class] += aside.items
    return asked


def _read(folder: Path) -> tuple[Day, Travel]:
    intake = take_in([folder], None)
    if intake.day is None or intake.travel is None:
        msg = f"The day in {folder.name} cannot be read."
        raise SourceError(msg)
    return intake.day, intake.travel


SOURCES = {
    "county": Source(expand=_counties, load=_county),
    "real": Source(expand=_real_days, load=_folder),
    "folder": Source(expand=_folders, load=_folder),
    "corpus": Source(expand=_corpus, load=_corpus_day),
    "small": Source(expand=_small_days, load=_small_day),
    "file": Source(expand=_files, load=_file),
}
