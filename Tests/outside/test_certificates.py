"""`mebe serve` with certificates: what is refused at start, which one a client gets, the one it
makes itself, and the plain listener beside it."""

import contextlib
import http.client
import os
import pathlib
import signal
import socket
import ssl
import stat

import pytest

import certificates
import running

HSTS = "Strict-Transport-Security"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return certificates.Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def pair(authority):
    return authority.pair("localhost", "127.0.0.1", "mebe.example.vn")


@pytest.fixture
def folder(tmp_path):
    return running.Folder(tmp_path / "data")


def trusting(path):
    return ssl.create_default_context(cafile=path)


def get(port, context=None, path="/healthz", host="localhost", method="GET", **headers):
    """One request by HTTPS, or by HTTP without a context; redirects are not followed."""
    if context:
        connection = http.client.HTTPSConnection("localhost", port, timeout=30, context=context)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(connection):
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        if host is not None:
            connection.putheader("Host", host)
        for name, value in running.spelled(headers).items():
            connection.putheader(name, value)
        connection.endheaders()
        return running.Answer(connection.getresponse())


def fingerprint(port, context, host):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        with context.wrap_socket(raw, server_hostname=host) as connection:
            octets = connection.getpeercert(binary_form=True)
    pem = ssl.DER_cert_to_PEM_cert(octets)
    return certificates.openssl("x509", "-noout", "-fingerprint", "-sha256", folder="/", text=pem) \
        .strip().split("=")[1]


# What is refused at start

def bad_pairs(authority, pair, folder):
    """Name, files, the file to blame, and words of both languages that say why."""
    garbage = folder / "garbage.pem"
    garbage.write_bytes(os.urandom(500))
    empty = folder / "empty.pem"
    empty.write_text("")
    lines = pathlib.Path(pair.certificate).read_text().splitlines()
    cut = folder / "cut.pem"
    cut.write_text("\n".join(lines[:4] + lines[5:]) + "\n")
    locked = folder / "locked.key"
    certificates.openssl(
        "pkcs8", "-topk8", "-in", pair.key, "-out", str(locked), "-passout", "pass:secret",
        folder=folder)
    old, early = authority.pair("a.vn", days=(-30, -2)), authority.pair("a.vn", days=(2, 30))
    weak = authority.pair("a.vn", key=authority.key(rsa_bits=1024))
    other = authority.key()
    missing = str(folder / "nosuch.pem")
    return [
        ("no certificate file", missing, pair.key, missing, ["không mở được", "No such file"]),
        ("no key file", pair.certificate, missing, missing, ["không mở được", "No such file"]),
        ("a folder", str(folder), pair.key, str(folder), ["không mở được", "cannot be used"]),
        ("empty", str(empty), pair.key, str(empty), ["không có chứng chỉ", "no PEM cert"]),
        ("garbage", str(garbage), pair.key, str(garbage), ["không có chứng chỉ", "no PEM cert"]),
        ("a line lost", str(cut), pair.key, str(cut), ["bị hỏng", "damaged"]),
        ("a garbage key", pair.certificate, str(garbage), str(garbage),
         ["không có khóa", "no PEM private key"]),
        ("swapped", pair.key, pair.certificate, pair.key, ["không có chứng chỉ", "no PEM cert"]),
        ("an encrypted key", pair.certificate, str(locked), str(locked),
         ["mật khẩu", "pass phrase"]),
        ("another's key", pair.certificate, other, other, ["không khớp", "does not belong"]),
        ("expired", old.certificate, old.key, old.certificate,
         ["hết hạn ngày 20", "expired on 20"]),
        ("too early", early.certificate, early.key, early.certificate,
         ["hiệu lực từ ngày 20", "not valid before 20"]),
        ("too weak", weak.certificate, weak.key, weak.certificate,
         ["OpenSSL không nhận", "too small"]),
    ]


def test_a_bad_certificate_or_key_is_a_clear_error_at_start(authority, pair, folder, tmp_path):
    for name, certificate, key, blamed, words in bad_pairs(authority, pair, tmp_path):
        # The second pair is looked at as well as the first.
        for before in ([], pair.options):
            result = folder.run(
                "serve", "--listen", "127.0.0.1:0", *before, "--tls-certificate", certificate,
                "--tls-key", key)
            assert result.returncode == 1, (name, result)
            assert blamed in result.stderr, (name, result.stderr)
            assert all(word in result.stderr for word in words), (name, result.stderr)
            assert result.stdout == "" and result.stderr.count("\n") == 1, (name, result)


@pytest.mark.parametrize("options", [
    ["--tls-certificate", "a.pem"], ["--tls-key", "a.key"],
    ["--tls-certificate", "a,b", "--tls-key", "a"],
    ["--tls-certificate", "a", "--tls-key", "a", "--tls-self-signed"],
    ["--redirect-http", "127.0.0.1:0"], ["--tls-self-signed", "--redirect-http", "nonsense"],
    ["--tls-certificate", "a", "--tls-key", "a", "--hsts-max-age=-1"],
    ["--tls-certificate", "a", "--tls-key", "a", "--hsts-max-age", "long"],
], ids=" ".join)
def test_settings_that_do_not_fit_each_other_are_wrong_use(folder, options):
    result = folder.run("serve", "--listen", "127.0.0.1:0", *options)
    assert result.returncode == 2 and result.stderr.strip(), result
    assert not os.path.exists(folder.path)


# Serving

class Secure(running.Server):
    """A `mebe serve` that is asked over TLS."""

    def __init__(self, folder, context, *flags):
        self.context = context
        super().__init__(folder, *flags)
        self.base = f"https://localhost:{self.port}"

    def request(self, method, path, body=None, token=None, headers=None):
        fields = dict(headers or {})
        if token:
            fields["Authorization"] = f"Bearer {token}"
        connection = http.client.HTTPSConnection(
            "localhost", self.port, timeout=60, context=self.context)
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=fields)
            return running.Answer(connection.getresponse())


@contextlib.contextmanager
def secure(folder, context, *flags):
    server = Secure(folder, context, *flags)
    try:
        server.wait_for_start()
        yield server
    finally:
        server.end()


def test_each_host_gets_its_certificate_and_others_the_first(authority, folder):
    first, second, third = (
        authority.pair("localhost", "a.vn"), authority.pair("b.vn", "*.b.vn"),
        authority.pair("c.vn", key=authority.key(rsa_bits=2048)))
    folder.surroundings = {
        "MEBE_TLS_CERTIFICATE": f"{first.certificate},{second.certificate},{third.certificate}",
        "MEBE_TLS_KEY": f"{first.key},{second.key},{third.key}",
    }
    context = trusting(authority.path)
    with secure(folder, context) as server:
        for host, expected in [
                ("a.vn", first), ("b.vn", second), ("X.b.vn", second), ("c.vn", third)]:
            assert fingerprint(server.port, context, host) == expected.fingerprint, host
        context.check_hostname = False
        for host in ("nosuch.vn", "y.x.b.vn", None):
            assert fingerprint(server.port, context, host) == first.fingerprint, host


def test_the_intermediate_certificates_are_sent(tmp_path, authority, folder):
    """A client that knows the root alone can check the leaf of an intermediate authority."""
    middle_key = authority.key()
    (tmp_path / "middle.ext").write_text("basicConstraints=critical,CA:TRUE\n")
    for words in (
            ("req", "-new", "-key", middle_key, "-subj", "/CN=middle", "-out", "middle.csr"),
            ("x509", "-req", "-in", "middle.csr", "-CA", authority.path, "-CAkey",
             str(authority.folder / "authority.key"), "-CAcreateserial", "-days", "30",
             "-extfile", "middle.ext", "-out", "middle.pem"),
            ("req", "-new", "-key", authority.key(), "-subj", "/CN=localhost", "-out", "leaf.csr")):
        certificates.openssl(*words, folder=tmp_path)
    key = str(authority.folder / f"{authority.count}.key")
    (tmp_path / "leaf.ext").write_text("subjectAltName=DNS:localhost\n")
    certificates.openssl(
        "x509", "-req", "-in", "leaf.csr", "-CA", "middle.pem", "-CAkey", middle_key,
        "-CAcreateserial", "-days", "30", "-extfile", "leaf.ext", "-out", "leaf.pem",
        folder=tmp_path)
    chain = tmp_path / "chain.pem"
    chain.write_text((tmp_path / "leaf.pem").read_text() + (tmp_path / "middle.pem").read_text())
    context = trusting(authority.path)
    with secure(folder, context, "--tls-certificate", str(chain), "--tls-key", key) as server:
        assert server.get("/healthz").status == 200


@pytest.mark.parametrize("options, setting", [
    ([], "max-age=31536000"), (["--hsts-max-age", "600"], "max-age=600"),
    (["--hsts-max-age", "0"], None),
], ids=str)
def test_browsers_are_told_to_stay(authority, pair, folder, options, setting):
    with secure(folder, trusting(authority.path), *pair.options, *options) as server:
        for path in ("/healthz", "/", "/nosuch", f"{running.API}/nosuch", "/robots.txt"):
            assert server.get(path).headers[HSTS] == setting, path
        assert "https://127.0.0.1:" in server.log


def test_plain_serving_says_nothing_of_https(demo):
    assert demo.get("/").headers[HSTS] is None


def test_a_session_cookie_stays_on_https(authority, pair, copy_of_demo):
    folder = copy_of_demo()
    with secure(folder, trusting(authority.path), *pair.options) as server:
        form = f"token={server.admin}".encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = server.request("POST", "/login", form, headers=headers)
        assert answer.status == 303, answer
        assert "; Secure" in answer.headers["Set-Cookie"]
        assert "HttpOnly" in answer.headers["Set-Cookie"]


def test_a_hang_up_reads_certificates_again_and_ends_nothing(authority, folder):
    first, second = authority.pair("localhost"), authority.pair("localhost")
    context = trusting(authority.path)
    with secure(folder, context, *first.options) as server:
        first.replace(second)
        server.process.send_signal(signal.SIGHUP)
        running.wait_until(
            lambda: fingerprint(server.port, context, "localhost") == second.fingerprint)
        assert server.stop() == 0


def test_a_hang_up_does_not_end_a_plain_server(folder):
    with folder.serving() as server:
        server.process.send_signal(signal.SIGHUP)
        assert server.get("/healthz").status == 200
        assert server.stop() == 0


# The server's own certificate

def own_path(folder):
    return os.path.join(folder.path, "tls-self-signed.pem")


def unchecked():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def test_a_self_made_certificate_is_kept_and_is_the_owners_alone(folder):
    with secure(folder, unchecked(), "--tls-self-signed") as server:
        path = own_path(folder)
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        context = trusting(path)
        assert get(server.port, context).status == 200, "trusted by itself, for localhost"
        for host in (socket.gethostname(), "127.0.0.1"):
            assert fingerprint(server.port, context, host) in server.log
        assert get(server.port, context).headers[HSTS] is None
        first = fingerprint(server.port, context, "localhost")
        text = certificates.openssl("x509", "-in", path, "-noout", "-text", folder="/")
        assert "prime256v1" in text and "CA:FALSE" in text
    with secure(folder, context, "--tls-self-signed") as server:
        assert fingerprint(server.port, context, "localhost") == first


@pytest.mark.parametrize("days", [(-300, 20), (-300, -1)], ids=["near its end", "over"])
def test_a_self_made_certificate_is_renewed(authority, folder, days):
    os.mkdir(folder.path)
    old = authority.pair("localhost", socket.gethostname(), "127.0.0.1", "::1", days=days)
    path = pathlib.Path(own_path(folder))
    path.write_text(pathlib.Path(old.key).read_text() + pathlib.Path(old.certificate).read_text())
    with secure(folder, unchecked(), "--tls-self-signed") as server:
        assert get(server.port, trusting(str(path))).status == 200
        assert fingerprint(server.port, unchecked(), "localhost") != old.fingerprint


def test_a_damaged_self_made_certificate_is_made_anew(folder):
    os.mkdir(folder.path)
    pathlib.Path(own_path(folder)).write_text("cut by a full disk")
    folder.surroundings = {"MEBE_TLS_SELF_SIGNED": "1"}
    with secure(folder, unchecked()) as server:
        assert get(server.port, trusting(own_path(folder))).status == 200


# The plain listener

@pytest.fixture(scope="module")
def both(tmp_path_factory, authority, pair):
    """A server by HTTPS and the port that leads to it."""
    folder = running.Folder(tmp_path_factory.mktemp("both") / "data")
    wild = authority.pair("*.wild.vn")
    plain = running.free_port()
    flags = [*pair.options, *wild.options, "--redirect-http", f"127.0.0.1:{plain}"]
    with secure(folder, trusting(authority.path), *flags) as server:
        yield server, plain


@pytest.mark.parametrize("method, status", [
    ("GET", 301), ("HEAD", 301), ("POST", 308), ("PUT", 308), ("DELETE", 308), ("OPTIONS", 308),
    ("BREW", 308),
])
def test_methods_with_a_body_are_led_on_with_it(both, method, status):
    server, plain = both
    answer = get(plain, path="/units/x?period=2023&a=b%20c", method=method)
    assert answer.status == status
    assert answer.headers["Location"] == \
        f"https://localhost:{server.port}/units/x?period=2023&a=b%20c"
    assert answer.headers[HSTS] is None


@pytest.mark.parametrize("host, led_to", [
    ("localhost", "localhost"), ("LOCALHOST:80", "LOCALHOST"), ("127.0.0.1", "127.0.0.1"),
    ("127.0.0.1:8080", "127.0.0.1"), ("mebe.example.vn", "mebe.example.vn"),
    ("x.wild.vn", "x.wild.vn"), ("evil.example", "localhost"),
    ("mebe.example.vn.evil.example", "localhost"), ("y.x.wild.vn", "localhost"),
    ("evil.example:443", "localhost"), ("10.1.2.3", "localhost"), ("[2001:db8::1]", "localhost"),
    ("*.wild.vn", "localhost"), ("", "localhost"),
])
def test_a_stranger_cannot_be_led_elsewhere(both, host, led_to):
    server, plain = both
    answer = get(plain, host=host, path="/a")
    assert (answer.status, answer.headers["Location"]) == \
        (301, f"https://{led_to}:{server.port}/a")


@pytest.mark.parametrize("target, host, path", [
    ("//evil.example/", "localhost", "//evil.example/"),
    ("/%0d%0aSet-Cookie:%20a=b", "localhost", "/%0d%0aSet-Cookie:%20a=b"),
    ("http://mebe.example.vn/q?r", "mebe.example.vn", "/q?r"),
    ("http://evil.example/q", "localhost", "/q"),
    ("http://mebe.example.vn", "mebe.example.vn", "/"),
    ("/\\evil.example", "localhost", "/\\evil.example"), ("/?", "localhost", "/?"),
])
def test_paths_are_kept_and_lead_nowhere_else(both, target, host, path):
    server, plain = both
    with socket.create_connection(("127.0.0.1", plain), timeout=30) as connection:
        connection.sendall(
            f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65_536), b"")).decode()
    if answer.startswith("HTTP/1.1 400 "):
        assert target == "/\\evil.example"
    else:
        assert f"\r\nLocation: https://{host}:{server.port}{path}\r\n" in answer
    assert "\r\nSet-Cookie" not in answer


def test_the_plain_listener_serves_nothing_else(both, authority):
    server, plain = both
    for path in ("/healthz", "/login", "/.well-known/x", f"{running.API}/forms", "/robots.txt"):
        assert get(plain, path=path).status == 301
    assert get(server.port, trusting(authority.path)).status == 200


def test_a_restart_keeps_both_listeners_and_what_each_does(authority, pair, folder):
    plain = running.free_port()
    context = trusting(authority.path)
    flags = [*pair.options, "--redirect-http", f"127.0.0.1:{plain}"]
    with secure(folder, context, *flags) as server:
        server.process.send_signal(signal.SIGUSR2)
        running.wait_until(
            lambda: server.log.count(f"https://127.0.0.1:{server.port}") == 2,
            running.START_SECONDS, "the successor's greeting")
        assert get(server.port, context).status == 200
        assert get(plain).status == 301
        assert server.stop() == 0


@pytest.mark.parametrize("url, led_to", [
    ("https://mebe.vn", "https://mebe.vn/a"), ("https://mebe.vn:444", "https://mebe.vn:444/a"),
    ("https://[2001:db8::7]", "https://[2001:db8::7]/a"),
])
def test_a_public_address_is_where_plain_http_is_led(authority, pair, folder, url, led_to):
    plain = running.free_port()
    flags = [*pair.options, "--redirect-http", f"127.0.0.1:{plain}", "--public-url", url]
    with secure(folder, trusting(authority.path), *flags):
        host = url.removeprefix("https://")
        for asked in (host, "evil.example"):
            assert get(plain, path="/a", host=asked).headers["Location"] == led_to


def test_a_proxy_of_this_machine_speaks_plain_http_at_its_socket(authority, pair, folder, tmp_path):
    path = str(tmp_path / "front.sock")
    flags = [*pair.options, "--listen", f"unix:{path}"]
    with secure(folder, trusting(authority.path), *flags) as server:
        with contextlib.closing(running.UnixConnection(path)) as connection:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            assert answer.status == 200 and answer.headers[HSTS] is None
        assert server.get("/healthz").headers[HSTS]


def test_a_body_is_not_taken_in_on_the_way(both):
    _, plain = both
    with socket.create_connection(("127.0.0.1", plain), timeout=30) as connection:
        connection.sendall(
            b"POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000000\r\n"
            b"Expect: 100-continue\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 308 ")


def test_a_taken_address_for_plain_http_is_told(pair, folder, both):
    _, plain = both
    result = folder.run(
        "serve", "--listen", "127.0.0.1:0", *pair.options, "--redirect-http",
        f"127.0.0.1:{plain}")
    assert result.returncode == 1 and str(plain) in result.stderr


def test_commands_reach_a_server_that_speaks_tls(both):
    server, _ = both
    result = server.folder.run("token", "create", "--unit", "VN", "--role", "admin")
    assert result.returncode == 65, "it has no country yet, and says so"
