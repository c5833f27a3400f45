"""What becomes of a sign and its argument when something else is proved, or of another step."""

import pytest

from unknot import Spec, fit

FINDING = {
    "about": "network",
    "outcome": "wrong",
    "word": "wrong at a point",
    "reason": "There it says B.",
    "theorem": None,
    "statement": "Every point is of its own class.",
    "not_claimed": "Anything else.",
    "more": [],
    "cure": None,
    "marks": [],
    "certificate": None,
}
WHERE = """
(() => {
  const at = document.querySelector("main").shadowRoot.activeElement;
  return at && (at.getAttribute("aria-label") ?? at.innerText);
})()
"""


@pytest.fixture
def viewer(shown):
    recording = fit(Spec(data="circles:points=40", hidden=(2,), steps=20, snapshots=4))
    first = {**FINDING, "step": 0}
    always = {**FINDING, "outcome": "possible", "word": "possible", "about": "architecture"}
    return shown(recording, state={"step": 0}, findings=[first, always])


def settled(viewer) -> str | None:
    """Draw, and return what has the focus in the viewer."""
    viewer.page.evaluate("viewer.draw()")
    return viewer.page.evaluate(WHERE)


def test_who_was_at_a_sign_that_is_gone_is_at_the_picture(viewer):
    group = viewer.page.get_by_role("group", name="What is proved")
    group.get_by_role("button", name="wrong at a point").focus()
    assert settled(viewer) == "wrong at a point"
    viewer.set(step=20)
    assert settled(viewer) == "Picture"
    assert group.get_by_role("button").all_inner_texts() == ["possible"]


def test_who_was_in_an_argument_that_is_gone_is_at_the_picture(viewer):
    viewer.page.get_by_role("button", name="wrong at a point").press("Enter")
    settled(viewer)
    viewer.page.get_by_role("button", name="Close").focus()
    viewer.set(step=20)
    assert settled(viewer) == "Picture"


def test_who_was_at_a_sign_that_stays_stays_there(viewer):
    viewer.page.get_by_role("button", name="possible").focus()
    viewer.set(step=20)
    assert settled(viewer) == "possible"
    viewer.set(step=0)
    assert settled(viewer) == "possible"


def test_nobody_is_brought_to_the_picture_who_was_elsewhere(viewer):
    assert settled(viewer) is None
    viewer.set(step=20)
    assert settled(viewer) is None


def test_what_a_person_reads_stays_open_when_more_is_known(viewer):
    viewer.page.get_by_role("button", name="possible").press("Enter")
    settled(viewer)
    argument = viewer.page.get_by_role("region", name="Argument")
    assert not argument.get_by_text("Anything else.").is_visible()
    argument.get_by_text("What exactly is claimed").click()
    known = {**FINDING, "outcome": "possible", "word": "possible", "about": "architecture"}
    viewer.page.evaluate("(known) => viewer.tell([known])", known | {"more": ["Two are enough."]})
    settled(viewer)
    assert argument.get_by_text("Two are enough.").is_visible()
    assert argument.get_by_text("Anything else.").is_visible()
