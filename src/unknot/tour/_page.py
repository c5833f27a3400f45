"""The tour's page: one HTML file beside its pictures, opened from disk, asking nothing of a net."""

from collections.abc import Sequence
from html import escape

from unknot.tour._visited import Drawn, Visited

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2127; --soft: #5b6570; --paper: #fbfaf7;
  --card: #ffffff; --line: #dcdad4; --blue: #0b62c4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e7e2; --soft: #a5adb6; --paper: #15181c;
  --card: #1d2126; --line: #343a42; --blue: #7db8f5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 17px/1.6 Georgia, "Times New Roman", serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
h1 { font-size: 2.3rem; line-height: 1.15; margin: 0 0 .5rem; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .4rem; }
nav ol { columns: 2 20rem; padding-left: 1.4rem; }
a { color: var(--blue); }
section { border-top: 1px solid var(--line); padding-top: 2rem; margin-top: 2.5rem; }
p { max-width: 42rem; margin: .4rem 0 .8rem; }
.facts { font: 14px/1.5 system-ui, sans-serif; color: var(--soft); margin: 0 0 1.2rem; }
.facts b { color: var(--ink); font-weight: 600; }
.pictures { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: flex-start; }
figure { margin: 0; flex: 1 1 22rem; min-width: 0; max-width: 30rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; padding: .75rem; }
figure.wide { flex-basis: 100%; max-width: 100%; }
figure img, figure video { display: block; width: 100%; height: auto; border-radius: 4px;
  background: #fff; }
figcaption { font: 14.5px/1.5 system-ui, sans-serif; color: var(--soft); margin-top: .6rem; }
code { font: 13.5px/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre { overflow-x: auto; background: var(--card); border: 1px solid var(--line);
  border-radius: 6px; padding: .6rem .8rem; margin: 1rem 0 0; }
"""

_POLICY = (
    "default-src 'none'; img-src 'self' file:; media-src 'self' file:; "
    "style-src 'unsafe-inline'; script-src 'unsafe-inline'"
)

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


def page(visited: Sequence[Visited]) -> str:
    """Return the HTML of the tour with these stops."""
    contents = "".join(
        f'<li><a href="#{v.stop.name}">{escape(v.stop.title)}</a></li>' for v in visited
    )
    seconds = sum(v.training_seconds + v.drawing_seconds for v in visited)
    networks = sum(v.recording.spec.seeds for v in visited)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>What a neural network does to the shape of data</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>What a neural network does to the shape of data</h1>
<p>A network with a few units a layer can be watched, completely. Every network on this page was
trained on this machine just now: {networks:,} networks, {seconds:.0f} seconds, pictures included.
Class A is drawn as blue circles, class B as red triangles, and a region has the colour of the class
that the network gives it.</p>
<nav aria-label="Stops"><ol>{contents}</ol></nav>
{"".join(_section(v) for v in visited)}
</main>
<script>{_SCRIPT}</script>
</body>
</html>
"""


def _section(visited: Visited) -> str:
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
up to <b>{spec.steps:,}</b> steps each · training <b>{visited.training_seconds:.1f} s</b>,
drawing <b>{visited.drawing_seconds:.1f} s</b></p>
<div class="pictures">{"".join(_figure(d, recording.final.depth) for d in visited.drawn)}</div>
<pre><code>{escape(_command(visited))}</code></pre>
</section>"""


def _figure(drawn: Drawn, depth: int) -> str:
    alt = escape(drawn.picture.caption, quote=True)
    wide = ' class="wide"' if drawn.picture.kind == "layers" and depth > 1 else ""
    if drawn.poster is None:
        content = f'<img src="{drawn.file}" alt="{alt}" loading="lazy">'
    else:
        content = (
            f'<video src="{drawn.file}" poster="{drawn.poster}" controls loop muted playsinline '
            f'preload="metadata" aria-label="{alt}"></video>'
        )
    return f"<figure{wide}>{content}<figcaption>{alt}</figcaption></figure>"


def _command(visited: Visited) -> str:
    spec = visited.recording.spec
    hidden = ",".join(map(str, spec.hidden)) or "none"
    return (
        f"unknot fit {spec.data} --hidden {hidden} --seeds {spec.seeds} --steps {spec.steps} "
        f"--learning-rate {spec.learning_rate:g} --initial {spec.initial} "
        f"--patience {spec.patience or 0}"
    )
