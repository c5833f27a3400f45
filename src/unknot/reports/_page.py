"""A report as one HTML file, and as a fragment for notebooks."""

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path

from unknot.errors import InputError, UnknotError
from unknot.files import write_whole
from unknot.recording import Snapshot
from unknot.reports._findings import Findings
from unknot.reports._section import Column
from unknot.reports._svg import STYLE as _PLOTS
from unknot.viewer import document, embedded

_DRAWN = 64  # units, at most, of what is shown by the viewer
_LEADS = ("Where the classes come apart", "What happens to their shape", "Where it tears")

# Where the table goes on there is a shadow; where it ends, paper that moves with it covers that.
_STYLE = (
    _PLOTS
    + """
main { max-width: 68rem; }
.answers { list-style: none; margin: 1.2rem 0 1.6rem; padding: 0; display: grid; gap: .9rem; }
.answers li { border-left: 4px solid var(--blue); padding: .1rem 0 .1rem 1rem; max-width: 46rem; }
.answers b { display: block; font: 600 13px/1.5 system-ui, sans-serif; color: var(--soft); }
.layers { overflow-x: auto; margin: 1rem 0; width: max-content; min-width: 100%; max-width: 94vw;
  position: relative; left: 50%; transform: translateX(-50%);
  background: linear-gradient(to right, var(--paper) 1.2rem, transparent) 0 0 / 3rem 100% local,
    linear-gradient(to left, var(--paper) 1.2rem, transparent) 100% 0 / 3rem 100% local,
    linear-gradient(to right, var(--line), transparent) 0 0 / 1.1rem 100% scroll,
    linear-gradient(to left, var(--line), transparent) 100% 0 / 1.1rem 100% scroll;
  background-repeat: no-repeat; }
table { border-collapse: collapse; font: 14px/1.45 system-ui, sans-serif; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .35rem .45rem; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); vertical-align: bottom; white-space: normal;
  line-height: 1.25; }
th:first-child, td:first-child, .words { text-align: left; }
td[title], th[title] { cursor: help; }
td[title]:hover, th[title]:hover { background: var(--card); }
thead th[title] { text-decoration: underline dotted; text-underline-offset: 3px; }
td b { font-weight: 600; }
.figures { display: grid; gap: 1.25rem;
  grid-template-columns: repeat(auto-fit, minmax(min(25rem, 100%), 1fr)); }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: .9rem; min-width: 0; }
figure.wide { grid-column: 1 / -1; }
figure h3 { font: 600 15px/1.4 system-ui, sans-serif; margin: 0 0 .5rem; }
figcaption { font: 13.5px/1.5 system-ui, sans-serif; color: var(--soft); margin-top: .5rem; }
.panels { display: grid; gap: .8rem;
  grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr)); }
.panel { border: 1px solid var(--line); border-radius: 6px; padding: .3rem; }
.panel p { font: 12px/1.4 system-ui, sans-serif; color: var(--soft); margin: .1rem .3rem .2rem; }
img.picture { display: block; width: 100%; max-width: 28rem; height: auto; margin: 0 auto;
  border-radius: 4px; }
.legend { font: 13px/1.5 system-ui, sans-serif; margin-bottom: .6rem; }
.legend span { margin-right: 1rem; white-space: nowrap; }
.legend i { display: inline-block; width: .7em; height: .7em; border-radius: 50%;
  margin-right: .35em; }
dl.how { font: 14px/1.5 system-ui, sans-serif; }
dl.how dt { font-weight: 600; margin-top: .6rem; }
dl.how dd { margin: 0; max-width: 46rem; color: var(--soft); }
@media (max-width: 1300px) { table { font-size: 13px; } th, td { padding: .35rem .3rem; } }
@media print { figure { break-inside: avoid; } }
"""
)


def save(report: Findings, path: str | os.PathLike[str]) -> Path:
    """Write a report's page to a file, in one step."""
    path = Path(path)
    if not path.name:
        raise InputError(f"A page needs the name of a file, but got {str(path)!r}.")
    path = path if path.suffix else path.with_suffix(".html")
    write_whole(path, page(report))
    return path


def page(report: Findings) -> str:
    """Return a report as HTML that needs nothing but itself."""
    viewer = _viewer(report)
    moving = (
        f"<section><h2>Watch it</h2><p>The slider runs through the layers.</p>{viewer}</section>"
        if viewer
        else ""
    )
    body = f"""<main>
<h1>{escape(report.title)}</h1>
<p class="facts">{" ".join(_facts(report))}</p>
{_answers(report)}
<section><h2>Layer by layer</h2>
<p class="facts">Rest the pointer on a number to see how it was found and how far to trust it.</p>
{_table(report)}{"".join(_missing(report))}</section>
<section><h2>Figures</h2><div class="figures">{"".join(_figures(report))}</div></section>
{moving}
<section><h2>How each number is found</h2><dl class="how">{"".join(_how(report))}</dl></section>
<footer class="facts">Measured by unknot, which proves what it calls proved and nothing else.
Everything is in this file; it asks nothing of a network.</footer>
</main>"""
    return document(report.title, body, style=_STYLE)


def fragment(report: Findings) -> str:
    """Return the sentences and the table as HTML, for a notebook."""
    return (
        "<div><style>.unknot-report td[title], .unknot-report th[title] { cursor: help; }</style>"
        f'<div class="unknot-report">{_answers(report)}{_table(report)}{"".join(_missing(report))}'
        "</div></div>"
    )


def _answers(report: Findings) -> str:
    items = zip(_LEADS, report.sentences, strict=True)
    rows = "".join(f"<li><b>{lead}</b>{escape(text)}</li>" for lead, text in items)
    return f'<ul class="answers">{rows}</ul>'


def _facts(report: Findings) -> Iterator[str]:
    examined = report.examined
    data = examined.data
    counts = {name: n for name, n in data.counts.items() if n}
    some = [f"{escape(name)} ({n:,})" for name, n in list(counts.items())[:12]]
    more = "" if len(counts) <= 12 else f" and {len(counts) - 12} more"
    which = "1 class" if len(counts) == 1 else f"{len(counts)} classes"
    of = "" if len(counts) == len(data.counts) else f" of the model's {len(data.counts)}"
    yield f"<b>{len(data):,} points</b> of {which}{of}: {', '.join(some)}{more}."
    if examined.accuracy is not None:
        yield f"The model has <b>{100 * examined.accuracy:.1f} %</b> of them right."
    for note in examined.notes:
        yield escape(note)
    if report.interrupted:
        yield "<b>The report was interrupted</b>; what was found until then is here."


def _table(report: Findings) -> str:
    columns = [one for one in report.columns if one.shown]
    head = "".join(
        f'<th{_words(one)} title="{escape(f"{one.estimator} {one.limits}", quote=True)}">'
        f"{escape(one.label)}</th>"
        for one in columns
    )
    rows = []
    for layer in report.examined.layers:
        plain = layer.name in ("input", "scores")
        name = layer.name if plain else f"{layer.depth} · {layer.name}"
        cells = "".join(_cell(one, layer.depth) for one in columns)
        rows.append(f"<tr><td><b>{escape(name)}</b></td><td>{layer.width:,}</td>{cells}</tr>")
    return (
        '<div class="layers"><table><thead><tr><th>layer</th><th title="The dimension of the '
        f'space.">units</th>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _words(one: Column) -> str:
    return ' class="words"' if any(isinstance(cell.value, str) for cell in one.cells) else ""


def _cell(one: Column, depth: int) -> str:
    cell = one.cells[depth]
    parts = [cell.note[:1].upper() + cell.note[1:], one.estimator, one.limits]
    said = "\n".join(part for part in parts if part)
    return f'<td{_words(one)} title="{escape(said, quote=True)}">{escape(cell.shown)}</td>'


def _missing(report: Findings) -> Iterator[str]:
    for title, why in report.missing.items():
        yield f'<p class="facts">Not measured: {escape(title)} ({escape(why)})</p>'


def _figures(report: Findings) -> Iterator[str]:
    for one in sorted(report.figures, key=lambda one: not one.wide):
        wide = ' class="wide"' if one.wide else ""
        yield (
            f"<figure{wide}><h3>{escape(one.title)}</h3>{one.svg}"
            f"<figcaption>{escape(one.caption)}</figcaption></figure>"
        )


def _how(report: Findings) -> Iterator[str]:
    for one in report.columns:
        if not one.shown:
            continue
        yield (
            f"<dt>{escape(one.label)} <code>{escape(one.key)}</code></dt>"
            f"<dd>{escape(one.estimator)} {escape(one.limits)}</dd>"
        )


def _viewer(report: Findings) -> str:
    examined = report.examined
    if max(layer.width for layer in examined.layers) > _DRAWN or examined.network.head is None:
        return ""
    try:
        return embedded(Snapshot(examined.network, examined.data), "report", controls="simple")
    except UnknotError:
        return ""  # what cannot be moved through is drawn, layer by layer, above
