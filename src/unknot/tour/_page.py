"""The tour's page: one HTML file that tells the essay, opened from disk without a network."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from unknot.recording import Subject, command, fragment, python, read
from unknot.reports import PLOTS
from unknot.tour._glossary import glossary, marked
from unknot.tour._made import VisitedMade
from unknot.tour._proofs import Proof, badge
from unknot.tour._stop import LIVE
from unknot.tour._sweeps import command as sweep_command
from unknot.tour._sweeps import most_telling
from unknot.tour._visited import Drawn, Visited, VisitedSweep
from unknot.unwind import leaky_layers
from unknot.verdicts import Finding
from unknot.viewer import baking, document, embedded

LAB = "http://127.0.0.1:8765/"  # where `unknot lab` is unless told otherwise
_TITLE = "What a neural network does to the shape of data"
_OPENING = "spirals-easy"  # the picture that moves above everything else

# So that the page has 1.5 MB at most.
_FRAMES = 120  # of a training
_NUMBERS, _FEW_FRAMES = 60_000, 3  # of many features, or layers that the browser does not know
_MADE_NUMBERS = 40_000  # of networks without a training

_KINDS = {
    "possible": "yes",
    "separated": "yes",
    "homeomorphism": "yes",
    "split": "yes",
    "impossible": "no",
    "not separated": "no",
    "not a homeomorphism": "no",
}


@dataclass(frozen=True)
class Around:
    """What lies beside the page where it is part of a site; addresses are relative to the page.

    Attributes
    ----------
    first
        The site's first page.
    tries
        By the name of a stop, where a reader trains such a network without installing anything.
    """

    first: str
    tries: Mapping[str, str]


def page(
    visited: Sequence[Visited | VisitedSweep | VisitedMade],
    lab: str = LAB,
    around: Around | None = None,
) -> str:
    """Return the HTML of the tour with these stops.

    ``lab`` is where its links to the lab lead, ``around`` what a site has beside it.
    """
    told = "".join(_chapters(visited, lab, {} if around is None else around.tries))
    home = "" if around is None else f'<p><a href="{around.first}">All of this site</a></p>'
    body = f"""<main>{home}
{_opening(visited)}
{told}
{glossary(told)}
</main>"""
    return document(_TITLE, body, style=_style(), siblings=True)


@cache
def _style() -> str:
    own = (Path(__file__).parent / "assets" / "tour.css").read_text(encoding="utf-8")
    return PLOTS + own


def _opening(visited: Sequence[Visited | VisitedSweep | VisitedMade]) -> str:
    seconds = sum(sum(v.seconds.values()) for v in visited)
    networks = sum(v.networks for v in visited)
    moving = [v for v in visited if isinstance(v, Visited) and v.recording.accuracy == 1]
    deep = [v for v in moving if v.recording.final.depth]
    shown = next((v for v in deep if v.stop.name == _OPENING), deep[0] if deep else None)
    live = ""
    if shown is not None:
        state = escape(json.dumps({"playing": "loop", "depth": 0}))
        live = (
            f'<unknot-viewer of="{shown.stop.name}" controls="bare" state="{state}">'
            "</unknot-viewer>"
        )
    return f"""<header class="opening"><div>
<h1>{_TITLE}</h1>
<p>A network with a few units a layer can be watched, completely: each layer moves and bends the
space that the data lie in, until a straight cut is enough. Some shapes can be pulled apart like
that. Of others it is proved that they never can.</p>
<p class="small">Scroll, and the pictures follow the text; take hold of a slider, and they follow
you. Class A is drawn as blue circles, class B as red triangles, and a region has the colour of the
class that the network gives it. Every network here was trained, or constructed, on one machine
just now: {networks:,} trainings, {seconds:.0f} seconds, pictures and proofs included. Each proof
is a file beside this page, which <code>unknot check FILE</code> verifies again, with a small
program that trusts nobody.</p>
</div>{live}
</header>
<nav aria-label="Stops"><ol>{"".join(_contents(visited))}</ol></nav>"""


def _contents(visited: Sequence[Visited | VisitedSweep | VisitedMade]) -> list[str]:
    parts: dict[str, list[str]] = {}
    for v in visited:
        link = f'<a href="#{v.stop.name}">{escape(v.stop.title)}</a>'
        parts.setdefault(v.stop.chapter, []).append(link)
    return [f"<li><b>{escape(part)}</b>{''.join(links)}</li>" for part, links in parts.items()]


def _chapters(
    visited: Sequence[Visited | VisitedSweep | VisitedMade], lab: str, tries: Mapping[str, str]
) -> list[str]:
    pieces, before = [], ""
    for v in visited:
        if v.stop.chapter != before:
            before = v.stop.chapter
            pieces.append(f'<p class="part">{escape(before)}</p>')
        if isinstance(v, VisitedSweep):
            pieces.append(_sweep(v))
        elif isinstance(v, VisitedMade):
            pieces.append(_made(v))
        else:
            pieces.append(_experiment(v, lab, tries.get(v.stop.name)))
    return pieces


def _section(stop: Any, stage: str, prose: str) -> str:
    return f"""
<section data-chapter id="{stop.name}">
<header><p class="kicker">{escape(stop.title)}</p><h2>{escape(stop.question)}</h2></header>
<div class="stage">{stage}</div>
<div class="prose">{prose}</div>
</section>"""


def _experiment(visited: Visited, lab: str, here: str | None) -> str:
    recording, stop, seen = visited.recording, visited.stop, set[str]()
    spec, right = recording.spec, int(recording.solved.sum())
    units = "-".join(map(str, recording.final.widths))
    beats = [(beat.said(recording), beat.look(recording)) for beat in stop.beats]
    told = [d for d in visited.drawn if d.picture.kind not in LIVE]
    facts = {
        "units a layer": units,
        "best accuracy": f"{recording.accuracy:.1%}",
        "random starts with every point right": f"{right:,} of {spec.seeds:,}",
        "steps each, at most": f"{spec.steps:,}",
    }
    prose = f"""{"".join(_beat(text, look, seen) for text, look in beats)}
<p class="answer">{marked(stop.outcome(recording), seen)}</p>
{_report(visited, seen)}
{_facts(facts, visited, seen)}
{_proofs(visited.proofs, seen)}
{_try(visited, lab, here, seen)}
{"".join(map(_figure, told))}
{_paper([(d.file, d.picture.caption) for d in visited.drawn if d.picture.kind in LIVE])}"""
    stage = _viewer(recording, stop.name, beats[0][1], found=badge(visited.proofs, recording))
    return _section(stop, stage, prose)


def _sweep(visited: VisitedSweep) -> str:
    stop, rows, counts = visited.stop, visited.found.rows, visited.counts
    seen = set[str]()
    stage, shown, told = "", most_telling(rows), ""
    if shown is not None and shown.counted is not None:
        best = read(visited.found.folder / shown.counted.file)
        depth = best.final.depth
        stage = _viewer(best, stop.name, {"depth": depth})
        told = _beat(
            f"Beside this is the best network of {shown.cell}: the smallest architecture of that "
            "data set that does it, as far as is known. This is what its last layer sees.",
            {"depth": depth},
            seen,
        )
    said = "".join(
        f'<p class="answer">{marked(one, seen)}</p>' for one in stop.outcome(rows, visited.known)
    )
    files = [row.proof.file for row in rows if row.proof is not None]
    links = " ".join(
        f'<a href="{stop.name}/{file}">{number}</a>' for number, file in enumerate(files, 1)
    )
    hatched = f"<p>The proof of every hatched architecture: {links}.</p>" if files else ""
    caption = escape(stop.caption, quote=True)
    spec = rows[0].spec
    facts = {
        "architectures": str(counts["architectures"]),
        "trained networks": f"{counts['networks']:,}",
        "random starts of each": str(spec.seeds),
        "steps each, at most": f"{spec.steps:,}",
    }
    prose = f"""{_beat(stop.intro, {"depth": 0} if stage else {}, seen)}
{told}
{said}
<figure><a href="{visited.picture}"><img src="{visited.picture}" alt="{caption}" loading="lazy"></a>
<figcaption>{caption}</figcaption></figure>
{_facts(facts, visited, seen)}
{_proofs(visited.proofs, seen)}
{hatched}
<div class="try"><h3>Try it</h3><p>The same sweep, with other data or a wider grid:</p>
<pre tabindex="0"><code>{escape(sweep_command(visited.grid))}</code></pre></div>"""
    return _section(stop, stage, prose)


def _made(visited: VisitedMade) -> str:
    stop, made, network = visited.stop, visited.made, visited.network
    seen = set[str]()
    beats = [
        (text if isinstance(text, str) else text(network), {"depth": share * network.depth})
        for text, share in stop.beats
    ]
    figure = ""
    if made.picture is not None:
        file, words = made.picture
        figure = (
            f'<figure><a href="{file}"><img src="{file}" alt="{escape(words)}" loading="lazy"></a>'
            f"<figcaption>{escape(words)}</figcaption></figure>"
        )
    facts = {
        "shears": f"{network.depth:,}",
        "leaky ReLU layers": f"{leaky_layers(network):,}",
        "units a layer": str(network.inputs),
    }
    prose = f"""{"".join(_beat(text, look, seen) for text, look in beats if text)}
<p class="answer">{marked(made.answer, seen)}</p>
{_facts(facts, visited, seen)}
{_proofs(visited.proofs, seen)}
{figure}
<div class="try"><h3>Try it</h3><p>The same network, with a page of its own:</p>
<pre tabindex="0"><code>{escape(stop.command)}</code></pre></div>
{_paper([] if made.movie is None else [made.movie])}"""
    look = beats[0][1]
    viewer = _viewer(made.subject, stop.name, look, _MADE_NUMBERS, found=made.findings)
    return _section(stop, viewer, prose)


def _viewer(
    recording: Subject,
    name: str,
    state: Mapping[str, Any],
    numbers: int = _NUMBERS,
    *,
    found: Sequence[Finding] = (),
) -> str:
    large = recording.data.dimension > 3 or baking(recording) is not None
    return embedded(
        recording,
        name,
        state=state,
        controls="simple",
        most_frames=_FEW_FRAMES if large else _FRAMES,
        numbers=numbers,
        findings=found,
        certificates=False,  # they are files beside the page
    )


def _beat(text: str, look: Mapping[str, Any], seen: set[str]) -> str:
    shown = escape(json.dumps(look))
    return f'<div class="beat" data-look="{shown}"><p>{marked(text, seen)}</p></div>\n'


def _try(visited: Visited, lab: str, here: str | None, seen: set[str]) -> str:
    """Return what a reader can do with the very network that is shown, or with one like it."""
    recording, stop = visited.recording, visited.stop
    # Alone, the best seed is trained to the same weights.
    alone = recording.alone().spec.model_copy(update={"patience": None})
    look = stop.beats[-1].look(recording)
    view = {"step": look["step"], "depth": f"{look['depth']:g}"}
    link = escape(f"{lab}#{fragment(alone, **view)}")
    running = "while <code>unknot lab</code> runs on this machine."
    there = escape(here or "")
    ways = (
        f"""<p><a class="button" href="{link}">Open this network in the lab</a></p>
<p>The link works {running}</p>"""
        if here is None
        else f"""<p><a class="button" href="{there}">Train one like it in your browser</a></p>
<p>Or <a href="{link}">open this very network in the lab</a>, {running}</p>"""
    )
    return f"""<div class="try"><h3>Try it</h3><p>{marked(stop.suggestion, seen)}</p>
{ways}
<details><summary>In Python</summary><pre tabindex="0"><code>{escape(python(alone, alone.data))}
unknot.viewer.save_page(recording, "{stop.name}.html")</code></pre></details>
<details><summary>On the command line, with all of its seeds</summary>
<pre tabindex="0"><code>{escape(command(recording.spec))}</code></pre></details></div>"""


def _facts(
    facts: Mapping[str, str], visited: Visited | VisitedSweep | VisitedMade, seen: set[str]
) -> str:
    """Return numbers by what they are, and how long each stage took."""
    counted = [f"{marked(words, seen)} <b>{value}</b>" for words, value in facts.items()]
    taken = [f"{stage} <b>{seconds:.1f} s</b>" for stage, seconds in visited.seconds.items()]
    return f'<p class="facts">{" · ".join([*counted, ", ".join(taken)])}</p>'


def _proofs(proofs: Sequence[Proof], seen: set[str]) -> str:
    """Return the answers, each with its certificate."""
    if not proofs:
        return ""
    said = "".join(_proof(proof, seen) for proof in proofs)
    return f'<div class="proofs"><h3>What is proved</h3><dl>{said}</dl></div>'


def _proof(proof: Proof, seen: set[str]) -> str:
    answer = proof.certificate
    first, _, rest = answer.reason.partition(". ")
    more = [rest, f"Theorem {answer.theorem}." if answer.theorem else "", answer.not_claimed]
    words = " ".join(marked(one, seen) for one in more if one)
    link = (
        ""
        if proof.file is None
        else f' <a href="{proof.file}">The proof</a> (<code>unknot check {proof.file}</code>).'
    )
    kind = _KINDS.get(answer.verdict, "open")
    short = marked(first + "." * (not first.endswith(".")), seen)
    return (
        f"<dt>{escape(proof.words)}</dt>"
        f'<dd><span class="chip" data-kind="{kind}">{escape(answer.verdict)}</span>{short}'
        f"<details><summary>Why, and how far it goes</summary>{words}{link}</details></dd>"
    )


def _report(visited: Visited, seen: set[str]) -> str:
    """Return what was measured layer by layer: a report's sentences and its curves."""
    found = visited.found
    if found is None:
        return ""
    said = "".join(f"<li>{marked(one, seen)}</li>" for one in found.sentences)
    drawn = "".join(
        f"<figure><h3>{escape(one.title)}</h3>{one.svg}"
        f"<figcaption>{escape(one.caption)}</figcaption></figure>"
        for one in found.figures
    )
    return f"<ul>{said}</ul>{drawn}"


def _figure(drawn: Drawn) -> str:
    alt = escape(drawn.picture.caption, quote=True)
    return (
        f'<figure><a href="{drawn.file}"><img src="{drawn.file}" alt="{alt}" loading="lazy"></a>'
        f"<figcaption>{alt}</figcaption></figure>"
    )


def _paper(drawn: Sequence[tuple[str, str]]) -> str:
    """Name the files, with their words, that show what the live picture shows."""
    if not drawn:
        return ""
    links = "".join(
        f'<li><a href="{file}">{escape(file)}</a>: {escape(words)}</li>' for file, words in drawn
    )
    return (
        '<details class="paper"><summary>For paper and slides, in this folder</summary>'
        f"<ul>{links}</ul></details>"
    )
