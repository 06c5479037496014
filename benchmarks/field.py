"""Our search and its peers side by side, on the same instances in one run.

``python -m benchmarks.field --peers --out FILE``; the protocol is told in
``docs/peers.md``. A run that was interrupted goes on when it is given the same
file again.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from routing.planning.machine import versions

from .county import seeds_of
from .field_groups import GROUPS, names_of, subject_of
from .field_record import OURS, read_rows, row_line
from .field_run import Arena, Turn
from .field_table import field_table, instance_table
from .peers.registry import PEERS, MissingPeerError, peer_of, version_of
from .record import setting_of
from .table import NoPlaceError, around, put_into

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .field_record import FieldRow
    from .peers.peer import Peer
    from .record import Setting

SHARED = Path(__file__).parents[2] / "shared" / "data" / "benchmarks"
SUMMARY, INSTANCES = "peers-table", "peers-instances"
FINE, FINDING, USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Who runs on what: groups, seeds, peers, seconds and cores."""

    groups: tuple[str, ...]
    peers: tuple[Peer, ...]
    seeds: tuple[int, ...]
    seconds: float
    cores: int
    data: Path


def run_field(field: Field, done: set[tuple[object, ...]]) -> Iterator[FieldRow]:
    """Yield the rows that are not done yet, one instance after the other."""
    for group in field.groups:
        for name in names_of(group, field.data):
            yield from _run_instance(field, group, name, done)


def _run_instance(
    field: Field, group: str, name: str, done: set[tuple[object, ...]]
) -> Iterator[FieldRow]:
    turns = [
        (peer, seed)
        for peer in (None, *field.peers)
        for seed in (field.seeds if peer is None or peer.varies else field.seeds[:1])
    ]
    todo = [
        (peer, seed)
        for peer, seed in turns
        if (group, name, _called(peer), seed, field.seconds) not in done
    ]
    if not todo:
        return
    arena = Arena(subject_of(group, name, field.data))
    for peer, seed in todo:
        turn = Turn(seconds=field.seconds, seed=seed, cores=field.cores)
        yield arena.ours(turn) if peer is None else arena.peers(peer, turn)


def _called(peer: Peer | None) -> str:
    return OURS if peer is None else peer.name


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.field", description=__doc__
    )
    add = parser.add_argument
    add("--families", nargs="+", choices=tuple(GROUPS), default=list(GROUPS))
    add("--peers", nargs="*", choices=tuple(PEERS), help="all where none is named")
    add("--seeds", type=seeds_of, default=(1, 2))
    add("--seconds", type=float, default=30.0, help="search of each, models built")
    add("--cores", type=int, default=2, help="our workers, and the threads of peers")
    add("--folder", type=Path, default=SHARED, help="the families' instances")
    add("--out", type=Path, required=True, help="JSON lines; what they hold is done")
    add("--write", type=Path, nargs="*", default=[], help="put tables into these pages")
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Run what is not done; return 1 when one of our plans is not whole."""
    words = sys.argv[1:] if words is None else words
    given = _parser().parse_args(words)
    try:
        # Before the long run, not after it.
        for page in given.write:
            around(page, SUMMARY)
        names = PEERS if given.peers == [] else given.peers or ()
        field = Field(
            groups=tuple(given.families),
            peers=tuple(peer_of(name) for name in names),
            seeds=given.seeds,
            seconds=given.seconds,
            cores=given.cores,
            data=given.folder,
        )
    except (OSError, NoPlaceError, MissingPeerError) as error:
        print(error, file=sys.stderr)
        return USAGE
    empty = [name for name in field.groups if not names_of(name, field.data)]
    if empty:
        print(f"No instances of {', '.join(empty)} in {field.data}.", file=sys.stderr)
        return USAGE
    setting = setting_of(" ".join(["python -m benchmarks.field", *words]))
    _run_all(field, given.out, setting)
    recorded = read_rows(given.out)
    table = field_table(recorded)
    print(f"\n{table}")
    for page in given.write:
        put_into(page, SUMMARY, table)
        if f"<!-- {INSTANCES} -->" in page.read_text("utf-8"):
            put_into(page, INSTANCES, instance_table(recorded))
    ours = [row for row in recorded.rows if row.solver == OURS]
    return FINE if all(row.whole for row in ours) else FINDING


def _run_all(field: Field, out: Path, setting: Setting) -> None:
    """Run the field, each row written down as soon as it is there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    done = {row.key for row in read_rows(out).rows} if out.exists() else set()
    known = {OURS: versions()["gongpei"]}
    known |= {peer.name: version_of(peer) for peer in field.peers}
    if out.exists():
        _end_line(out)
    for row in run_field(field, done):
        with out.open("a", encoding="utf-8", newline="\n") as file:
            file.write(row_line(row, known[row.solver], setting) + "\n")
        print(_said(row), flush=True)


def _end_line(out: Path) -> None:
    """Take off a last line that a run did not finish."""
    text = out.read_text("utf-8")
    if text and not text.endswith("\n"):
        out.write_text(text[: text.rfind("\n") + 1], "utf-8", newline="\n")


def _said(row: FieldRow) -> str:
    result = row.essence or row.trouble or f"{row.cost} ({row.left} left)"
    return (
        f"{row.group} {row.instance} seed {row.seed} {row.solver}: {result}, "
        f"{row.search_seconds:.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
