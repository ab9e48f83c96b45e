"""People: accounts, second factors, sessions, links and tokens, from outside."""

import base64
import contextlib
import hashlib
import hmac
import html
import pathlib
import re
import secrets
import sqlite3
import struct
import time
import urllib.parse

import pytest

import known
import running
import small
import test_pages
from test_pages import Fields

PASSWORD = "ba con ngựa trắng"
USERS, TOKENS, SESSIONS = (f"{running.API}/{name}" for name in ("users", "tokens", "sessions"))


class Browser(test_pages.Browser):
    """One at an address of its own: wrong tries of others do not slow it down."""

    def __init__(self, server):
        super().__init__(server)
        self.source = "127." + ".".join(str(secrets.randbelow(250) + 2) for _ in range(3))

    def get(self, path):
        headers = {"Cookie": self.cookie} if self.cookie else {}
        return self.server.request("GET", path, headers=headers, source=self.source)

    def send(self, path, fields, **headers):
        spelled = {"Content-Type": test_pages.FORM, "Origin": self.server.base}
        if self.cookie:
            spelled["Cookie"] = self.cookie
        body = urllib.parse.urlencode(fields).encode()
        return self.server.request(
            "POST", path, body, headers=spelled, source=self.source)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = small.make_folder(tmp_path_factory.mktemp("people"))
    with folder.serving() as server:
        yield server


@pytest.fixture
def name():
    return "an." + secrets.token_hex(4)


def add(server, name, unit="C01", role="reporter", password=PASSWORD):
    return server.folder.run(
        "user", "add", name, "--unit", unit, "--role", role, stdin=(password or "") + "\n")


def sign_in(server, name, password=PASSWORD, **more):
    browser = Browser(server)
    answer = browser.send("/login", {"name": name, "password": password, **more})
    cookie = answer.headers.get("Set-Cookie", "")
    if "mebe_session=" in cookie:
        browser.cookie = cookie.split(";")[0]
    browser.answer = answer
    return browser


def fields(browser, path):
    return Fields(browser.get(path).text).values


def post(browser, path, values, page="/account"):
    return browser.send(path, {"csrf": fields(browser, page)["csrf"], **values})


def code(secret, step=0):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7fffffff) % 10**6:06}"


def path_of(link):
    return re.search(r"/welcome/[\w-]+", link).group()


def test_a_person_signs_in_with_name_and_password_and_reports(server, name):
    done = add(server, name)
    assert done.returncode == 0 and done.stdout == "", done
    browser = sign_in(server, name.upper().replace("AN.", "Ăn."))
    assert browser.answer.status == 303 and browser.cookie
    assert "HttpOnly" in browser.answer.headers["Set-Cookie"]
    assert browser.report("/units/C01/reports/mnch/2024-01", {"anc_visits": "4"}).status == 303
    stored = server.stored("C01/mnch/2024-01").report
    assert stored["by"] == name
    me = browser.get(f"{running.API}/me").json
    assert (me["user"], me["org_unit"], me["role"]) == (name, "C01", "reporter")


@pytest.mark.parametrize("password, word", [
    ("chín ký t", "10"), ("x" * 1_001, "1000"), ("1234567890", "đoán"), ("matkhau123", "đoán")])
def test_a_weak_password_is_refused_in_both_languages(server, name, password, word):
    refused = add(server, name, password=password)
    assert refused.returncode == 65 and word in refused.stderr and "password" in refused.stderr
    assert password not in refused.stderr


def test_a_password_is_not_the_name(server):
    refused = add(server, "ten.dang.nhap", password="Tên.Đăng.Nhập")
    assert refused.returncode == 65, refused


def test_names_differ_in_more_than_capitals_and_marks(server, name):
    add(server, name)
    again = add(server, name.upper().replace("AN", "ẤN"))
    assert again.returncode == 65 and "taken" in again.stderr


def test_nobody_gets_in_with_a_wrong_password_or_disabled(server, name):
    add(server, name)
    for wrong in ("", "x", PASSWORD + " ", PASSWORD.upper()):
        refused = sign_in(server, name, wrong).answer
        assert refused.status == 401 and "Set-Cookie" not in refused.headers
    unknown = sign_in(server, "nobody" + name).answer
    assert unknown.status in (401, 429)


def test_guessing_is_slowed_down_for_the_account(tmp_path):
    folder = small.make_folder(tmp_path)
    add_one = folder.run(
        "user", "add", "hoa", "--unit", "C01", "--role", "viewer", stdin=PASSWORD + "\n")
    assert add_one.returncode == 0, add_one
    with folder.serving() as server:
        statuses = []
        for index in range(7):
            answer = server.request(
                "POST", "/login", f"name=hoa&password=falsch{index}".encode(),
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                source=f"127.0.0.{index + 2}")
            statuses.append(answer.status)
        assert statuses[:5] == [401] * 5 and statuses[-1] == 429
        assert int(answer.headers["Retry-After"]) > 0


def test_a_link_sets_a_password_once(server, name):
    link = add(server, name, password=None).stdout.strip()
    assert link.startswith("http") and len(link.split()) == 1
    browser = Browser(server)
    page = browser.get(path_of(link))
    assert page.status == 200 and name in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    weak = browser.send(path_of(link), {"password": "kurz"})
    assert weak.status == 422 and "kurz" not in weak.text
    assert browser.send(path_of(link), {"password": PASSWORD}).status == 303
    assert browser.get(path_of(link)).status == 404
    assert browser.send(path_of(link), {"password": PASSWORD}).status == 404
    assert sign_in(server, name).cookie


def test_a_reset_ends_what_was_before(server, name):
    add(server, name)
    before = sign_in(server, name)
    first = server.folder.done("user", "reset", name).stdout
    second = server.folder.done("user", "reset", name).stdout
    assert Browser(server).get(path_of(first)).status == 404, "the later link ends the earlier"
    assert before.get("/account").status == 200
    assert Browser(server).send(path_of(second), {"password": "vier neue Worte"}).status == 303
    assert before.get("/account").status == 401
    assert not sign_in(server, name).cookie
    assert sign_in(server, name, "vier neue Worte").cookie


def test_the_first_administrator_comes_by_the_link_of_the_start(tmp_path):
    folder = small.make_folder(tmp_path)
    with folder.serving() as server:
        link = running.wait_until(
            lambda: re.search(r"http\S+/welcome/\S+", server.log), what="the link").group()
        browser = Browser(server)
        assert browser.get(path_of(link)).status == 200
        made = browser.send(
            path_of(link), {"name": "chu", "full_name": "Lê Chu", "password": PASSWORD})
        assert made.status == 303, made
        assert browser.get(path_of(link)).status == 404
        assert sign_in(server, "chu").get("/people").status == 200
    with folder.serving() as server:
        server.get("/")
        assert "/welcome/" not in server.log


def test_sessions_are_listed_and_ended(server, name):
    add(server, name)
    one, two, three = (sign_in(server, name) for _ in range(3))
    listed = one.get(SESSIONS).json["items"]
    assert len(listed) == 3 and [s["current"] for s in listed].count(True) == 1
    other = next(s for s in two.get(SESSIONS).json["items"] if s["current"])
    assert post(one, "/account/sessions", {"number": str(other["number"])}).status == 303
    assert two.get("/account").status == 401 and three.get("/account").status == 200
    stranger = next(s for s in one.get(SESSIONS).json["items"] if s["current"])
    foreign = server.request("DELETE", f"{SESSIONS}/{stranger['number']}", token=server.admin)
    assert foreign.status == 404
    assert post(one, "/account/sessions", {}).status == 303
    assert [b.get("/account").status for b in (one, two, three)] == [401] * 3


def test_another_password_signs_other_browsers_out(server, name):
    add(server, name)
    here, there = sign_in(server, name), sign_in(server, name)
    wrong = post(here, "/account/password", {"password": "x", "new_password": "y" * 12 + "abc"})
    assert wrong.status == 422
    done = post(here, "/account/password", {
        "password": PASSWORD, "new_password": "sechs neue Wörter"})
    assert done.status == 303, done
    assert here.get("/account").status == 200 and there.get("/account").status == 401
    assert sign_in(server, name, "sechs neue Wörter").cookie


@pytest.mark.parametrize("words", [("disable",), ("role", "--role", "viewer"),
                                   ("role", "--unit", "C02")])
def test_another_right_ends_sessions_and_own_tokens(server, name, words):
    add(server, name)
    browser = sign_in(server, name)
    proof = fields(browser, "/account")["csrf"]
    made = server.request(
        "POST", TOKENS, {"org_unit": "C01", "role": "reporter"},
        headers={"Cookie": browser.cookie, "X-CSRF-Token": proof})
    assert made.status == 201, made
    token = made.json["secret"]
    assert server.get(f"{running.API}/me", token).status == 200
    server.folder.done("user", words[0], name, *words[1:])
    assert browser.get("/account").status == 401
    assert server.get(f"{running.API}/me", token).status == 401
    if words[0] == "disable":
        assert not sign_in(server, name).cookie
        server.folder.done("user", "enable", name)
        assert sign_in(server, name).cookie


def test_a_second_factor_is_asked_for_and_each_code_works_once(server, name):
    add(server, name)
    browser = sign_in(server, name)
    begun = post(browser, "/account/second-factor", {"step": "begin"})
    assert begun.status == 200 and "no-store" in begun.headers["Cache-Control"]
    secret = re.search(r"secret=([A-Z2-7]{32})&", html.unescape(begun.text)).group(1)
    sealed = Fields(begun.text).values["sealed"]
    step = {"step": "on", "sealed": sealed, "password": PASSWORD}
    assert post(browser, "/account/second-factor", {**step, "code": "000000x"}).status == 422
    used = code(secret, -1)
    shown = post(browser, "/account/second-factor", {**step, "code": used})
    assert shown.status == 200, shown
    recovery = re.findall(r"<code>((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})</code>", shown.text)
    assert len(set(recovery)) == 10

    def second(answer, entered):
        challenge = Fields(answer.text).values["challenge"]
        return Browser(server).send("/login", {"challenge": challenge, "code": entered})

    first = sign_in(server, name)
    assert first.answer.status == 200 and not first.cookie
    assert second(first.answer, used).status == 401, "used already"
    assert second(first.answer, code(secret)).status == 303
    again = sign_in(server, name).answer
    assert second(again, code(secret)).status == 401
    assert second(again, recovery[0].lower()).status == 303
    assert second(sign_in(server, name).answer, recovery[0]).status == 401
    assert second(sign_in(server, name).answer, recovery[1].replace("-", " ")).status == 303
    off = post(browser, "/account/second-factor", {"step": "off", "password": PASSWORD})
    assert off.status == 303 and sign_in(server, name).cookie


def test_administrators_decide_about_those_below_and_nobody_else(server):
    token = server.folder.token("D1", "admin")
    made = server.request("POST", USERS, {
        "name": "below" + secrets.token_hex(3), "org_unit": "C01", "role": "reporter"}, token)
    assert made.status == 201 and "/welcome/" in made.json["link"]["url"], made
    name = made.json["user"]["name"]
    assert server.get(f"{USERS}/{name}", token).json["user"]["org_unit"] == "C01"
    above = "above" + secrets.token_hex(3)
    add(server, above, "P1", "admin")
    for unit in ("C05", "D2", "P1", known.NATION):
        refused = server.request("POST", USERS, {
            "name": "x" + secrets.token_hex(3), "org_unit": unit, "role": "viewer"}, token)
        assert refused.status == 403, unit
        moved = server.request("PATCH", f"{USERS}/{name}", {"org_unit": unit}, token)
        assert moved.status == 403, unit
        assert server.request(
            "POST", TOKENS, {"org_unit": unit, "role": "viewer"}, token).status == 403
    for method, path, body in (
            ("GET", "", None), ("PATCH", "", {"role": "viewer"}), ("POST", "/reset", None),
            ("POST", "/disable", None), ("POST", "/enable", None), ("POST", "/sign-out", None),
            ("DELETE", "/second-factor", None)):
        hidden = server.request(method, f"{USERS}/{above}{path}", body, token)
        assert hidden.status == 404, (method, path)
    assert above not in server.get(USERS, token).text
    for role in ("reporter", "reviewer", "viewer"):
        weak = server.folder.token("D1", role)
        assert server.get(USERS, weak).status == 403
        assert server.request("POST", USERS, {
            "name": "zz", "org_unit": "C01", "role": "viewer"}, weak).status == 403
        assert server.get(f"{USERS}/{name}", weak).status == 404
    assert server.get(USERS).status == 401


def test_people_make_tokens_no_stronger_than_themselves(server, name):
    add(server, name, "D1", "reviewer")
    browser = sign_in(server, name)
    proof = {"Cookie": browser.cookie, "X-CSRF-Token": fields(browser, "/account")["csrf"]}

    def make(unit, role, **more):
        body = {"org_unit": unit, "role": role, **more}
        return server.request("POST", TOKENS, body, headers=proof)

    assert make("C01", "viewer").status == 201 and make("D1", "reviewer").status == 201
    assert make("D1", "admin").status == 403 and make("D1", "reporter").status == 403
    assert make("D2", "viewer").status == 403 and make("P1", "viewer").status == 403
    assert make("C01", "viewer", form="nosuch").status == 422
    assert make("C01", "viewer", expires="soon").status == 422
    numbers = [item["number"] for item in browser.get(TOKENS).json["items"]]
    assert len(numbers) == 2
    other = server.folder.token("D2", "admin")
    assert server.request("DELETE", f"{TOKENS}/{numbers[0]}", token=other).status == 404
    ended = server.request("DELETE", f"{TOKENS}/{numbers[0]}", headers=proof)
    assert ended.status == 200 and ended.json["token"]["revoked_at"]


def test_a_token_for_a_form_is_for_that_form(server):
    made = server.request(
        "POST", TOKENS, {"org_unit": "C03", "role": "reporter", "form": "mnch",
                         "expires": "90d", "name": "máy"}, server.admin)
    assert made.status == 201, made
    token = {**made.json["token"], "secret": made.json["secret"]}
    body = running.report("C03", "2024-01", {"anc_visits": 1})
    assert server.post(body, token["secret"]).status == 201
    assert server.post({**body, "form": "other"}, token["secret"]).status == 403
    listed = next(i for i in server.get(TOKENS, server.admin).json["items"]
                  if i["number"] == token["number"])
    assert listed["last_used_at"] and listed["last_used_from"] == "127.0.0.1"
    assert "secret" not in listed
    lines = server.folder.done("token", "list").stdout.splitlines()
    assert any(line.startswith(f"{token['number']}\tC03\treporter\tmnch") for line in lines)
    server.folder.done("token", "revoke", str(token["number"]))
    assert server.post(body, token["secret"]).status == 401


def test_the_pages_of_people_and_tokens_work_without_scripts(server, name):
    boss = "boss" + secrets.token_hex(3)
    add(server, boss, "D1", "admin")
    browser = sign_in(server, boss)
    added = post(browser, "/people", {
        "name": name, "full_name": "Trần Thị An", "org_unit": "C02", "role": "reporter"},
        "/people")
    assert added.status == 201, added
    link = html.unescape(re.search(r"http\S+?/welcome/[\w-]+", added.text).group())
    assert Browser(server).send(path_of(link), {"password": PASSWORD}).status == 303
    assert "Trần Thị An" in browser.get("/people?unit=C02").text
    assert name not in browser.get("/people?unit=C01").text
    page = f"/people/{name}"
    for act in ("sign-out", "disable", "enable", "reset", "save"):
        values = {"do": act}
        if act == "save":
            values = {"do": act, "full_name": "An", "org_unit": "C02", "role": "viewer"}
        assert post(browser, page, values, page).status == 200, act
    assert post(browser, page, {"do": "save", "org_unit": "C09"}, page).status == 422
    assert browser.get("/people/nobody").status == 404
    made = post(browser, "/tokens", {"org_unit": "D1", "role": "viewer", "expires": "30d"},
                "/tokens")
    token = re.search(r"mebe_[\w-]{43}", made.text).group()
    assert made.status == 201 and token not in browser.get("/tokens").text
    number = re.search(r'action="/tokens/(\d+)/revoke"', browser.get("/tokens").text).group(1)
    assert post(browser, f"/tokens/{number}/revoke", {}, "/tokens").status == 303
    assert server.get(f"{running.API}/me", token).status == 401
    for path in ("/people", "/tokens", "/account", page):
        for language in ("vi", "en"):
            shown = browser.get(f"{path}?lang={language}")
            assert shown.status == 200 and "no-store" in shown.headers["Cache-Control"]


def test_no_secret_is_anywhere_in_clear(tmp_path):
    folder = small.make_folder(tmp_path)
    folder.run("user", "add", "kim", "--unit", "D1", "--role", "admin", stdin=PASSWORD + "\n")
    told = [PASSWORD]
    with folder.serving() as server:
        browser = sign_in(server, "kim")
        told.append(browser.cookie.split("=")[1])
        begun = post(browser, "/account/second-factor", {"step": "begin"}).text
        told.append(re.search(r"secret=([A-Z2-7]{32})", begun).group(1))
        shown = post(browser, "/account/second-factor", {
            "step": "on", "sealed": Fields(begun).values["sealed"], "password": PASSWORD,
            "code": code(told[-1])})
        told += re.findall(r"<code>((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})</code>", shown.text)
        made = post(browser, "/tokens", {"org_unit": "C01", "role": "viewer"}, "/tokens").text
        told.append(re.search(r"mebe_[\w-]{43}", made).group())
        link = folder.done("user", "add", "moi", "--unit", "C01", "--role", "viewer").stdout
        told.append(path_of(link).split("/")[-1])
        server.get(path_of(link))
        server.request("POST", path_of(link), f"password={told[0]}".encode(), headers={
            "Content-Type": "text/plain"})
        folder.done("backup", str(tmp_path / "copy.db"))
        pages = [browser.get(path).body for path in (
            "/", "/account", "/people", "/people/kim", "/tokens", "/help", USERS, TOKENS,
            SESSIONS, f"{running.API}/me")]
        log = server.log
    files = [path for path in pathlib.Path(folder.path).iterdir() if path.is_file()]
    raw = base64.b32decode(told[2])
    places = {str(path): path.read_bytes() for path in [*files, tmp_path / "copy.db"]}
    places |= {"log": log.encode(), **{f"page {i}": page for i, page in enumerate(pages)}}
    for place, content in places.items():
        assert raw not in content and raw.hex().encode() not in content, place
        for secret in told:
            assert secret.encode() not in content, (place, secret)
    assert (pathlib.Path(folder.path) / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_password_of_other_cost_is_digested_anew(tmp_path):
    folder = small.make_folder(tmp_path)
    folder.run("user", "add", "lan", "--unit", "C01", "--role", "viewer", stdin=PASSWORD + "\n")
    salt = b"0123456789abcdef"
    digest = hashlib.scrypt(PASSWORD.encode(), salt=salt, n=2**10, r=8, p=1, dklen=32)

    def text(octets):
        return base64.urlsafe_b64encode(octets).decode().rstrip("=")

    old = f"$scrypt$ln=10,r=8,p=1${text(salt)}${text(digest)}"
    folder.execute(f"UPDATE person SET password = '{old}'")
    with folder.serving() as server:
        assert sign_in(server, "lan").cookie
    with folder.serving() as server:
        assert sign_in(server, "lan").cookie
    with contextlib.closing(sqlite3.connect(folder.database)) as rows:
        [[kept]] = rows.execute("SELECT password FROM person")
    assert kept.startswith("$scrypt$ln=15,r=8,p=3$")
