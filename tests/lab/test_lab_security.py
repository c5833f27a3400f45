import contextlib
import http.client
import json
import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from unknot.lab import Limits, Settings
from unknot.lab._guard import Tokens

SMALL = {"data": "circles:points=40", "hidden": [3]}


@pytest.fixture(scope="module")
def trainer(lab):
    with lab.page() as page:
        page.open(SMALL, train=True, speed=50)
        yield page


@pytest.fixture
def bystander(trainer):
    """Another client, who watches a training and must not notice anything."""
    trainer.until(lambda m: getattr(m, "step", 0) > 0)
    before = trainer.step
    yield trainer
    trainer.until(lambda m: getattr(m, "step", 0) > before + 5)
    assert trainer.state["phase"] == "running"


def request(lab, method: str, path: str, headers: dict) -> tuple[int, str]:
    """Send a request with just these headers."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", lab.port)) as connection:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("content-length", "0")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1:1", "localhost", "127.0.0.1.it:{port}", ""],
)
def test_another_host_is_refused(lab, host):
    status, body = request(lab, "GET", "/", {"host": host.format(port=lab.port)})
    assert status in {400, 403}
    assert "<!doctype" not in body


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}"])
def test_its_own_names_are_served(lab, host):
    status, body = request(lab, "GET", "/", {"host": host.format(port=lab.port)})
    assert status == 200
    assert '<div id="lab">' in body


ORIGINS = ["http://evil.example", "null", None, "https://127.0.0.1:{port}", "http://127.0.0.1:1"]


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_websocket_from_elsewhere_is_refused(lab, bystander, origin):
    origin = origin and origin.format(port=lab.port)
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(f"ws://127.0.0.1:{lab.port}/ws", origin=origin, proxy=None),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_a_websocket_for_another_host_is_refused(lab):
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(
            f"ws://127.0.0.1:{lab.port}/ws",
            origin="http://evil.example",
            proxy=None,
            additional_headers={"Host": "evil.example"},
        ),
    ):
        pass
    assert refused.value.response.status_code in {400, 403}


@pytest.mark.parametrize("origin", ORIGINS)
def test_an_upload_from_elsewhere_is_refused(lab, origin):
    headers = {"host": f"127.0.0.1:{lab.port}"}
    if origin is not None:
        headers["origin"] = origin.format(port=lab.port)
    assert request(lab, "POST", "/data?name=a.csv", headers)[0] == 403


def test_other_sites_may_link_to_the_page_and_nothing_else(lab):
    cross = {"sec-fetch-site": "cross-site"}
    assert lab.get("/", headers=cross).status_code == 200
    assert lab.get("/catalogue.json", headers=cross).status_code == 403
    assert lab.get("/export/1.html", headers=cross).status_code == 403


def test_the_page_runs_no_foreign_code(lab):
    headers = lab.get("/").headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers
    assert "<script>" not in lab.get("/").text


def test_a_message_that_is_too_big_ends_only_its_own_connection(lab, bystander):
    with lab.page() as page:
        page.socket.send("x" * (64 * 1024 + 1))
        with pytest.raises(ConnectionClosed) as closed:
            page.error()
    assert closed.value.rcvd.code == 1009


NESTED = '{"do":' + "[" * 20_000 + "]" * 20_000 + "}"


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("{", "not JSON"),
        ("", "not JSON"),
        ("[1, 2]", "no JSON object"),
        (NESTED, ""),
        ('{"do": "step", "experiment": 1, "count": NaN}', "NaN"),
        ('{"do": "step", "experiment": 1, "count": ' + "9" * 5000 + "}", "not JSON"),
        ('{"do": "open", "spec": {"data": "moons", "hidden": [' + "2," * 20_000 + "2]}}", "hidden"),
        (b"\x00\x01\x02", "Binary"),
        (b"UKF1" + bytes(100), "Binary"),
    ],
    ids=["cut", "empty", "list", "deep", "nan", "digits", "layers", "binary", "frame"],
)
def test_junk_is_answered(lab, bystander, message, says):
    with lab.page() as page:
        page.socket.send(message)
        assert says in page.error()
        page.open(SMALL)  # it is still served


def test_a_million_units_and_a_million_points_are_refused(lab, bystander):
    with lab.page() as page:
        for change in ({"hidden": [1_000_000]}, {"data": "spirals:points=1000000"}):
            page.send("open", spec=SMALL | change)
            assert page.error()


def test_a_thousand_commands_a_second_are_cut_off(lab, bystander):
    with lab.page() as page:
        handle = page.open(SMALL)
        flood = json.dumps({"do": "pause", "experiment": handle})
        with contextlib.suppress(ConnectionClosed):
            for _ in range(1000):
                page.socket.send(flood)
        assert "50 commands a second" in page.error()
        with pytest.raises(ConnectionClosed) as closed:
            page.error()
    assert closed.value.rcvd.code == 1008


def test_acknowledging_is_no_command(serve):
    with serve(limits=Limits(commands=2)) as lab, lab.page() as page:
        page.open(SMALL, train=True)
        for _ in range(30):  # more than the commands of ten seconds
            page.seen()


def test_experiments_and_clients_are_limited(serve):
    with serve(limits=Limits(experiments=1, clients=2)) as lab, lab.page() as page:
        page.send("open", spec=SMALL)
        first = page.expect("experiment")
        page.send("open", spec=SMALL)
        assert "1 experiments are open" in page.error()
        # One in the place of the other is not one more.
        page.open(SMALL | {"seed": 2}, follows=first["experiment"])
        with (
            lab.page(),
            connect(f"ws://127.0.0.1:{lab.port}/ws", origin=lab.address, proxy=None) as third,
        ):
            assert "2 pages are open" in json.loads(third.recv())["error"]
            with pytest.raises(ConnectionClosed) as closed:
                third.recv()
            assert closed.value.rcvd.code == 1013


def test_a_forgotten_experiment_makes_room(serve):
    with serve(limits=Limits(experiments=1)) as lab:
        with lab.page() as page:
            page.open(SMALL)
        with lab.page() as page:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:  # until the server has noticed who left
                page.send("open", spec=SMALL)
                if page.until(lambda m: isinstance(m, dict))["type"] == "experiment":
                    return
        pytest.fail("there was no room")


# Open to other machines: the token.


@pytest.fixture
def guarded(serve):
    links = []
    tokens = Tokens(links.append)
    with serve(tokens=tokens) as lab:
        yield lab, tokens, links


def test_without_the_token_nothing_is_served(guarded):
    lab, _, _ = guarded
    for path in ("/", "/?token=wrong", "/?token=", "/catalogue.json", "/lab.js"):
        assert lab.get(path).status_code == 403
    with pytest.raises(InvalidStatus) as refused, lab.page():
        pass
    assert refused.value.response.status_code == 403


def test_the_token_opens_once_and_leaves_a_strict_cookie(guarded):
    lab, tokens, links = guarded
    link = f"/?token={tokens.token}"
    answer = lab.get(link)
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    assert "token" not in answer.text
    assert links == [tokens.token]
    assert lab.get(link).status_code == 403
    session = {"cookie": cookie.split(";")[0]}
    assert '<div id="lab">' in lab.get("/", headers=session).text
    assert lab.get("/catalogue.json", headers=session).status_code == 200
    with lab.page(additional_headers=session) as page:
        page.open(SMALL)
    other = lab.get(f"/?token={tokens.token}")  # the next link is for the next person
    assert other.headers["set-cookie"] != cookie


@pytest.mark.parametrize(
    ("bound", "host", "served"),
    [
        ("0.0.0.0", "192.168.1.7:8765", True),
        ("0.0.0.0", "[fe80::1]:8765", True),
        ("0.0.0.0", "evil.example:8765", False),
        ("lab.example", "lab.example:8765", True),
        ("127.0.0.1", "192.168.1.7:8765", False),
        ("::1", "[::1]:8765", True),
    ],
)
def test_hosts_that_are_served(bound, host, served):
    settings = Settings(host=bound)
    assert settings.serves(host) is served
    assert settings.local is (bound in {"127.0.0.1", "::1"})


def test_the_default_port_of_http_need_not_be_said():
    assert Settings(port=80).serves("127.0.0.1")
    assert not Settings(port=81).serves("127.0.0.1")
