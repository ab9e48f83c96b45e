"""Behind nginx and HAProxy, over TCP and a Unix-domain socket: pages, signing in, reports, load,
and who the client is said to be."""

import contextlib
import http.client
import json
import os
import pathlib
import stat
import urllib.parse

import pytest

import known
import load
import proxies
import running

CLIENT = "198.51.100.7"


@pytest.fixture(scope="module")
def fronted(copy_of_demo, tmp_path_factory):
    """A server that listens at a port and at a socket, and believes its proxies."""
    folder = copy_of_demo()
    path = str(tmp_path_factory.mktemp("socket") / "mebe.sock")
    with folder.serving(
        "--demo", "--listen", f"unix:{path}", "--listen-mode", "0666",
        "--proxy", f"{proxies.SOURCE}/32,10.0.0.0/8", "--proxy", "unix") as server:
        server.socket_path = path
        yield server


@pytest.fixture(scope="module")
def forwarding(copy_of_demo, tmp_path_factory):
    """A server whose proxies write Forwarded."""
    folder = copy_of_demo(MEBE_PROXY_FIELDS="Forwarded")
    path = str(tmp_path_factory.mktemp("socket") / "mebe.sock")
    with folder.serving(
        "--demo", "--listen", f"unix:{path}", "--proxy", f"{proxies.SOURCE},unix") as server:
        server.socket_path = path
        yield server


@pytest.fixture(params=["nginx tcp", "nginx unix", "haproxy tcp", "haproxy unix"])
def proxied(request, fronted, tmp_path):
    """A client of the server through a proxy."""
    name, way = request.param.split()
    upstream = fronted.port if way == "tcp" else fronted.socket_path
    with getattr(proxies, name)(tmp_path, upstream) as port:
        yield Client(port, fronted)


class Client:
    def __init__(self, port, server):
        self.port, self.server = port, server

    def request(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=running.spelled(headers))
            return running.Answer(connection.getresponse())

    def line(self, request_id):
        """What the access log has of a request."""
        return running.wait_until(lambda: logged(self.server, request_id), 10, "the log's line")


def logged(server, request_id):
    for line in pathlib.Path(server.folder.path, "access.log").read_text().splitlines():
        found = json.loads(line)
        if found.get("id") == request_id:
            return found
    return None


def sign_in(client, **headers):
    form = urllib.parse.urlencode({"token": client.server.admin, "next": "/units?q=a"})
    return client.request(
        "POST", "/login", form, content_type="application/x-www-form-urlencoded", **headers)


def test_pages_reports_and_load_through_a_proxy(proxied, place):
    page = proxied.request("GET", f"/units/{known.DISTRICT}?period=2023")
    assert page.status == 200 and "Bắc Quang" in page.text
    body = json.dumps(running.report(place.commune, "2024-01", {"anc_visits": 5}))
    for status in (201, 200):
        stored = proxied.request(
            "POST", f"{running.API}/reports", body, content_type="application/json",
            authorization=f"Bearer {proxied.server.admin}")
        assert stored.status == status, stored
    assert stored.headers["X-Request-Id"]
    url = f"http://127.0.0.1:{proxied.port}/units/{known.DISTRICT}.json?period=2023"
    count, failures = load.Load(url, 1).end()
    assert failures == [] and count > 1_000


def test_signing_in_behind_tls_of_a_proxy(proxied):
    signed = sign_in(proxied, origin="https://mebe.example.vn")
    assert signed.status == 303, signed
    # Relative, so that it leads to wherever the browser is.
    assert signed.headers["Location"] == "/units?q=a"
    cookie = signed.headers["Set-Cookie"]
    assert "; Secure" in cookie and "HttpOnly" in cookie
    home = proxied.request("GET", "/", cookie=cookie.split(";")[0])
    assert "/logout" in home.text
    assert sign_in(proxied, origin="https://evil.example").status == 403
    help_page = proxied.request("GET", "/help")
    assert "https://mebe.example.vn/api/v1/reports" in help_page.text


@pytest.mark.parametrize("claims", [
    {}, {"x_forwarded_for": CLIENT}, {"x_forwarded_for": "garbage\""},
    {"forwarded": f"for={CLIENT}"}, {"x_forwarded_for": f"{CLIENT}, 10.0.0.1"}])
def test_a_client_cannot_say_who_it_is(proxied, claims):
    answer = proxied.request("GET", "/healthz", **claims)
    line = proxied.line(answer.headers["X-Request-Id"])
    # The proxy's own word: where the client connected from.
    assert line["client"] == "127.0.0.1", line
    assert line["tls"] is True


def test_what_a_trusted_peer_says_counts_and_what_others_say_does_not(fronted):
    def client_seen_by(connection, **headers):
        with contextlib.closing(connection):
            connection.request("GET", "/healthz", headers=running.spelled(headers))
            answer = running.Answer(connection.getresponse())
        found = logged(fronted, answer.headers["X-Request-Id"])
        return found or running.wait_until(
            lambda: logged(fronted, answer.headers["X-Request-Id"]), 10, "the log's line")

    def tcp(source):
        return http.client.HTTPConnection(
            "127.0.0.1", fronted.port, timeout=30, source_address=(source, 0))

    def unix():
        return running.UnixConnection(fronted.socket_path)

    for trusted in (lambda: tcp(proxies.SOURCE), unix):
        seen = client_seen_by(trusted(), x_forwarded_for=f"192.0.2.1, {CLIENT}, 10.1.1.1")
        assert (seen["client"], seen["tls"]) == (CLIENT, False)
        # What these proxies do not write is their client's own.
        own = {"forwarded": f"for={CLIENT};proto=https"}
        assert client_seen_by(trusted(), **own)["tls"] is False
        assert client_seen_by(trusted(), **own)["client"] in (proxies.SOURCE, "unix")
    for claims in ({"x_forwarded_for": CLIENT}, {"forwarded": f"for={CLIENT};proto=https"}):
        seen = client_seen_by(tcp("127.0.0.1"), **claims)
        assert (seen["client"], seen["tls"]) == ("127.0.0.1", False)
    assert client_seen_by(unix(), x_forwarded_for="unfinished\"")["client"] == "unix"


@pytest.mark.parametrize("way", ["tcp", "unix"])
@pytest.mark.parametrize("claims", [
    {}, {"x_forwarded_for": CLIENT, "x_forwarded_host": "evil.example"},
    {"forwarded": f"for={CLIENT};proto=http"}])
def test_a_proxy_that_writes_forwarded_is_believed_in_nothing_else(
        forwarding, tmp_path, way, claims):
    upstream = forwarding.port if way == "tcp" else forwarding.socket_path
    with proxies.haproxy_forwarded(tmp_path, upstream) as port:
        client = Client(port, forwarding)
        line = client.line(client.request("GET", "/healthz", **claims).headers["X-Request-Id"])
        assert (line["client"], line["tls"]) == ("127.0.0.1", True)
        page = client.request("GET", "/help", **claims)
        assert "https://mebe.example.vn/api/v1/reports" in page.text
        assert "evil.example" not in page.text


def test_a_public_address_makes_the_cookie_secure(copy_of_demo):
    with copy_of_demo().serving(
        "--demo", "--public-url", "https://mebe.example.vn") as server:
        client = Client(server.port, server)
        assert "; Secure" in sign_in(client).headers["Set-Cookie"]
        assert sign_in(client, origin="https://mebe.example.vn").status == 303
        assert "https://mebe.example.vn/login" in server.log
    with copy_of_demo().serving("--demo") as server:
        assert "; Secure" not in sign_in(Client(server.port, server)).headers["Set-Cookie"]


def test_the_mode_of_a_socket_is_as_told(fronted, copy_of_demo, tmp_path):
    assert stat.S_IMODE(os.stat(fronted.socket_path).st_mode) == 0o666
    path = tmp_path / "own.sock"
    with copy_of_demo().serving("--listen", f"unix:{path}") as server:
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        server.process.kill()
        server.process.wait(30)
        # What a dead server left behind is no hindrance.
        assert path.exists()
        with server.folder.serving("--listen", f"unix:{path}") as second:
            connection = running.UnixConnection(str(path))
            connection.request("GET", "/healthz")
            assert connection.getresponse().status == 200
            connection.close()
            assert second.stop() == 0
    assert not path.exists()


@pytest.mark.parametrize("flags", [
    ("--proxy", "10.0.0.0/33"), ("--proxy", "localhost"), ("--listen-mode", "rw"),
    ("--listen-mode", "1777"), ("--public-url", "mebe.example.vn"),
    ("--public-url", "https://mebe.example.vn/path"), ("--listen", "nowhere"),
    ("--proxy-fields", "X-Real-IP"), ("--proxy-fields", "Forwarded,X-Forwarded-For"),
    ("--listen-mode", "+660"), ("--listen-mode", "0680"), ("--access-log-size", "+5"),
    ("--access-log-size", "0"), ("--access-log-count", "x"), ("--access-log-count", "+8"),
    ("--loops", "0"), ("--loops", "x")])
def test_a_wrong_setting_is_wrong_use(copy_of_demo, flags):
    result = copy_of_demo().run("serve", *flags)
    assert result.returncode == 2, result
    assert flags[0] in result.stderr and flags[1] in result.stderr
