import pytest

from unknot import checker

RING = {"data": "disc-in-ring:points=60", "hidden": [2, 2]}
EASY = {"data": "two-curves:points=60", "hidden": [2], "seeds": 4, "learning_rate": 0.05}


def test_what_no_weights_can_do_is_said_with_its_proof(lab, client):
    client.send("open", spec=RING)
    about = client.expect("experiment")
    proof = client.expect("proof")
    assert proof["experiment"] == about["experiment"]
    assert proof["theorem"] == "T4.4"
    assert "No weights can do this" in proof["text"]
    assert "try 3 units" in proof["text"]
    assert proof["href"] == f"/proof/{about['key']}.json"
    content = lab.get(proof["href"]).json()
    checker.check(content)
    assert (content["statement"], content["not_claimed"]) == (
        proof["statement"],
        proof["not_claimed"],
    )


def test_nothing_is_said_where_nothing_is_proved(lab, client):
    client.send("open", spec=RING | {"hidden": [3]})
    about = client.expect("experiment")
    client.rest(0)
    assert lab.get(f"/proof/{about['key']}.json").status_code == 404
    assert lab.get("/proof/nonesuch.json").status_code == 404


def test_a_trained_network_is_verified_on_the_whole_sets(lab, client):
    handle = client.open(EASY, step=1500)
    client.rest(1500)
    answer = lab.get(f"/export/{handle}.verdict").json()
    assert answer["verdict"] == "separated"
    checker.check(answer["certificate"])


def test_an_untrained_network_is_refuted_at_a_point(lab, client):
    handle = client.open(EASY | {"seeds": 1})
    client.rest(0)
    answer = lab.get(f"/export/{handle}.verdict").json()
    assert answer["verdict"] == "not separated"
    assert "at the point" in answer["reason"]
    checker.check(answer["certificate"])


@pytest.mark.parametrize("address", ["/proof/1.json", "/export/1.verdict"])
def test_other_hosts_are_refused(lab, address):
    assert lab.get(address, headers={"Host": "evil.example"}).status_code == 403


def test_classes_of_any_name_are_verified(lab, client):
    table = "x,class\n-1,Iris\u00a0setosa\n-0.5,Iris\u00a0setosa\n0.5,👩\u200d🔬\n1,👩\u200d🔬\n"
    source = lab.post("/data?name=t.csv", content=table.encode()).json()["source"]
    handle = client.open(
        {"data": source, "hidden": [2], "seeds": 4, "learning_rate": 0.05}, step=500
    )
    client.rest(500)
    answer = lab.get(f"/export/{handle}.verdict")
    assert answer.status_code == 200
    assert answer.json()["verdict"] == "right on the samples"
    checker.check(answer.json()["certificate"])
