"""Certificates of earlier formats, as they are written today."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from unknot import checker
from unknot.errors import InputError
from unknot.exact import read
from unknot.verdicts._cells import cuts_apart
from unknot.verdicts._cuts import cut

BUDGET = 1_000_000


def renewed(content: dict[str, Any], budget: int = BUDGET) -> dict[str, Any]:
    """Return a certificate as it is written today, verified: format 1 had no cuts.

    Parameters
    ----------
    content
        A certificate of any format; of one of today's the words are written anew.
    budget
        How many pieces of sets are bounded at most.

    Raises
    ------
    InputError
        It cannot be read, or does not verify, or cutting sets into pieces does not show it.
    """
    keys = "classes", "claim", "evidence", "network"
    parts = {key: content[key] for key in keys if key in content}
    try:
        certificate, kind = checker.read({"format": checker.FORMAT, **parts})
        if "cuts" in kind.optional and "cuts" not in certificate.evidence:
            found = _FINDERS[kind.evidence](certificate, parts, budget)
            parts["evidence"] = certificate.evidence | {"cuts": found}
        return checker.complete(parts)
    except checker.Refused as refusal:
        raise InputError(f"It does not verify as it is written today: {refusal}") from None


def _of_network(certificate: checker.Certificate, parts: dict[str, Any], budget: int) -> list[Any]:
    """Cut sets until the margin that is claimed is reached on every piece."""
    claim, evidence = parts["claim"], parts["evidence"]
    margin, used = read(claim.get("margin", evidence.get("margin"))), 0
    found: list[Any] = []

    def goes_on(pieces: checker.Pieces) -> bool:
        nonlocal used
        used += len(pieces)
        return used <= budget

    for label, value in enumerate(certificate.sets):
        for one in checker.leaves(value):
            cover = checker.Cover(certificate.net, label, one)
            cuts, open_ = cut(cover.whole(), _reaches(cover, margin), goes_on)
            found.append(cuts)
            if len(open_):
                exact = checker.least_margin(certificate.net, label, one)
                if exact is None or exact[0] < margin:
                    raise InputError(
                        f"After {used:,} pieces the margin is not reached on {len(open_):,}."
                    )
                found[-1] = checker.EXACTLY
    return found


def _reaches(cover: checker.Cover, margin: Fraction) -> Callable[[checker.Pieces], np.ndarray]:
    wanted = np.nextafter(float(margin), np.inf)
    return lambda pieces: cover.least(pieces) >= wanted


def _apart(certificate: checker.Certificate, parts: dict[str, Any], budget: int) -> list[str]:
    """Cut space until no cell may hold points of two classes."""
    gathered = certificate.evidence["kind"] == "gathered"
    seen = checker.past if gathered else _as_it_is
    cuts = cuts_apart(parts, float(read(certificate.evidence["size"])), budget, seen)
    if cuts is None:
        raise InputError("Two classes come too near for cells of the size that is given.")
    return cuts


def _as_it_is(certificate: checker.Certificate) -> checker.Certificate:
    return certificate


_FINDERS: dict[str, Callable[[checker.Certificate, dict[str, Any], int], list[Any]]] = {
    "weights": _of_network,
    "shears": _of_network,
    "homeomorphisms": _of_network,
    "cover": _of_network,
    "apart": _apart,
    "gathered": _apart,
    "general position": _apart,
}
