"""Certificates changed at random, and certificates whose parts change places."""

import copy
from contextlib import suppress

import numpy as np
from tampered_originals import originals

from unknot import checker

WORDS = [
    "T4.4",
    "T4.5",
    "T9.9",
    "impossible",
    "possible",
    "separated",
    "isotopy",
    "enclosed",
    "linked",
    "cover",
    "grid",
    "ball",
    "shell",
    "points",
    "tanh",
    "relu",
    "gelu",
    "identity",
    "monotone",
    "any",
    "no network",
    "some network",
    "1",
    "cos",
    "sin",
]


def places(value, path=()):
    """All paths into a JSON value."""
    yield path
    children = {dict: lambda: value.items(), list: lambda: enumerate(value)}.get(type(value), tuple)
    for key, item in children():
        yield from places(item, (*path, key))


def changed(value, rng):
    """Another value in the place of one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return rng.choice(
            [value + 1, value - 1, -value, 2 * value, 0, 10**6, str(value), value + 0.5]
        )
    if isinstance(value, str) and value.lstrip("-").startswith("0x"):
        x = float.fromhex(value)
        other = rng.choice(
            [
                np.nextafter(x, np.inf),
                np.nextafter(x, -np.inf),
                -x,
                x * (1 + 1e-6),
                x * 1.001,
                x * 1.1,
                x * 2,
                x / 2,
                0.1,
                0.9,
                float("inf"),
                float("nan"),
            ]
        )
        return float(other).hex()
    if isinstance(value, str) and "/" in value:
        p, q = map(int, value.split("/"))
        return rng.choice(
            [f"{p + 1}/{q}", f"{-p}/{q}", f"{2 * p}/{2 * q}", f"{p}/{q + 2}", "0/1", 1]
        )
    if isinstance(value, float):
        return 2 * value
    if isinstance(value, str) and value and set(value) <= {"0", "1"}:  # a level of cuts
        k = rng.randrange(len(value))
        flipped = value[:k] + ("0" if value[k] == "1" else "1") + value[k + 1 :]
        return rng.choice([flipped, value[:-1], value + "0", value + "1", "2" * len(value)])
    if isinstance(value, str):
        return rng.choice([*WORDS, value + " ", value.upper(), value[:-1]])
    if isinstance(value, list):
        mixed = list(value)
        what = rng.choice(["drop", "double", "swap", "reverse", "empty"])
        if what == "drop" and mixed:
            del mixed[rng.randrange(len(mixed))]
        elif what == "double" and mixed:
            mixed.insert(0, copy.deepcopy(rng.choice(mixed)))
        elif what == "swap" and len(mixed) > 1:
            i, j = rng.sample(range(len(mixed)), 2)
            mixed[i], mixed[j] = mixed[j], mixed[i]
        else:
            mixed = mixed[::-1] if what == "reverse" else []
        return mixed
    keys = list(value)
    mixed = dict(value)
    if not keys:
        return {"extra": 1}
    what = rng.choice(["delete", "swap", "add"])
    if what == "delete":
        del mixed[rng.choice(keys)]
    elif what == "swap" and len(keys) > 1:
        a, b = rng.sample(keys, 2)
        mixed[a], mixed[b] = mixed[b], mixed[a]
    else:
        mixed["extra"] = 1
    return mixed


def tampered(rng):
    """A certificate with one to three changes, the words rewritten to fit in half of the cases."""
    content = copy.deepcopy(rng.choice(originals()))
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        other = rng.choice(originals())
        what = rng.random()
        if what < 0.08:  # parts of another certificate
            key = rng.choice(["claim", "evidence", "classes", "network"])
            if key in other:
                content[key] = copy.deepcopy(other[key])
        elif what < 0.14 and len(content.get("classes", ())) > 1:  # swapped data
            a, b = rng.sample(content["classes"], 2)
            a["set"], b["set"] = b.get("set"), a.get("set")
        else:
            # Structure first: deep lists of numbers would take all chances.
            every = list(places(content))
            deepest = rng.choice([2, 3, 4, 99])
            path = rng.choice([p for p in every if 0 < len(p) <= deepest])
            target = content
            for key in path[:-1]:
                target = target[key]
            target[path[-1]] = changed(target[path[-1]], rng)
    if rng.random() < 0.5:
        with suppress(checker.Refused):
            content |= checker.describe(content)
    return content


def restructured():
    """Certificates whose parts change places as wholes: every one of them could look right."""
    for k, content in enumerate(originals()):
        claim = content["claim"]["kind"]
        for m, other in enumerate(originals()):
            if m != k and other["claim"]["kind"] == claim:
                yield content | {"evidence": other["evidence"]}
                yield content | {"evidence": other["evidence"], "claim": other["claim"]}
        classes = content.get("classes", [])
        if len(classes) > 1:
            sets = [one["set"] for one in classes]
            yield content | {"classes": classes[::-1]}
            yield content | {
                "classes": [{**c, "set": s} for c, s in zip(classes, sets[::-1], strict=True)]
            }
        for key in ("sides", "first", "second", "members", "points", "normals", "planes", "ways"):
            value = content["evidence"].get(key)
            if isinstance(value, list):
                yield content | {"evidence": content["evidence"] | {key: value[::-1]}}
        if {"first", "second"} <= set(content["evidence"]):
            pair = {key: content["evidence"][key] for key in ("first", "second")}
            swapped = {"first": pair["second"], "second": pair["first"]}
            yield content | {"evidence": content["evidence"] | swapped}
        network = content.get("network")
        if network is None:
            continue
        layers = network["layers"]
        yield content | {"network": network | {"layers": layers[::-1]}}
        for i, one in enumerate(layers):
            for keys in (("weight", "bias"), ("weight",), ("bias",)):
                # Units change places and what follows does not.
                changed_ = one | {key: one[key][::-1] for key in keys if key in one}
                mixed = [*layers[:i], changed_, *layers[i + 1 :]]
                yield content | {"network": network | {"layers": mixed}}
        if "head" in network:
            for key in ("weight", "bias"):
                head = network["head"] | {key: network["head"][key][::-1]}
                yield content | {"network": network | {"head": head}}
            turned = [row[::-1] for row in network["head"]["weight"]]
            yield content | {"network": network | {"head": network["head"] | {"weight": turned}}}
