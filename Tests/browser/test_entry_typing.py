"""The entry form under many hands: the keyboard alone, a spreadsheet's column, two windows, no
line, and the rules told while one types."""

import gzip
import json
import random

import pytest

import known
import running

PERIOD = "2024-02"
RULES_SEED = random.randrange(1 << 30)
PLAIN_MAX, GZIP_MAX = 100_000, 30_000


@pytest.fixture
def clerk(window, demo, place):
    """A commune's clerk before the empty form of a month."""
    return clerk_at(window(viewport={"width": 1280, "height": 900}), demo, place)


def clerk_at(one, demo, place):
    one.sign_in(demo.folder.token(place.commune, "reporter"))
    one.place = place
    one.address = f"/units/{place.commune}/reports/mnch/{PERIOD}"
    open_form(one)
    return one


def open_form(one):
    one.open(one.address)
    one.page.locator(".keys").wait_for(state="visible")


def stored(clerk):
    return clerk.server.stored(f"{clerk.place.commune}/mnch/{PERIOD}")


def field(clerk, code):
    return clerk.page.locator(f'input[name="{code}"]')


def paste(clerk, code, text):
    """As the browser does it when somebody presses the keys for it."""
    field(clerk, code).focus()
    clerk.page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          const event = new ClipboardEvent(
            'paste', { clipboardData: data, bubbles: true, cancelable: true });
          const isFree = document.activeElement.dispatchEvent(event);
          if (isFree) document.execCommand('insertText', false, text);
        }""", text)


def send(clerk):
    clerk.page.click(".dock [value=submitted]")
    clerk.page.locator(".box.good", has_text="Đã nhận báo cáo").wait_for()


def wait_saved(clerk):
    clerk.page.locator(".dock .said", has_text="đã lưu nháp lúc").wait_for()


def version():
    return known.catalogue()["forms"][0]


def codes():
    return [code for section in version()["sections"] for code in section["elements"]]


def computed():
    return {e["code"]: e["computed"].split(" + ") for e in known.catalogue()["data_elements"]
            if e.get("computed")}


def test_a_whole_month_is_typed_by_keyboard_alone(clerk):
    page = clerk.page
    month = next(counts for unit, number, counts in known.year_2023() if number == 5)
    entered = [code for code in codes() if code not in computed()]
    field(clerk, entered[0]).focus()
    for code in entered:
        assert page.evaluate("document.activeElement.name") == code
        page.keyboard.type(str(month.get(code, "")))
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "submitted", "then the button"
    whole = dict(month)
    for code, parts in computed().items():
        if all(part in month for part in parts):
            whole[code] = sum(month[part] for part in parts)
            row = page.locator(".r.sum", has=page.locator(f"#f{codes().index(code)}"))
            assert row.locator("output").inner_text().replace(".", "") == str(whole[code])
    page.keyboard.press("Enter")
    page.locator(".box.good", has_text="Đã nhận báo cáo").wait_for()
    assert stored(clerk).report["values"] == {
        code: whole[code] for code in codes() if code in whole}


def test_keys_go_up_and_down_and_stay_within_the_form(clerk):
    page = clerk.page
    field(clerk, "adolescents_female").focus()
    for key, name in (("ArrowUp", "adolescents_male"), ("ArrowUp", "adolescents_male"),
                      ("Enter", "adolescents_female"), ("ArrowDown", "couples_reproductive_age"),
                      ("Shift+Enter", "adolescents_female"), ("Tab", "couples_reproductive_age")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.name") == name, key
    page.keyboard.type("12")
    page.keyboard.press("Control+s")
    wait_saved(clerk)
    assert stored(clerk).report["status"] == "draft"


def test_a_column_of_a_spreadsheet_fills_downwards_and_is_taken_back(clerk):
    page = clerk.page
    field(clerk, "pregnant_new").fill("77")
    paste(clerk, "pregnant_current", "1.580\r\n2\r\n\r\nNA\r\n12\r\n")
    names = ["pregnant_current", "pregnant_current_adolescent", "pregnant_new",
             "pregnant_new_adolescent", "anc_visits"]
    assert [field(clerk, name).input_value() for name in names] == ["1.580", "2", "", "x", "12"]
    assert "5 ô" in page.locator(".dock .said").inner_text()
    page.click(".dock .said button")
    assert [field(clerk, name).input_value() for name in names] == ["", "", "77", "", ""]
    paste(clerk, "pregnant_current", "TT\tChỉ tiêu\t5\nI.1\tA\t6\nI.2\tB\t7")
    assert [field(clerk, name).input_value() for name in names[:3]] == ["5", "6", "7"]
    page.keyboard.press("Control+z")
    assert field(clerk, "pregnant_current").input_value() == ""


def test_a_column_with_the_papers_sums_falls_into_the_right_rows(clerk):
    values = {code: position % 7 for position, code in enumerate(codes())}
    for code, parts in computed().items():
        values[code] = sum(values[part] for part in parts)
    paste(clerk, codes()[0], "\n".join(str(values[code]) for code in codes()))
    typed = clerk.page.locator(".r input").evaluate_all(
        "all => all.map(one => [one.name, Number(one.value)])")
    assert dict(typed) == {c: n for c, n in values.items() if c not in computed()}


def test_only_what_was_typed_and_is_wrong_is_red(clerk):
    page = clerk.page
    assert page.locator("[aria-invalid], .msg, #findings:visible").count() == 0
    field(clerk, "deliveries_anc4").fill("9")
    for code in ("deliveries_at_station", "deliveries_other_facility",
                 "deliveries_outside_facility"):
        field(clerk, code).fill("1")
    page.keyboard.press("Tab")
    message = page.locator(".r.err .msg")
    message.wait_for()
    rule = next(r for r in known.catalogue()["rules"]
                if r["expr"] == "deliveries_anc4 <= deliveries_total")
    assert rule["message_vi"] in message.inner_text()
    assert page.locator(".r.err").count() == 1
    assert field(clerk, "deliveries_anc4").get_attribute("aria-invalid") == "true"
    assert "1 lỗi" in page.locator(".toc").inner_text()
    clerk.picture("entry-while-typing")
    page.click(".dock [value=submitted]")
    assert stored(clerk).status == 404, "an error is not sent"
    page.locator("#findings a").click()
    assert page.evaluate("document.activeElement.name") == "deliveries_anc4"
    field(clerk, "deliveries_anc4").fill("3")
    assert page.locator(".r.err, #findings:visible").count() == 0, "at once"


def test_a_warning_wants_a_sentence_before_it_is_sent(clerk):
    page = clerk.page
    field(clerk, "gyn_exams").fill("1")
    field(clerk, "gyn_treatments").fill("2")
    page.click(".dock [value=submitted]")
    area = page.locator("textarea[aria-invalid]")
    area.wait_for()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    area.fill("Khám ở huyện")
    send(clerk)
    assert list(stored(clerk).report["explanations"].values()) == ["Khám ở huyện"]


def test_what_is_typed_is_a_draft_after_a_while_and_again_when_one_leaves(clerk):
    page = clerk.page
    page.clock.install()
    open_form(clerk)
    field(clerk, "anc_visits").fill("12")
    page.clock.fast_forward(59_000)
    assert stored(clerk).status == 404
    page.clock.fast_forward(2_000)
    wait_saved(clerk)
    page.clock.fast_forward(120_000)
    assert stored(clerk).report["revision"] == 1, "nothing new is nothing to save"
    field(clerk, "anc_visits").fill("13")
    page.goto("/help")
    running.wait_until(
        lambda: stored(clerk).report["values"] == {"anc_visits": 13}, what="the last draft")
    assert stored(clerk).report["status"] == "draft"


def test_text_that_never_reached_the_server_comes_back(clerk):
    page = clerk.page
    clerk.context.set_offline(True)
    clerk.faults_allowed = True
    field(clerk, "anc_visits").fill("12")
    page.evaluate("document.querySelector('[name=note]').value = 'Tết'")
    field(clerk, "gyn_exams").fill("mười")
    wait_kept(page, "gyn_exams")
    page.goto("about:blank")
    clerk.context.set_offline(False)
    open_form(clerk)
    # A browser that is told to be off line still sends what a page sends when it is left; what
    # is no number stays on the device in either case.
    page.locator(".dock .said", has_text="chưa lưu").wait_for()
    assert field(clerk, "anc_visits").input_value() == "12"
    assert field(clerk, "gyn_exams").input_value() == "mười"
    assert page.locator("[name=note]").input_value() == "Tết"
    page.click(".dock .said button")
    running.wait_until(lambda: field(clerk, "gyn_exams").input_value() == "", what="a clean form")


def wait_kept(page, name):
    """Until the device has a field's text."""
    look = """name => new Promise(resolve => {
      const asked = indexedDB.open('mebe');
      asked.onsuccess = () => {
        const all = asked.result.transaction('drafts').objectStore('drafts').getAll();
        all.onsuccess = () => {
          asked.result.close();
          resolve(all.result.some(one => name in one.fields));
        };
      };
    })"""
    running.wait_until(lambda: page.evaluate(look, name), what="the device to keep a text")


def wait_kept_for_later(page):
    """Until the form would open without a line."""
    count = "name => caches.open(name).then(cache => cache.keys()).then(keys => keys.length)"
    running.wait_until(
        lambda: page.evaluate(count, "mebe-pages") and page.evaluate(count, "mebe-files") >= 8,
        what="the page and its files to be kept")


def test_two_windows_lose_nothing(clerk, demo):
    page = clerk.page
    other = clerk.context.new_page()
    other.goto(clerk.address)
    other.locator(".keys").wait_for(state="visible")
    other.fill('[name="gyn_exams"]', "4")
    field(clerk, "anc_visits").fill("12")
    page.keyboard.press("Control+s")
    wait_saved(clerk)
    other.locator("#say-newer").wait_for()
    assert other.input_value('[name="gyn_exams"]') == "4"
    other.click("#say-newer button")
    other.locator("form.merge").wait_for()
    other.click("form.merge [value=draft]")
    other.locator(".box.good").wait_for()
    assert stored(clerk).report["values"] == {"anc_visits": 12, "gyn_exams": 4}


def test_off_line_the_form_opens_and_the_report_waits_in_sight(clerk):
    page = clerk.page
    wait_kept_for_later(page)
    clerk.context.set_offline(True)
    clerk.faults_allowed = True
    page.goto(clerk.address)
    page.locator(".keys").wait_for(state="visible")
    field(clerk, "anc_visits").fill("12")
    page.click(".dock [value=submitted]")
    box = page.locator("#outbox")
    box.locator("a").wait_for()
    clerk.picture("entry-outbox")
    assert "1 báo cáo" in box.inner_text()
    page.goto(clerk.address)
    box.locator("a").wait_for()
    assert field(clerk, "anc_visits").input_value() == "12"
    assert "submitted" not in statuses(clerk)
    clerk.context.set_offline(False)
    page.locator(".box.good", has_text="Đã nhận báo cáo").wait_for()
    assert stored(clerk).report["values"] == {"anc_visits": 12}
    assert statuses(clerk).count("submitted") == 1
    assert not box.is_visible()


def test_what_waits_is_sent_from_ones_own_page_too(clerk):
    page = clerk.page
    wait_kept_for_later(page)
    clerk.context.set_offline(True)
    clerk.faults_allowed = True
    field(clerk, "anc_visits").fill("12")
    page.click(".dock [value=submitted]")
    page.locator("#outbox a").wait_for()
    page.goto("about:blank")
    clerk.context.set_offline(False)
    page.goto("/")
    running.wait_until(lambda: "submitted" in statuses(clerk), what="the report to be sent")
    assert stored(clerk).report["values"] == {"anc_visits": 12}


def statuses(clerk):
    """Of all revisions; none without a report."""
    address = f"{running.API}/reports/{clerk.place.commune}/mnch/{PERIOD}/revisions"
    answer = clerk.server.get(address, clerk.server.admin)
    return [one["status"] for one in answer.json.get("items", [])]


def test_a_waiting_report_never_runs_over_a_newer_one(clerk, demo):
    page = clerk.page
    clerk.context.set_offline(True)
    clerk.faults_allowed = True
    field(clerk, "anc_visits").fill("12")
    page.click(".dock [value=submitted]")
    page.locator("#outbox a").wait_for()
    newer = running.report(clerk.place.commune, PERIOD, {"anc_visits": 8})
    assert demo.post(newer, demo.admin).status == 201
    clerk.context.set_offline(False)
    page.locator("#outbox li", has_text="máy chủ hỏi lại").wait_for()
    assert stored(clerk).report["values"] == {"anc_visits": 8}
    open_form(clerk)
    page.click("#say-newer button")
    page.check('[name="choose.anc_visits"][value="12"]')
    page.click("form.merge [value=submitted]")
    page.locator(".box.good", has_text="Đã nhận báo cáo").wait_for()
    assert stored(clerk).report["values"] == {"anc_visits": 12}
    assert page.locator("#outbox:visible").count() == 0


def test_after_signing_out_nothing_is_left_to_see(clerk):
    page = clerk.page
    wait_kept_for_later(page)
    open_form(clerk)
    page.click(".mast .link")
    page.wait_for_url(f"{clerk.server.base}/")
    assert page.evaluate(
        "path => caches.match(path, { cacheName: 'mebe-pages' }).then(Boolean)",
        clerk.address) is False
    clerk.context.set_offline(True)
    clerk.faults_allowed = True
    page.goto(clerk.address)
    assert page.locator("form.entry").count() == 0, "the start page at most"


def test_the_browser_finds_what_the_server_finds(clerk, demo):
    print("seed", RULES_SEED)
    chance = random.Random(RULES_SEED)
    reports = [some_values(chance) for _ in range(120)]
    found = clerk.page.evaluate(
        """async reports => {
          const address = Array.from(document.scripts).find(s => s.src.includes('/rules.js')).src;
          const { Checker } = await import(address);
          const data = JSON.parse(document.querySelector('#data').textContent);
          const labels = Array.from(document.querySelectorAll('.r label, .r .lab'),
            one => one.firstChild.textContent);
          const checker = new Checker(data, row => `«${labels[row]}»`);
          return reports.map(values => {
            const { errors, warnings } = checker.check(values);
            return [errors, warnings].map(all => all.map(one => [one.row, one.message || '']));
          });
        }""", [[values.get(code) if values.get(code) != "na" else "x" for code in codes()]
               for values in reports])
    for values, (errors, warnings) in zip(reports, found):
        told = demo.post(
            running.report(clerk.place.commune, PERIOD, values), demo.admin, "?dry_run=true")
        assert told.status == (422 if errors else 200), (values, told)
        expected = told.errors if errors else told.json["warnings"]
        expected = [[codes().index(one["pointer"].rsplit("/", 1)[1]),
                     one["message_vi"] if one.get("rule") else ""]
                    for one in expected if not one.get("rule", "").startswith("usual:")]
        assert (errors or warnings) == expected, values


def some_values(chance):
    """A report in which most rules may hold or not."""
    values, top = {}, chance.choice([3, 50, 99_999_999])
    for code in codes():
        kind = chance.random()
        if kind < 0.8:
            values[code] = chance.randint(0, top)
        elif kind < 0.85:
            values[code] = "na"
    for code, parts in computed().items():
        if chance.random() < 0.8:
            values.pop(code, None)
        elif all(isinstance(values.get(part), int) for part in parts):
            values[code] = min(99_999_999, sum(values[part] for part in parts))
    return values


def test_the_form_is_light_with_all_it_loads(clerk, demo):
    one = clerk
    one.address = f"/units/{known.communes_2023()[0]}/reports/mnch/2023-12"
    one.sign_in(demo.admin)
    one.responses.clear()
    open_form(one)
    one.page.evaluate("navigator.serviceWorker.ready")
    bodies = {answer.url: answer.body() for answer in one.responses
              if answer.request.resource_type in ("document", "stylesheet", "script")}
    assert len(bodies) >= 8
    plain = sum(len(body) for body in bodies.values())
    coded = sum(len(gzip.compress(body, 6)) for body in bodies.values())
    print(plain, coded)
    assert plain <= PLAIN_MAX and coded <= GZIP_MAX, (plain, coded)


def test_a_thumb_reaches_everything_on_a_phone(window, demo, place):
    one = clerk_at(
        window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True), demo, place)
    page = one.page
    field(one, "anc_visits").tap()
    assert field(one, "anc_visits").get_attribute("inputmode") == "numeric"
    assert field(one, "anc_visits").bounding_box()["height"] >= 44
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    one.picture("entry-phone-typing")
    page.locator(".dock [value=submitted]").tap()
    page.locator(".box.good", has_text="Đã nhận báo cáo").wait_for()
