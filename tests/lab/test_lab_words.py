"""What the lab says of tables is free of the command line's words."""

import ast
import re
from pathlib import Path

import pytest

import unknot.data
from unknot.data import OPTIONS
from unknot.lab._words import plain

COMMAND = re.compile(rf"\b(?:{'|'.join(p.name for p in OPTIONS)})=|--[a-z]|COLUMN\b")


def sentences_of_the_library():
    """Give every text in unknot.data that speaks of an option, each placeholder as a name."""
    for path in sorted(Path(unknot.data.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else "a+b" for p in node.values]
                text = "".join(map(str, parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
            else:
                continue
            if COMMAND.search(text) and "\n" not in text and "?" not in text:
                yield text


SENTENCES = sorted(set(sentences_of_the_library()))


def test_there_are_such_sentences():
    assert len(SENTENCES) > 15


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_sentence_keeps_the_words_of_the_command_line(sentence):
    said = plain(sentence)
    assert said
    assert not COMMAND.search(said)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Say label=COLUMN; it may be 'a'.", "Choose the label below; it may be 'a'."),
        (
            "t.csv is odd. You may leave out what is no number: drop=a+b.c; or choose the label: "
            "label=d. missing=drop leaves these rows out, missing=mean fills in the mean of the "
            "column.",
            "t.csv is odd. Below you may leave out what is no number; or choose another label. "
            "Below you may leave these rows out, or fill in the mean of the column.",
        ),
        ("Line 2 is 'label=3'; expected a number.", "Line 2 is 'label=3'; expected a number."),
        ('Line 2 is "it\'s drop=3".', 'Line 2 is "it\'s drop=3".'),
        ("Line 2 is 'x'. Write quux --label=a.", "Line 2 is 'x'."),
        ("Say part=test.", "Decide below."),
        ("", "Decide below."),
    ],
)
def test_what_is_quoted_stays_and_what_is_not_known_goes(sentence, said):
    assert plain(sentence) == said
