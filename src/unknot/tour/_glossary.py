"""The words that a text of the tour need not explain, each said once at the end of the page."""

import re
from html import escape

# The word, what in a text leads to it, and what it means.
GLOSSARY: tuple[tuple[str, str, str], ...] = (
    ("unit", r"units?", "One number that a layer computes. A layer of two units makes of every "
     "point a point of the plane, which is why it can be drawn."),
    ("hidden layer", r"hidden layers?", "A step between the data and the decision: a matrix, a "
     "bias, and an activation such as tanh."),
    ("bias", r"bias", "The numbers that a layer adds: a shift of the whole space."),
    ("tanh", r"tanh", "The activation of these layers. It takes every number to one between −1 "
     "and 1, and keeps their order."),
    ("border", r"border", "Where the network is undecided between two classes."),
    ("loss", r"loss", "A number that says how far the scores are from right; training makes it "
     "smaller."),
    ("accuracy", r"accuracy", "The share of the points that the network gets right."),
    ("steps", r"steps each", "In each step of its training all weights are changed a little, in a "
     "direction that lessens the loss."),
    ("random start", r"random starts?", "Weights are drawn at random before training; another "
     "seed of the random numbers draws others. How many starts succeed is an experiment, with one "
     "optimiser and one budget of steps, and no theorem."),
    ("convex hull", r"convex hulls?", "What a rubber band round a set of points holds. Two sets "
     "can be parted by a straight line exactly if their convex hulls do not meet."),
    ("enclose", r"encloses?d?", "B encloses a point of A if every way from the point to the "
     "outside crosses B."),
    ("linking number", r"linking number", "How often one closed curve winds round another. No "
     "motion of space changes it."),
    ("homeomorphism", r"(?:not a )?homeomorphism", "A map that has an inverse, both of them "
     "continuous: it bends and stretches, and never tears, glues or folds."),
    ("embedding", r"embedding", "A homeomorphism onto its image in a larger space: a sheet laid "
     "into space without touching itself."),
    ("fold", r"folds?", "Where a layer turns space over, and brings different points together."),
    ("margin", r"(?:wins by|margin)", "By how much the score of the right class leads. Where it is "
     "negative, the network is wrong."),
    ("stretch", r"stretch(?:es|ed)?", "How much longer a short way becomes. At a point, the "
     "largest stretch is the largest singular value of the map’s Jacobian; of a layer’s matrix, "
     "its largest singular value."),
    ("steepness", r"steep(?:est|ness)?", "How much a score changes on a way of length one, at the "
     "place where it changes most."),
    ("contraction", r"contractive penalty", "A map contracts where it brings points nearer to each "
     "other. The contractive penalty adds the squared size of the Jacobian at the data to the "
     "loss, so that steep maps cost something."),
    ("manifold", r"manifold", "A shape that is a line, a plane or a space when seen from near: "
     "curves and surfaces, in any number of dimensions."),
    ("Isomap", r"Isomap", "A way to lay points into the plane that keeps the lengths of ways "
     "along the data (Tenenbaum, de Silva and Langford, 2000)."),
    ("impossible, possible", r"(?<![\w-])(?:im)?possible", "Of an architecture: proved that no "
     "weights, or that some weights, are right about every point of the whole sets."),
    ("certificate", r"certificates?", "A file with all that a proof needs. `unknot check` verifies "
     "it with a small program that shares nothing with the one that found it."),
)  # fmt: skip


def anchor(word: str) -> str:
    """Return where the page explains a word."""
    return "word-" + re.sub(r"\W+", "-", word)


def marked(text: str, seen: set[str]) -> str:
    """Return a plain text as HTML, words of the glossary as links where they are new.

    Texts between backticks are code. ``seen`` are the words that need no link any more; the new
    ones are added.

    Examples
    --------
    >>> marked("A fold, and another fold.", set())
    'A <a class="word" href="#word-fold">fold</a>, and another fold.'
    """
    parts = escape(text, quote=False).split("`")
    return "".join(
        f"<code>{part}</code>" if index % 2 else _linked(part, seen)
        for index, part in enumerate(parts)
    )


def _linked(text: str, seen: set[str]) -> str:
    found: dict[int, tuple[int, str]] = {}
    for word, pattern, _ in GLOSSARY:
        if word in seen:
            continue
        match = re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", text)
        if match and not any(a < match.end() and match.start() < b for a, (b, _) in found.items()):
            found[match.start()] = (match.end(), word)
            seen.add(word)
    for start, (end, word) in sorted(found.items(), reverse=True):
        link = f'<a class="word" href="#{anchor(word)}">{text[start:end]}</a>'
        text = text[:start] + link + text[end:]
    return text


def glossary(page: str) -> str:
    """Return the words that a page links to as an HTML list, in the order in which it needs them.

    Examples
    --------
    >>> "<dt>fold</dt>" in glossary(marked("A fold.", set())), "<dt>fold</dt>" in glossary("")
    (True, False)
    """
    known = {word for word, _, _ in GLOSSARY}
    of = {anchor(word): (word, meaning) for word, _, meaning in GLOSSARY}
    entries = "".join(
        f'<div id="{place}"><dt>{escape(of[place][0])}</dt>'
        f"<dd>{marked(of[place][1], set(known))}</dd></div>"
        for place in dict.fromkeys(re.findall(r'href="#(word-[^"]+)"', page))
    )
    return f'<section class="glossary" id="glossary"><h2>Words</h2><dl>{entries}</dl></section>'
