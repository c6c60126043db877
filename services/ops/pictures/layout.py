"""Places the legs of a route in layers, left to right; a long edge keeps a row free in the layers that it crosses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import Final

__all__ = ["Arrangement", "Spot", "arrange"]

_SWEEPS: Final = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """`row` counts from the middle of the picture; layers are centred, so it may be a half."""

    layer: int
    row: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where each leg is, and each edge as the spots from its first leg to its last."""

    spots: Mapping[str, Spot]
    edges: tuple[tuple[str, str, tuple[Spot, ...]], ...]

    @property
    def layers(self) -> int:
        return 1 + max(spot.layer for spot in self.spots.values())

    @property
    def height(self) -> float:
        """Rows from the middle to the outermost, of legs and edges."""
        every = [spot.row for spot in self.spots.values()] + [spot.row for _, _, way in self.edges for spot in way]
        return max(map(abs, every))


def arrange(after: Mapping[str, Sequence[str]]) -> Arrangement:
    """`after` names for each leg those before it; the same graph is always arranged alike."""
    depth: dict[str, int] = {}
    for leg in TopologicalSorter(after).static_order():
        depth[leg] = max((depth[before] + 1 for before in after[leg]), default=0)
    chains = {(before, leg): _chain(before, leg, depth) for leg in after for before in after[leg]}
    layers = _ordered(_layers(after, depth, chains), chains)
    spots = {
        item: Spot(number, place - (len(layer) - 1) / 2)
        for number, layer in enumerate(layers)
        for place, item in enumerate(layer)
    }
    edges = tuple((a, b, tuple(spots[item] for item in chain)) for (a, b), chain in chains.items())
    return Arrangement({leg: spots[leg] for leg in after}, edges)


def _chain(before: str, leg: str, depth: Mapping[str, int]) -> tuple[str, ...]:
    """The leg, a place in each layer between, the other leg."""
    between = (f"{before}>{leg}@{layer}" for layer in range(depth[before] + 1, depth[leg]))
    return (before, *between, leg)


def _layers(
    after: Mapping[str, Sequence[str]], depth: Mapping[str, int], chains: Mapping[tuple[str, str], tuple[str, ...]]
) -> list[list[str]]:
    layers: list[list[str]] = [[] for _ in range(1 + max(depth.values()))]
    for leg in after:
        layers[depth[leg]].append(leg)
    for (before, _), chain in chains.items():
        for layer, item in enumerate(chain[1:-1], depth[before] + 1):
            layers[layer].append(item)
    return layers


def _ordered(layers: list[list[str]], chains: Mapping[tuple[str, str], tuple[str, ...]]) -> list[list[str]]:
    """Moves each item to the middle of its neighbours, forwards and backwards in turn, so that few edges cross."""
    links = sorted({pair for chain in chains.values() for pair in pairwise(chain)})
    back = [(b, a) for a, b in links]
    for sweep in range(_SWEEPS):
        if sweep % 2 == 0:
            for number in range(1, len(layers)):
                layers[number] = _sorted(layers[number], layers[number - 1], links)
        else:
            for number in reversed(range(len(layers) - 1)):
                layers[number] = _sorted(layers[number], layers[number + 1], back)
    return layers


def _sorted(layer: Sequence[str], fixed: Sequence[str], links: Sequence[tuple[str, str]]) -> list[str]:
    """By the middle of what each is linked from; what is linked from nothing there stays where it is."""
    place = {item: number for number, item in enumerate(fixed)}
    own = {item: number for number, item in enumerate(layer)}

    def middle(item: str) -> float:
        near = [place[a] for a, b in links if b == item and a in place]
        return sum(near) / len(near) if near else own[item]

    return sorted(layer, key=lambda item: (middle(item), own[item]))
