"""One HTML page with all of a sweep: diagrams, curves, and the best network of each cell, live."""

import base64
from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure

from unknot import draw
from unknot.data import Dataset, load
from unknot.errors import UnknotError
from unknot.files import write_whole
from unknot.recording import command, read
from unknot.sweep._panels import Panel, panels
from unknot.sweep._pictures import Brackets, brackets, phase_diagram, proved_right, success_curves
from unknot.sweep._row import Row
from unknot.sweep._sweep import Swept
from unknot.verdicts import Bracket
from unknot.viewer import document, embedded

_FRAMES = 40  # of each network
_MOST_NETWORKS = 400  # on the page; others are files beside it

_STYLE = """
.cells { border-collapse: separate; border-spacing: 4px; margin: .5rem 0 1rem;
  font: 14px/1.3 system-ui, sans-serif; }
.cells th { font-weight: 500; color: var(--soft); padding: .1rem .5rem; white-space: nowrap; }
.cells td { padding: 0; min-width: 3.6rem; height: 2.2rem; text-align: center;
  border-radius: 4px; }
.cells button { all: unset; box-sizing: border-box; display: block; width: 100%; height: 100%;
  padding: .5rem .4rem; cursor: pointer; text-align: center; border-radius: 4px; }
.cells button:focus-visible, .cells button[aria-pressed="true"] { outline: 3px solid var(--blue);
  outline-offset: 1px; }
.cells .proved { box-shadow: inset 0 0 0 2px var(--ink); }
.cells .impossible { background: repeating-linear-gradient(135deg, var(--card) 0 5px,
  var(--line) 5px 7px); color: var(--ink); }
.wide { overflow-x: auto; }
figure { margin: 1rem 0; }
figure img { max-width: 100%; height: auto; border-radius: 6px; background: #fff; display: block; }
figcaption { font: 14.5px/1.5 system-ui, sans-serif; color: var(--soft); margin-top: .4rem; }
"""

# One network at a time: a viewer begins to work when it comes into sight.
_SCRIPT = """
const buttons = [...document.querySelectorAll("button[data-key]")];
const open = (key) => {
  for (const cell of document.querySelectorAll("section.cell")) cell.hidden = cell.id !== key;
  for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.key === key));
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-key]");
  if (!button) return;
  open(button.dataset.key);
  document.getElementById(button.dataset.key)?.scrollIntoView();
});
const linked = location.hash.slice(1).split(".")[0];
const first = buttons.find((one) => one.dataset.key === linked) ??
  buttons.find((one) => "first" in one.dataset) ?? buttons[0];
if (first) open(first.dataset.key);
"""


def page(found: Swept, known: Brackets | None = None) -> str:
    """Return an HTML page with all of a sweep, which asks nothing of a network.

    Parameters
    ----------
    found
        What was swept; the recordings that its rows name are read from its folder.
    known
        Brackets of the least width (:func:`brackets`).

    Examples
    --------
    >>> import tempfile
    >>> from unknot import Spec
    >>> from unknot.sweep import Grid, Processes, sweep
    >>> grid = Grid(Spec(data="moons:points=40", seeds=2, steps=20), widths=(2,), depths=(1,))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     html = page(sweep(grid, folder, engine=Processes(0)))
    >>> html.count("<unknot-viewer "), "1 layer" in html
    (1, True)
    """
    shown = panels(found.rows)
    networks = sum(row.counted.seeds for row in found.rows if row.counted is not None)
    proved = sum(row.proof is not None for row in found.rows)
    data = ", ".join(dict.fromkeys(row.spec.data for row in found.rows))
    body = f"""<main>
<h1>Which architectures ever work?</h1>
<p class="facts"><b>{escape(data)}</b> · <b>{len(found.rows):,}</b> architectures ·
<b>{networks:,}</b> trained networks · <b>{proved:,}</b> architectures proved impossible
{_left(found)}</p>
<p>Each place is an architecture with all its random starts; its number is the share of them
that ended with every training point right. Hatched: no weights whatsoever are right on the whole of
every class, with a proof. Framed: some network is <em>proved</em> right between the points, too.
Choose a place to see its best network.</p>
{"".join(_panel(one, known or {}) for one in shown)}
{_others(found)}
{"".join(_network(row, found.folder) for row in found.rows[:_MOST_NETWORKS])}
{_figure(phase_diagram(found.rows, known), "The same for a paper.") if shown else ""}
<footer class="facts">Drawn by unknot from table.jsonl. Everything is in this file; it asks nothing
of a network.</footer>
</main>"""
    return document("Which architectures ever work?", body, style=_STYLE, scripts=[_SCRIPT])


def save_pictures(found: Swept, data: Mapping[str, Dataset] | None = None) -> tuple[Path, ...]:
    """Write a sweep's page and its phase diagram into its folder; return where.

    Parameters
    ----------
    found
        What was swept.
    data
        The data sets by their sources, for the brackets of the least width; others are loaded.
    """
    known = brackets(found.rows, _loaded(found.rows) | dict(data or {}))
    target = found.folder / "index.html"
    write_whole(target, page(found, known))
    if not panels(found.rows):
        return (target,)
    return target, draw.save(phase_diagram(found.rows, known), found.folder / "phases.png")


def _loaded(rows: Sequence[Row]) -> dict[str, Dataset]:
    found = {}
    for source in {row.spec.data for row in rows}:
        try:
            found[source] = load(source)
        except UnknotError:  # the file is gone: the rows are drawn without a bracket
            continue
    return found


def _left(found: Swept) -> str:
    if not found.missing:
        return ""
    return f" · interrupted: <b>{len(found.missing):,}</b> architectures are missing"


def _panel(panel: Panel, known: Brackets) -> str:
    bracket = known.get((panel.data, panel.activation))
    said = "" if bracket is None else f"<p>{_bracket(bracket)}</p>"
    head = "".join(f'<th scope="col">{_layers(depth)}</th>' for depth in panel.depths)
    lines = "".join(
        f'<tr><th scope="row">{width} unit{"s" * (width > 1)}</th>'
        + "".join(_place(panel.rows.get((width, depth))) for depth in panel.depths)
        + "</tr>"
        for width in reversed(panel.widths)
    )
    curves = ""
    if any(row.counted is not None and row.counted.solved for row in panel.rows.values()):
        curves = _figure(
            success_curves(panel),
            "Left how success comes with training, right the chance that one of so many random "
            "starts succeeds; a colour for each width, paler the deeper.",
        )
    return f"""<section>
<h2>{escape(str(panel))}</h2>
{said}
<div class="wide"><table class="cells"><thead><tr><td></td>{head}</tr></thead>
<tbody>{lines}</tbody></table></div>
{curves}
</section>"""


def _bracket(bracket: Bracket) -> str:
    text = str(bracket)
    anywhere = "" if bracket.lower is None else ", at any depth"
    sentences = [f"<strong>{escape(text[0].upper() + text[1:])}</strong>{anywhere}."]
    for name, one in (("No less", bracket.below), ("Enough", bracket.above)):
        if one is not None:
            sentences.append(f"{name}: {escape(one.reason)} ({escape(one.theorem or '')})")
    if bracket.closes:
        sentences.append(f"To close the gap: {escape(bracket.closes)}")
    return " ".join(sentences)


def _layers(depth: int) -> str:
    return f"{depth} layer{'s' * (depth > 1)}"


def _place(row: Row | None) -> str:
    if row is None:
        return "<td></td>"
    if row.counted is None:
        why = "" if row.proof is None else escape(f"{row.proof.reason} ({row.proof.theorem})")
        return f'<td class="impossible" title="{why}"><span aria-label="impossible">✕</span></td>'
    counted = row.counted
    low, high = counted.interval
    title = escape(
        f"{counted.solved} of {counted.seeds} seeds; 95 %: {low:.1%} to {high:.1%}; "
        f"{counted.verified} of {counted.tried} asked are proved right everywhere"
    )
    share = counted.rate
    ink = "#fff" if share > 0.55 else "#23272e"
    colour = f"background: color-mix(in srgb, #5a2d91 {share:.0%}, #f1edf6); color: {ink}"
    kind = "impossible" if row.proof is not None else "proved" if proved_right(row) else ""
    style = "" if row.proof is not None else f' style="{colour}"'
    first = " data-first" if proved_right(row) else ""
    return (
        f'<td class="{kind}"{style}><button data-key="{row.key}"{first} title="{title}" '
        f'aria-pressed="false">{escape(draw.percent(share))}</button></td>'
    )


def _others(found: Swept) -> str:
    """Return the networks that are written layer by layer, as a list of buttons."""
    rows = [row for row in found.rows if not row.cell.plain]
    if not rows:
        return ""
    lines = "".join(
        f'<tr><th scope="row">{escape(str(row.cell))}</th>{_place(row)}</tr>' for row in rows
    )
    return f'<section><h2>Layer by layer</h2><table class="cells">{lines}</table></section>'


def _network(row: Row, folder: Path) -> str:
    """Return what is shown of a row when it is chosen; nothing if its recording is not there."""
    counted = row.counted
    if counted is None:
        return ""
    try:
        best = read(folder / counted.file)
    except UnknotError:
        return ""
    steps = "" if counted.steps is None else f" · median of their steps <b>{counted.steps:,.0f}</b>"
    steep = "" if counted.steepness is None else f" · steepest slope <b>{counted.steepness:.3g}</b>"
    verdict = "" if counted.verdict is None else f" · this network: <b>{counted.verdict}</b>"
    low, high = counted.interval
    again = row.spec.model_copy(update={"seed": counted.best_seed, "seeds": 1})
    repeat = f"<pre><code>{escape(command(again))}</code></pre>"
    return f"""<section class="cell" id="{row.key}" hidden><h2>{escape(str(row.cell))}</h2>
<p class="facts">every point right <b>{counted.solved:,} of {counted.seeds:,}</b> seeds (95 %:
{low:.1%} to {high:.1%}) · right everywhere <b>{counted.verified} of {counted.tried}</b> asked
{steps} · median accuracy <b>{counted.accuracy:.1%}</b> · best seed {counted.best_seed}
{steep}{verdict}</p>
{embedded(best, row.key, controls="simple", most_frames=_FRAMES)}{repeat}</section>"""


def _figure(figure: Figure, caption: str) -> str:
    content = BytesIO()
    figure.savefig(content, format="png", dpi=170, metadata={"Software": None})
    picture = base64.b64encode(content.getvalue()).decode()
    alt = escape(caption, quote=True)
    return (
        f'<figure><img src="data:image/png;base64,{picture}" alt="{alt}">'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )
