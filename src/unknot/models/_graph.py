"""Graphs of operations, whoever wrote them, cut where one value carries all that follows."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from unknot.models._parts import Part

_MOST_JOINED = 6  # segments that are one activation


@dataclass(frozen=True, eq=False)
class Node:
    """An operation of another library.

    Attributes
    ----------
    label
        What errors and sources call it.
    operator
        What it does, in that library's words.
    inputs, outputs
        The values that it takes and gives, by name.
    content
        The operation itself, as its library holds it.
    """

    label: str
    operator: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    content: Any


@dataclass(frozen=True, eq=False)
class Segment:
    """Nodes between two values, through each of which everything passes."""

    nodes: tuple[Node, ...]
    source: str
    target: str


def segments(nodes: Sequence[Node], source: str, target: str) -> Iterator[Segment]:
    """Cut a graph at every value through which all ways from source to target pass.

    Parameters
    ----------
    nodes
        Those that depend on the source, each after those that it takes from.
    source, target
        Values by name.

    Examples
    --------
    >>> steps = [("relu", "a", "b"), ("double", "b", "c"), ("add", "b c", "d"), ("tanh", "d", "e")]
    >>> graph = [Node(s, s, tuple(i.split()), (o,), None) for s, i, o in steps]
    >>> [[node.label for node in one.nodes] for one in segments(graph, "a", "e")]
    [['relu'], ['double', 'add'], ['tanh']]
    """
    wanted, needed = {target}, []
    for node in reversed(nodes):
        if wanted & set(node.outputs):
            wanted |= set(node.inputs)
            needed.append(node)
    needed.reverse()
    uses = Counter(name for node in needed for name in set(node.inputs))
    uses[target] += 1
    live, group, start = {source}, [], source
    for node in needed:
        group.append(node)
        for name in set(node.inputs):
            uses[name] -= 1
        live |= set(node.outputs)
        live = {name for name in live if uses[name] > 0}
        if len(live) == 1 and not live & {start}:
            (end,) = live
            yield Segment(tuple(group), start, end)
            group, start = [], end


def expressed(
    cut: Iterable[Segment],
    bend: Callable[[Segment], Sequence[Part] | None],
    alone: Callable[[Segment], Sequence[Part]],
) -> list[Part]:
    """Return the parts of a graph that is cut.

    Parameters
    ----------
    cut
        The segments in order.
    bend
        Of several nodes: the activation that they are together, if they are one.
    alone
        Of a segment, whatever it is: its parts.
    """
    rest, parts, start = list(cut), [], 0
    while start < len(rest):
        for end in range(min(len(rest), start + _MOST_JOINED), start + 1, -1):
            run = rest[start:end]
            nodes = tuple(node for one in run for node in one.nodes)
            found = bend(Segment(nodes, run[0].source, run[-1].target))
            if found is not None:
                break
        else:
            end, found = start + 1, alone(rest[start])
        parts += found
        start = end
    return parts
