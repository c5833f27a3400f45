"""Names from anywhere: printable, not too long, and as different as they were."""

from hypothesis import given
from hypothesis import strategies as st

from unknot.names import readable, readable_names

NAMES = st.lists(
    st.text(min_size=1) | st.sampled_from(["a\tb", r"a\tb", r"a\tb #2", " ", "' '"]),
    unique=True,
    max_size=8,
)


@given(NAMES, st.integers(12, 200))
def test_names_stay_different_and_become_readable(names, longest):
    shown = readable_names(names, longest)
    assert len(set(shown)) == len(names)
    for name, text in zip(names, shown, strict=True):
        assert text.isprintable()
        assert 0 < len(text.strip()) <= len(text) <= longest
        if name.isprintable() and name.strip() and len(name) <= longest:
            assert text == name
    assert readable_names(shown, longest) == shown


def test_what_cannot_be_seen_is_written_out():
    assert readable("a\u00a0b") == r"a\xa0b"
    assert readable("👩\u200d🔬") == r"👩\u200d🔬"
    assert readable("\ud800") == r"\ud800"
    assert readable("Grün 中") == "Grün 中"
    assert len(readable("x" * 1000)) == 200
