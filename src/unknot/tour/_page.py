"""The tour's page: one HTML file beside its movies, opened from disk, asking nothing of a net."""

from collections.abc import Sequence
from html import escape

from unknot.recording import command, read
from unknot.tour._proofs import Proof
from unknot.tour._sweeps import command as sweep_command
from unknot.tour._sweeps import most_telling
from unknot.tour._visited import Drawn, Visited, VisitedSweep
from unknot.viewer import document, embedded

_TITLE = "What a neural network does to the shape of data"

_STYLE = """
nav ol { columns: 2 20rem; padding-left: 1.4rem; }
.pictures { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: flex-start; }
figure { margin: 0; flex: 1 1 22rem; min-width: 0; max-width: 30rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; padding: .75rem; }
figure.wide { flex-basis: 100%; max-width: 100%; }
figure img, figure video { display: block; width: 100%; height: auto; border-radius: 4px;
  background: #fff; }
.proofs { border-left: 4px solid var(--line); padding: .1rem 0 .1rem 1rem; margin: 1rem 0;
  max-width: 40rem; }
.proofs dt { font: 14.5px/1.5 system-ui, sans-serif; color: var(--soft); }
.proofs dd { margin: 0 0 .6rem; }
figcaption { font: 14.5px/1.5 system-ui, sans-serif; color: var(--soft); margin-top: .6rem; }
"""

# Movies play while they can be seen, unless the reader asked for less motion.
_SCRIPT = """
if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries)
      isIntersecting ? target.play().catch(() => {}) : target.pause();
  }, { threshold: 0.4 });
  document.querySelectorAll("video").forEach((video) => seen.observe(video));
}
"""


def page(visited: Sequence[Visited | VisitedSweep]) -> str:
    """Return the HTML of the tour with these stops."""
    contents = "".join(
        f'<li><a href="#{v.stop.name}">{escape(v.stop.title)}</a></li>' for v in visited
    )
    seconds = sum(sum(v.seconds.values()) for v in visited)
    networks = sum(v.networks for v in visited)
    body = f"""<main>
<h1>{_TITLE}</h1>
<p>A network with a few units a layer can be watched, completely. Every network on this page was
trained on this machine just now: {networks:,} networks, {seconds:.0f} seconds, pictures included.
Class A is drawn as blue circles, class B as red triangles, and a region has the colour of the class
that the network gives it.</p>
<p>What is <em>proved</em> at a stop is a file beside this page, which
<code>unknot check FILE</code> verifies again, with a small program that trusts nobody.</p>
<p>The first picture of every stop is live: one slider runs through the layers, the other through
the training. The address of this page always says what they show.</p>
<nav aria-label="Stops"><ol>{contents}</ol></nav>
{"".join(_section(v) for v in visited)}
</main>"""
    return document(_TITLE, body, style=_STYLE, scripts=[_SCRIPT], siblings=True)


def _section(visited: Visited | VisitedSweep) -> str:
    return _sweep(visited) if isinstance(visited, VisitedSweep) else _experiment(visited)


def _experiment(visited: Visited) -> str:
    recording, stop = visited.recording, visited.stop
    spec = recording.spec
    units = "-".join(map(str, recording.final.widths))
    return f"""
<section id="{stop.name}">
<h2>{escape(stop.title)}</h2>
<p>{escape(stop.intro)}</p>
<p><strong>{escape(stop.outcome(recording))}</strong></p>
<p class="facts">units a layer <b>{units}</b> · best accuracy <b>{recording.accuracy:.1%}</b> ·
random starts with every point right <b>{int(recording.solved.sum()):,} of {spec.seeds:,}</b> ·
up to <b>{spec.steps:,}</b> steps each · {_seconds(visited)}</p>
{_proofs(visited.proofs)}
{embedded(recording, stop.name, state={"depth": stop.depth}, controls="simple")}
<div class="pictures">{"".join(_figure(d, recording.final.depth) for d in visited.drawn)}</div>
<pre><code>{escape(command(spec))}</code></pre>
</section>"""


def _sweep(visited: VisitedSweep) -> str:
    stop, rows, counts = visited.stop, visited.found.rows, visited.counts
    said = "".join(
        f"<p><strong>{escape(one)}</strong></p>" for one in stop.outcome(rows, visited.known)
    )
    live, shown = "", most_telling(rows)
    if shown is not None and shown.counted is not None:
        best = read(visited.found.folder / shown.counted.file)
        viewer = embedded(best, stop.name, state={"depth": best.final.depth}, controls="simple")
        live = f"<p>The best network of {escape(str(shown.cell))}, live:</p>{viewer}"
    files = [row.proof.file for row in rows if row.proof is not None]
    links = " ".join(
        f'<a href="{stop.name}/{file}">{number}</a>' for number, file in enumerate(files, 1)
    )
    hatched = f"<p>The proof of every hatched architecture: {links}.</p>" if files else ""
    caption = escape(stop.caption, quote=True)
    spec = rows[0].spec
    return f"""
<section id="{stop.name}">
<h2>{escape(stop.title)}</h2>
<p>{escape(stop.intro)}</p>
{said}
<p class="facts">architectures <b>{counts["architectures"]}</b> · trained networks
<b>{counts["networks"]:,}</b> · <b>{spec.seeds}</b> random starts of an architecture, up to
<b>{spec.steps:,}</b> steps each · {_seconds(visited)}</p>
{_proofs(visited.proofs)}
{hatched}
{live}
<div class="pictures"><figure class="wide"><img src="{visited.picture}" alt="{caption}"
loading="lazy"><figcaption>{caption}</figcaption></figure></div>
<pre><code>{escape(sweep_command(visited.grid))}</code></pre>
</section>"""


def _seconds(visited: Visited | VisitedSweep) -> str:
    return ", ".join(
        f"{stage} <b>{visited.seconds[stage]:.1f} s</b>"
        for stage in ("training", "proving", "drawing")
    )


def _proofs(proofs: Sequence[Proof]) -> str:
    """Return the answers, each with its certificate."""
    return f'<dl class="proofs">{"".join(map(_proof, proofs))}</dl>'


def _proof(proof: Proof) -> str:
    answer = proof.certificate
    theorem = f" ({answer.theorem})" if answer.theorem else ""
    limits = escape(answer.not_claimed, quote=True)
    link = "" if proof.file is None else f' <a href="{proof.file}" title="{limits}">The proof</a>'
    return (
        f"<dt>{proof.words}</dt><dd><strong>{answer.verdict}</strong>: "
        f"{escape(answer.reason + theorem)}{link}</dd>"
    )


def _figure(drawn: Drawn, depth: int) -> str:
    alt = escape(drawn.picture.caption, quote=True)
    kind = drawn.picture.kind
    wide = ' class="wide"' if kind in ("heat", "folds") or (kind == "layers" and depth > 1) else ""
    if drawn.poster is None:
        content = f'<img src="{drawn.file}" alt="{alt}" loading="lazy">'
    else:
        content = (
            f'<video src="{drawn.file}" poster="{drawn.poster}" controls loop muted playsinline '
            f'preload="metadata" aria-label="{alt}"></video>'
        )
    return f"<figure{wide}>{content}<figcaption>{alt}</figcaption></figure>"
