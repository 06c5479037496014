"""The peers by name, each loaded when asked for: their packages are optional."""

from __future__ import annotations

from importlib import import_module, metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .peer import Peer

PEERS = {
    "ortools": ("ortools_peer", "OrToolsPeer"),
    "pyvrp": ("pyvrp_peer", "PyVrpPeer"),
    "vroom": ("vroom_peer", "VroomPeer"),
    "vrp-cli": ("vrp_cli_peer", "VrpCliPeer"),
}
"""Module and class by the name on the command line, in order of the table."""


class MissingPeerError(Exception):
    """A peer's package is not installed."""


def peer_of(name: str) -> Peer:
    """Return a peer.

    Raises
    ------
    MissingPeerError
        When its package is not installed.
    """
    module, kind = PEERS[name]
    try:
        peer: Peer = getattr(import_module(f".{module}", __package__), kind)()
    except ModuleNotFoundError as error:
        msg = f"{name} needs {error.name}: python -m pip install --group peers"
        raise MissingPeerError(msg) from error
    return peer


def version_of(peer: Peer) -> str:
    """Return the installed version of a peer."""
    return metadata.version(peer.package)
