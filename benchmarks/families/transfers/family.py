"""The two families with transfers in a folder."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..best_known import best_in_tables
from .evaluate import evaluate
from .instance import is_transfers, read_transfers
from .translate import solution_of, translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from routing.plan.model import Plan

    from ..family import BestKnown, Translation, Verdict
    from .instance import TransferInstance


@dataclass(frozen=True, kw_only=True)
class TransferProblem:
    """One instance with its best-known value."""

    instance: TransferInstance
    best: BestKnown | None

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.instance.name

    @cached_property
    def translation(self) -> Translation:
        """The instance as a county day."""
        return translate(self.instance)

    def judged(self, plan: Plan) -> Verdict:
        """Evaluate what a plan drives."""
        return evaluate(self.instance, solution_of(self.instance, plan))

    def told(self, plan: Plan) -> dict[str, Any]:
        """Tell a complete plan back in the family's words."""
        return asdict(solution_of(self.instance, plan))


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFamily:
    """Instances in a subfolder; the one family has time windows, the other none."""

    title: str
    subfolder: str
    windows: bool = True

    def files(self, folder: Path) -> Iterator[Path]:
        """Yield the files of a folder that may be instances, in order of name."""
        yield from sorted((folder / self.subfolder).glob("*.txt"))

    def claims(self, path: Path) -> bool:
        """Tell a file by its columns, and which of the two it is of by its windows."""
        if not is_transfers(path):
            return False
        nodes = read_transfers(path).nodes.values()
        differ = len({(node.early, node.late) for node in nodes}) > 1
        return differ == self.windows

    def problem(self, path: Path) -> TransferProblem:
        """Read an instance and its best-known value."""
        return TransferProblem(instance=read_transfers(path), best=best_in_tables(path))
