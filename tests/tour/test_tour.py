import json
import re
import shutil
from dataclasses import replace
from html import escape, unescape

import pytest

from unknot.checker import check_file
from unknot.measure import folds
from unknot.recording import fragment, read
from unknot.sweep import Table, panels
from unknot.tour import STOPS, MadeStop, Size, Stop, SweepStop, take
from unknot.tour._glossary import GLOSSARY, anchor, glossary, marked
from unknot.tour._stop import LIVE
from unknot.unwind import leaky_layers
from unknot.views import view

EXPERIMENTS = [stop for stop in STOPS if isinstance(stop, Stop)]
SWEEPS = [stop for stop in STOPS if isinstance(stop, SweepStop)]


def tiny_grid(stop):
    base = stop.grid.base.model_copy(update={"seeds": 2, "steps": 40, "snapshots": 2})
    return replace(stop.grid, base=base, widths=(2,), depths=(1,))


TINY = Size(seeds=lambda stop: 2, frames=3, pixels=128, grid=tiny_grid)
SHORT = [
    replace(stop, spec=stop.spec.model_copy(update={"steps": 40, "snapshots": 8}))
    for stop in EXPERIMENTS
    if stop.name in {"curves-line", "spirals-full", "ring-three", "interval-one"}
]
# Pictures and words of their own: vector fields, neighbours, and views.
PROPOSED = {
    "spirals-fields": "spirals:points=60",
    "digits-views": "digits:points=80",
    "digits-layers": "digits:points=80",
}

QUICK = {"curves", "ring-two"}  # one that is possible, one that is not


@pytest.fixture(scope="module")
def toured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tour")
    return folder, take(folder, TINY, SHORT)


@pytest.mark.slow
def test_proposals_say_what_came_out(tmp_path):
    stops = [
        replace(
            stop,
            spec=stop.spec.model_copy(
                update={"steps": 40, "snapshots": 2, "batch": None, "data": PROPOSED[stop.name]}
            ),
            pictures=stop.pictures[-1:],
        )
        for stop in EXPERIMENTS
        if stop.name in PROPOSED
    ]
    of = {one.stop.name: one for one in take(tmp_path, TINY, stops)}
    fields, digits, layers = (of[name] for name in PROPOSED)
    page = unescape((tmp_path / "index.html").read_text())
    assert layers.found.sentences[0].split(":")[0] in re.sub(r"<[^>]*>", "", page)
    assert page.count('class="plot"') == 2
    said = fields.stop.outcome(fields.recording)
    assert f"{int(fields.recording.solved.sum())} of 2 random starts" in said
    found = folds(fields.recording.final, fields.recording.data)
    assert ("no fold was seen" in said) == (not found.grid and not found.data)
    before = view(digits.recording.data, "isomap")
    said = digits.stop.outcome(digits.recording)
    assert f"{before.right_there:.0%} in the space of all 64 pixels" in said
    files = {drawn.picture.kind: drawn.file for one in (fields, digits) for drawn in one.drawn}
    assert set(files) == {"folds", "distances"}
    assert all((tmp_path / file).stat().st_size > 500 for file in files.values())


def test_the_page_names_only_files_that_exist(toured):
    folder, _ = toured
    page = (folder / "index.html").read_text()
    files = re.findall(r'(?:src|href)="([^"#]+\.(?:png|mp4|json))"', page)
    assert len(files) > len(SHORT)
    for file in files:
        assert (folder / file).stat().st_size > 500


def test_the_page_asks_nothing_of_a_network(toured):
    folder, _ = toured
    text = re.sub(r"<script.*?</script>", "", (folder / "index.html").read_text(), flags=re.DOTALL)
    text = re.sub(r'href="http://127.0.0.1:8765/#', "", text)  # the lab, on this machine
    assert not re.search(r"https?://", text)
    assert "default-src 'none'" in text


def test_every_stop_asks_first_then_shows_then_proves_then_says_what_to_try(toured):
    folder, visited = toured
    page = unescape((folder / "index.html").read_text())
    sections = page.split("<section data-chapter ")[1:]
    for one, section in zip(visited, sections, strict=True):
        parts = [
            f"<h2>{one.stop.question}</h2>",
            f'<unknot-viewer name="{one.stop.name}"',
            'class="beat"',
            'class="answer"',
            "What is proved",
            "Try it",
        ]
        places = [section.index(part) for part in parts]
        assert places == sorted(places)
        looks = [json.loads(look) for look in re.findall(r'data-look="(\{.*?\})"', section)]
        assert len(looks) == len(one.stop.beats)
        for look in looks:
            assert 0 <= look["depth"] <= one.recording.final.depth
            assert look["step"] in one.recording.steps


def test_the_paragraphs_stay_within_their_networks():
    for stop in EXPERIMENTS:
        for beat in stop.beats:
            assert 0 <= beat.depth <= len(stop.spec.layers or stop.spec.hidden)
            assert 0 <= beat.trained <= 1


def test_a_figure_that_the_live_picture_shows_is_named_and_not_repeated(toured):
    folder, visited = toured
    page = (folder / "index.html").read_text()
    for one in visited:
        for drawn in one.drawn:
            assert f'href="{drawn.file}"' in page
            assert (f'src="{drawn.file}"' in page) == (drawn.picture.kind not in LIVE)


def test_the_link_to_the_lab_names_the_very_network(toured):
    folder, visited = toured
    page = unescape((folder / "index.html").read_text())
    links = re.findall(r'href="http://127.0.0.1:8765/#([^"]+)"', page)
    for one, link in zip(visited, links, strict=True):
        alone = one.recording.alone().spec.model_copy(update={"patience": None})
        assert link.startswith(f"{fragment(alone)}&step=")


def test_every_word_of_the_glossary_is_found_where_a_text_uses_it():
    texts = [beat.text for stop in EXPERIMENTS for beat in stop.beats if isinstance(beat.text, str)]
    linked = set(re.findall(r'href="#(word-[^"]+)"', " ".join(marked(t, set()) for t in texts)))
    known = {anchor(word) for word, _, _ in GLOSSARY}
    assert linked <= known
    assert {"word-tanh", "word-unit", "word-contraction"} <= linked
    links = [f'<a href="#{one}">' for one in sorted(known)]
    page = glossary("".join(links))
    assert re.findall('id="(word-[^"]+)"', page) == sorted(known)
    assert "<a" not in marked("`margin` & margin", {"margin"})


def test_every_stop_says_its_outcome_and_how_to_repeat_it(toured):
    folder, visited = toured
    page = (folder / "index.html").read_text()
    for one in visited:
        assert escape(one.stop.title) in page
        assert f"{int(one.recording.solved.sum())} of 2" in page
        assert f"unknot fit {one.stop.spec.data}" in page


def test_every_picture_has_words(toured):
    folder, visited = toured
    page = (folder / "index.html").read_text()
    for one in visited:
        for drawn in one.drawn:
            shown = drawn.picture.kind not in LIVE  # then they are read out, too
            assert page.count(escape(drawn.picture.caption)) >= 1 + shown


def test_the_numbers_are_the_recordings(toured):
    folder, _ = toured
    for facts in json.loads((folder / "tour.json").read_text()):
        recording = read(folder / facts["recording"])
        assert facts["accuracy"] == recording.accuracy
        assert facts["seeds_all_right"] == int(recording.solved.sum())
        assert facts["spec"] == recording.spec.model_dump(mode="json")


def test_a_success_is_not_captioned_as_a_failure(toured):
    _, visited = toured
    for one in visited:
        if one.stop.name == "spirals-full":
            kinds = {drawn.picture.kind for drawn in one.drawn}
            assert ("depth" in kinds) == (one.recording.accuracy == 1)
            assert ("training" in kinds) == (one.recording.accuracy < 1)


@pytest.mark.slow
def test_what_is_constructed_is_proved_and_said(tmp_path):
    stops = [stop for stop in STOPS if isinstance(stop, MadeStop)]
    spirals, links = take(tmp_path, TINY, stops)
    page = (tmp_path / "index.html").read_text()
    for one in (spirals, links):
        assert one.made.subject.accuracy == 1
        assert one.networks == 0
        assert all(
            proof.certificate.verdict in ("possible", "separated", "split") for proof in one.proofs
        )
        for proof in one.proofs:
            check_file(tmp_path / proof.file)
            assert f'href="{proof.file}"' in page
        assert f"After {one.network.depth} " in page
        assert f'<unknot-viewer name="{one.stop.name}"' in page
        assert one.stop.command in page
        assert read(tmp_path / f"{one.stop.name}.safetensors").final.depth == one.network.depth
    assert [finding.word for finding in spirals.made.findings] == ["Right everywhere"]
    assert [finding.word for finding in links.made.findings] == ["Taken apart"]
    assert "leaky-relu" in spirals.made.answer
    facts = json.loads((tmp_path / "tour.json").read_text())
    for one, said in zip((spirals, links), facts, strict=True):
        assert (said["shears"], said["layers"]) == (one.network.depth, leaky_layers(one.network))
        assert f"{said['layers']:,}</b>" in page
    assert set(facts[1]["files"]) == {"links-untangled.png", "links-untangled.mp4"}
    assert all((tmp_path / file).stat().st_size > 500 for file in facts[1]["files"])


def test_what_cannot_be_constructed_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("unknot.tour._made._SECONDS", 1e-9)
    (stop,) = [one for one in STOPS if one.name == "spirals-unwound"]
    (one,) = take(tmp_path, TINY, [stop])
    page = (tmp_path / "index.html").read_text()
    assert one.proofs[0].certificate.verdict == "undecided"
    assert one.proofs[0].file is None
    assert "shears a straight line" not in page
    assert "No shears were found" in page
    (stop,) = [one for one in STOPS if one.name == "links-untangled"]
    (one,) = take(tmp_path, TINY, [stop])
    page = (tmp_path / "index.html").read_text()
    assert (one.made.findings, one.made.movie) == ((), None)
    assert "shears a plane" not in page


def test_an_interrupted_tour_leaves_the_finished_stops(tmp_path):
    told = []

    def stop_in_the_second(stop, doing, share):
        told.append((stop.name, doing))
        if stop.name == SHORT[1].name and doing.startswith("training"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(tmp_path, TINY, SHORT[:3], stop_in_the_second)
    assert told[-1][0] == SHORT[1].name  # nothing was done any more
    assert told[-1][1].startswith("training")
    page = (tmp_path / "index.html").read_text()
    assert SHORT[0].title in page
    assert SHORT[1].title not in page
    assert read(tmp_path / f"{SHORT[1].name}.safetensors").interrupted


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweeps")
    return folder, take(folder, TINY, SWEEPS)[0]


def test_a_sweep_says_of_every_data_set_what_its_table_holds(swept):
    folder, one = swept
    rows = Table.read(folder / one.stop.name).rows.values()
    page = unescape(re.sub(r"</?a\b[^>]*>", "", (folder / "index.html").read_text()))
    said = one.stop.outcome(one.found.rows, one.known)
    assert len(said) == len(panels(rows)) == 2
    for text, panel in zip(said, panels(rows), strict=True):
        proved = sum(row.proof is not None for row in panel.rows.values())
        assert text in page
        assert text.startswith(f"{panel.data}: {proved} of 1 architectures are proved impossible.")
    assert "Of the other" not in said[0]
    assert "none got every point right" in said[1]
    assert "In this grid training succeeded with no width." in said[1]
    assert "least width 2" in said[1]
    assert "unknot sweep" in page


def test_every_certificate_of_a_sweep_is_verified(swept):
    folder, one = swept
    page = (folder / "index.html").read_text()
    links = re.findall(r'href="(phases/certificates/[^"]+)"', page)
    assert len(links) == 5  # both ends of two brackets, and the one hatched architecture
    for link in links:
        check_file(folder / link)
    assert (folder / one.picture).stat().st_size > 500
    (facts,) = json.loads((folder / "tour.json").read_text())
    assert (facts["architectures"], facts["impossible"], facts["networks"]) == (2, 1, 2)
    assert (folder / facts["table"]).exists()


@pytest.mark.slow
def test_a_sweep_is_trained_anew_and_left_out_when_interrupted(swept, tmp_path):
    folder, one = swept
    told = []

    def stop_at_the_first_cell(_, doing, share):
        told.append(share)
        if share > 0:
            raise KeyboardInterrupt

    shutil.copytree(folder / one.stop.name, tmp_path / one.stop.name)
    with pytest.raises(KeyboardInterrupt):
        take(tmp_path, TINY, SWEEPS, stop_at_the_first_cell)
    assert told[0] == 0  # nothing was taken from the table that was there
    assert not (tmp_path / "index.html").exists()


@pytest.mark.parametrize("stop", SWEEPS, ids=lambda stop: stop.name)
def test_a_quick_sweep_is_part_of_the_full_one(stop):
    assert {(c.spec.data, c.spec.hidden) for c in stop.grid_quick.cells} < {
        (c.spec.data, c.spec.hidden) for c in stop.grid.cells
    }


# The words of these are computed from the outcome alone.
COMPUTED = {"spirals-full", "spirals-two", "ring-penalty", "digits-neighbours"}
COMPUTED |= {"digits-views", "digits-layers"}


@pytest.mark.parametrize(
    "stop",
    [
        pytest.param(stop, marks=() if stop.name in QUICK else pytest.mark.slow)
        for stop in EXPERIMENTS
        if stop.name not in COMPUTED
    ],
    ids=lambda stop: stop.name,
)
def test_impossible_stops_are_impossible_and_possible_ones_succeed(stop):
    """With a few seeds: what the tour's fixed words take for granted."""
    from unknot.train import fit

    recording = fit(stop.spec.model_copy(update={"seeds": 16}))
    impossible = stop.name in {"curves-line", "ring-two", "interval-one", "tori-three"}
    assert (recording.accuracy < 1) == impossible


@pytest.mark.slow
def test_some_seed_of_1024_separates_spirals_of_one_turn():
    from unknot.recording import Spec
    from unknot.train import fit

    spec = Spec(data="spirals:turns=1", hidden=(2,) * 4, seeds=1024, learning_rate=0.02, steps=3000)
    recording = fit(spec)
    assert recording.solved.any()
    predicted = recording.final.predict(recording.data.points)
    assert (predicted == recording.data.labels).all()


def test_the_documentation_has_every_stop(pytestconfig):
    tour = (pytestconfig.rootpath / "docs/tour.md").read_text()
    rows = re.findall(r"^\| (.+?) \|", tour, re.MULTILINE)
    assert rows[1:] == [stop.title for stop in STOPS]
    assert "a tour of nineteen experiments" in (pytestconfig.rootpath / "README.md").read_text()
    assert len(STOPS) == 19
