import socket
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from unknot import checker
from unknot.lab import _proofs

RING = {"data": "disc-in-ring:points=60", "hidden": [2, 2]}
EASY = {"data": "two-curves:points=60", "hidden": [2], "seeds": 4, "learning_rate": 0.05}


@pytest.fixture
def asked(monkeypatch):
    """Collect what is asked, as the lab keeps it."""
    kept, of = [], _proofs.Verdicts._of

    def keep(*given):
        kept.append(of(*given))
        return kept[-1]

    monkeypatch.setattr(_proofs.Verdicts, "_of", keep)
    return kept


def until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def ask(lab, handle, of="network"):
    return lab.get(f"/verdict/{handle}.json?of={of}").json()


def test_what_no_weights_can_do_is_said_with_its_proof(lab, client):
    client.send("open", spec=RING)
    handle = client.expect("experiment")["experiment"]
    proof = client.expect("proof")
    assert proof["experiment"] == handle
    finding = proof["finding"]
    assert (finding["outcome"], finding["theorem"]) == ("impossible", "T4.4")
    assert [mark["label"] for mark in finding["marks"]] == [
        "the enclosed point",
        "what encloses it",
    ]
    checker.check(finding["certificate"])
    client.rest(0)
    (same,) = ask(lab, handle, "architecture")["findings"]
    assert same["certificate"] == finding["certificate"]
    assert same["cure"] == 3


def test_nothing_is_said_where_nothing_is_proved(lab, client):
    client.send("open", spec=RING | {"hidden": [3]})
    handle = client.expect("experiment")["experiment"]
    client.rest(0)
    (found,) = ask(lab, handle, "architecture")["findings"]
    assert found["outcome"] == "possible"
    assert found["cure"] is None
    assert lab.get("/verdict/nonesuch.json").status_code == 404
    assert lab.get(f"/verdict/{handle}.json?of=all").status_code == 422


def test_a_trained_network_is_verified_on_the_whole_sets(lab, client):
    handle = client.open(EASY, step=1500)
    client.rest(1500)
    answer = ask(lab, handle)
    (found,) = answer["findings"]
    assert (found["outcome"], found["step"], answer["step"]) == ("right", 1500, 1500)
    checker.check(found["certificate"])


def test_an_untrained_network_is_refuted_at_a_point(lab, client):
    handle = client.open(EASY | {"seeds": 1})
    client.rest(0)
    (found,) = ask(lab, handle)["findings"]
    assert found["outcome"] == "wrong"
    assert "at the point" in found["reason"]
    (mark,) = found["marks"]
    assert mark["main"]
    checker.check(found["certificate"])


def test_of_a_network_that_goes_on_training_nothing_is_answered(lab, client, monkeypatch):
    handle = client.open(EASY | {"seeds": 1})
    client.rest(0)
    began = Event()

    def slow(*_, on_progress, **__):
        began.set()
        while True:
            on_progress()

    monkeypatch.setattr(_proofs, "findings_of", slow)
    with ThreadPoolExecutor() as aside:
        answer = aside.submit(lab.get, f"/verdict/{handle}.json")
        began.wait()
        client.send("step", experiment=handle, count=1)
        assert answer.result().status_code == 204


def test_a_network_does_not_wait_behind_an_architecture(lab, client, monkeypatch):
    handle = client.open(EASY | {"seeds": 1})
    client.rest(0)
    began, answered = Event(), Event()

    def held_up(_, *, about, **__):
        if about == ("architecture",):
            began.set()
            assert answered.wait(60)
        return ()

    monkeypatch.setattr(_proofs, "findings_of", held_up)
    with ThreadPoolExecutor() as aside:
        first = aside.submit(ask, lab, handle, "architecture")
        began.wait()
        try:
            assert aside.submit(ask, lab, handle).result(timeout=30)["findings"] == []
            assert not first.done()
        finally:
            answered.set()
        assert first.result()["findings"] == []


def test_of_one_architecture_it_is_found_out_once_for_all_who_ask(lab, asked, monkeypatch):
    go_on, calls = Event(), []

    def slow(recording, **_):
        calls.append(recording.spec.hidden)
        assert go_on.wait(60)
        return ()

    monkeypatch.setattr(_proofs, "findings_of", slow)
    with (
        lab.page() as one,
        lab.page() as same,
        lab.page() as other,
        ThreadPoolExecutor() as aside,
    ):
        pages = {one: [2], same: [2], other: [3]}
        handles = [
            page.open(EASY | {"seeds": 1, "hidden": hidden}) for page, hidden in pages.items()
        ]
        for page in pages:
            page.rest(0)
        answers = [aside.submit(ask, lab, handle, "architecture") for handle in handles]
        until(lambda: len(asked) == 3)
        go_on.set()
        assert [answer.result()["findings"] for answer in answers] == [[], [], []]
    assert sorted(calls) == [(2,), (3,)]


def test_who_leaves_does_not_end_it_for_others(lab, asked, monkeypatch):
    ended = Event()

    def slow(_, *, on_progress, **__):
        while not ended.is_set():
            on_progress()
            time.sleep(0.01)
        return ()

    monkeypatch.setattr(_proofs, "findings_of", slow)
    with lab.page() as one, lab.page() as other, ThreadPoolExecutor() as aside:
        handles = [page.open(EASY | {"seeds": 1}) for page in (one, other)]
        for page in (one, other):
            page.rest(0)
        question = f"GET /verdict/{handles[0]}.json?of=architecture HTTP/1.1\r\n"
        with socket.create_connection(("127.0.0.1", lab.port)) as leaves:
            leaves.sendall(f"{question}Host: 127.0.0.1:{lab.port}\r\n\r\n".encode())
            until(lambda: asked)
            answer = aside.submit(ask, lab, handles[1], "architecture")
            until(lambda: len(asked) == 2 and asked[0].waiting == 2)
        assert asked[0] is asked[1]
        until(lambda: asked[0].waiting == 1)
        ended.set()
        assert answer.result()["findings"] == []


def test_of_a_run_that_was_replaced_nothing_is_answered(lab, client):
    first = client.open(EASY)
    client.open(EASY | {"hidden": [3]}, follows=first)
    assert lab.get(f"/verdict/{first}.json").status_code == 204


@pytest.mark.parametrize("address", ["/verdict/1.json"])
def test_other_hosts_are_refused(lab, address):
    assert lab.get(address, headers={"Host": "evil.example"}).status_code == 403


@pytest.mark.slow
def test_classes_of_any_name_are_verified(lab, client):
    table = "x,class\n-1,Iris\u00a0setosa\n-0.5,Iris\u00a0setosa\n0.5,👩\u200d🔬\n1,👩\u200d🔬\n"
    source = lab.post("/data?name=t.csv", content=table.encode()).json()["source"]
    handle = client.open(
        {"data": source, "hidden": [2], "seeds": 4, "learning_rate": 0.05}, step=500
    )
    client.rest(500)
    (found,) = ask(lab, handle)["findings"]
    assert found["word"] == "Right on the samples"
    checker.check(found["certificate"])
