"""Write the matrices of a day to one file and read them back (OUT/inputs)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

from .matrix import Travel, TravelMatrix

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_PARTS = ("metres", "seconds", "source")


def write_matrix(travel: Travel, path: Path) -> None:
    """Write all profiles as compressed npz; equal matrices give equal bytes."""
    arrays: dict[str, NDArray[np.generic]] = {
        "sites": np.array(list(travel.index), dtype=np.str_),
        "profiles": np.array(list(travel.matrices), dtype=np.str_),
    }
    for number, matrix in enumerate(travel.matrices.values()):
        for part in _PARTS:
            arrays[f"{part}_{number}"] = getattr(matrix, part)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def read_matrix(path: Path) -> Travel:
    """Read what ``write_matrix`` wrote.

    Raises
    ------
    ValueError
        When the file is no such archive.
    OSError
        When it cannot be read.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            sites = [str(site) for site in stored["sites"]]
            matrices = {
                str(profile): TravelMatrix(
                    profile=str(profile),
                    metres=stored[f"metres_{number}"],
                    seconds=stored[f"seconds_{number}"],
                    source=stored[f"source_{number}"],
                )
                for number, profile in enumerate(stored["profiles"])
            }
    except (KeyError, EOFError, BadZipFile) as error:
        msg = f"{path.name} holds no travel matrices."
        raise ValueError(msg) from error
    index = {site: row for row, site in enumerate(sites)}
    return Travel(index=index, matrices=matrices)
