import json


def test_a_sweep_from_the_command_line_says_what_it_found_and_goes_on(unknot, tmp_path):
    words = ["sweep", "disc-in-ring:points=40", "--width", "1..2", "--depth", "1..2"]
    words += ["--processes", 0]  # none of these cells is trained
    said = unknot(*words, "--seeds", 2, "--steps", 20)
    assert said.code == 0, said.err
    assert said.out.count("✕") == 5
    assert "units" in said.out
    found = unknot(*words, "--seeds", 2, "--steps", 20, "--json")
    content = json.loads(found.out)
    assert len(content["rows"]) == 4
    assert not content["interrupted"]
    assert (
        unknot("check", tmp_path / "unknot-sweep" / content["rows"][0]["proof"]["file"]).code == 0
    )
    refused = unknot(*words, "--seeds", 3, "--steps", 20)
    assert refused.code == 2
    assert "seeds = 2" in refused.err


def test_ranges_and_numbers_that_are_none_are_refused(unknot):
    for words, what in (
        (["--width", "3..1"], "no range"),
        (["--verify", "some"], "--verify"),
        (["--activation", ","], "activations"),
        (["--width", "none"], "nothing to sweep"),
    ):
        ended = unknot("sweep", "moons", *words)
        assert ended.code == 2
        assert what in ended.err
