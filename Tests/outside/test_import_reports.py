"""`mebe import reports`: all rows or none, every bad row named, sums right at once."""

import csv
import json
import os
import pty
import re
import subprocess
import threading
import time

import pytest

import known
import running

ELEMENTS = ("anc_visits", "deliveries_anc4", "deliveries_total", "gyn_exams", "live_births_male")


@pytest.fixture
def write(tmp_path):
    """Writes a wide CSV of rows `unit, period, counts…`."""
    def make(rows, columns=("org_unit", "period", *ELEMENTS), name="reports.csv"):
        path = tmp_path / name
        with open(path, "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(columns)
            table.writerows(rows)
        return str(path)
    return make


def rows_of(communes, period, salt=0):
    return [
        [unit, period, (number + salt) % 90, 2, 3, number % 7, 1]
        for number, unit in enumerate(communes)
    ]


def places_named(result):
    """Line and column of each bad place that a command told of."""
    found = re.findall(r"line (\d+)(?:, cột/column (\d+)|\D*column (\d+))?", result.stderr)
    return [(int(line), int(a or b or 0)) for line, a, b in found]


def test_three_bad_rows_among_ten_thousand_are_named_and_nothing_is_stored(demo, write):
    period = "2021-08"
    rows = rows_of(known.communes_2024()[:10_000], period)
    rows[500][2] = "7.5"
    rows[4_321][0] = "VN-2024-99999"
    rows[9_998][3] = 50
    result = demo.folder.run("import", "reports", write(rows))
    assert result.returncode == 65, result.stderr
    assert places_named(result) == [(502, 3), (4_323, 1), (10_000, 4)], result.stderr
    assert "VN-2024-99999" in result.stderr
    answer = demo.aggregate(known.NATION, period).json
    assert answer["values"] == {} and answer["reports"]["received"] == 0


def test_a_good_import_counts_at_once_and_repeating_it_changes_nothing(demo, write):
    period = "2021-09"
    rows = rows_of(known.communes_2024()[:4_000], period)
    path = write(rows)
    slowest, sent, done = [0.0], [0], threading.Event()

    def post_meanwhile():
        while not done.is_set():
            start = time.monotonic()
            body = running.report(known.communes_2023()[0], "2021-01", {"anc_visits": sent[0]})
            assert demo.post(body, demo.admin).status in (200, 201)
            slowest[0] = max(slowest[0], time.monotonic() - start)
            sent[0] += 1

    demo.admin
    meanwhile = threading.Thread(target=post_meanwhile)
    meanwhile.start()
    try:
        demo.folder.done("import", "reports", path)
    finally:
        done.set()
        meanwhile.join()
    assert sent[0] > 0 and slowest[0] < 2, f"a report waited {slowest[0]:.1f} s"
    nation = demo.aggregate(known.NATION, period)
    check_sums(nation.json, rows)
    demo.folder.done("import", "reports", path)
    again = demo.aggregate(known.NATION, period)
    assert again.json == nation.json and again.etag == nation.etag
    revisions = demo.stored(f"{rows[0][0]}/mnch/{period}/revisions").json["items"]
    assert len(revisions) == 1


def check_sums(answer, rows):
    for position, code in enumerate(ELEMENTS, start=2):
        wanted = {"value": sum(row[position] for row in rows), "units": len(rows)}
        assert known.core(answer["values"])[code] == wanted, code
    assert answer["reports"]["received"] == len(rows)


def test_a_changed_row_makes_a_revision_and_the_others_none(demo, write, place):
    communes = [place.commune, *place.others]
    rows = rows_of(communes, "2021-10")
    demo.folder.done("import", "reports", write(rows))
    rows[1][2] = 89
    demo.folder.done("import", "reports", write(rows))
    revisions = [
        demo.stored(f"{unit}/mnch/2021-10").report["revision"] for unit in communes[:3]]
    assert revisions == [1, 2, 1]
    check_sums(demo.aggregate(place.district, "2021-10").json, rows)


def test_an_import_works_without_a_server(copy_of_demo, write):
    folder = copy_of_demo()
    rows = rows_of(known.communes_2024()[:200], "2024-02")
    folder.done("import", "reports", write(rows))
    with folder.serving() as server:
        check_sums(server.aggregate(known.NATION, "2024-02").json, rows)


def test_standard_input_is_a_file_too(demo, write, place):
    rows = rows_of([place.commune], "2021-11")
    text = open(write(rows), encoding="utf-8").read()
    demo.folder.done("import", "reports", "-", stdin=text)
    check_sums(demo.aggregate(place.commune, "2021-11").json, rows)


def test_blank_and_not_applicable_cells_are_no_zeros(demo, write, place):
    path = write([[place.commune, "2021-11", "", "x", "", 0, "na"]])
    demo.folder.done("import", "reports", path)
    values = demo.stored(f"{place.commune}/mnch/2021-11").report["values"]
    assert values == {"deliveries_anc4": "na", "gyn_exams": 0, "live_births_male": "na"}


def test_an_import_alone_is_believed_when_a_report_came(demo, write, place):
    columns = ("org_unit", "period", "received_at", "anc_visits")
    rows = [
        [place.commune, "2021-12", "2022-01-03T08:00:00+07:00", 5],
        [place.others[0], "2021-12", "2022-03-01T01:30:00Z", 6],
    ]
    demo.folder.done("import", "reports", write(rows, columns))
    reports = demo.aggregate(place.district, "2021-12").json["reports"]
    assert (reports["received"], reports["on_time"]) == (2, 1)
    received = demo.stored(f"{place.others[0]}/mnch/2021-12").report["received_at"]
    assert received == "2022-03-01T08:30:00+07:00"
    bad = [[place.commune, "2021-12", "2022-01-03 08:00", 7]]
    result = demo.folder.run("import", "reports", write(bad, columns))
    assert (result.returncode, places_named(result)) == (65, [(2, 3)])
    body = running.report(
        place.commune, "2021-12", {"anc_visits": 9}, received_at="2022-01-01T00:00:00+07:00")
    answer = demo.post(body, demo.admin)
    assert (answer.status, answer.pointers) == (422, ["/received_at"])


@pytest.mark.parametrize("rows, place_named", [
    ([["{unit}", "2021-13", 1]], (2, 2)), ([["{unit}", "2031-01", 1]], (2, 2)),
    ([["{unit}", "2021-01", -1]], (2, 3)), ([["{unit}", "2021-01", "1e2"]], (2, 3)),
    ([["{unit}", "2021-01", "một"]], (2, 3)), ([["{unit}", "2021-01", 100_000_000]], (2, 3)),
    ([["VN-2025-01153", "2021-01", 1]], (2, 1)), ([[known.DISTRICT, "2021-01", 1]], (2, 1)),
    ([["{unit}", "2021-01", 1], ["{unit}", "2021-01", 2]], (3, 0)),
    ([["{unit}", "2021-01", 1], ["{unit}", "2021-02"]], (3, 3)),
    ([["{unit}", "2021-01", 1, 9]], (2, 4)),
], ids=str)
def test_a_bad_row_is_named_by_line_and_column(demo, write, commune, rows, place_named):
    filled = [[str(cell).format(unit=commune) for cell in row] for row in rows]
    path = write(filled, ("org_unit", "period", "anc_visits"))
    result = demo.folder.run("import", "reports", path)
    assert result.returncode == 65, result.stderr
    assert places_named(result)[0] == place_named, result.stderr
    assert demo.stored(f"{commune}/mnch/2021-01").status == 404


@pytest.mark.parametrize("text", [
    "", "org_unit\nVN-2024-00001\n", "org_unit,period,no_such\nVN-2024-00001,2021-01,1\n",
    'org_unit,period,anc_visits\n"VN-2024-00001,2021-01,1\n',
    "org_unit,period,anc_visits,anc_visits\nVN-2024-00001,2021-01,1,1\n",
    "\x00\x01\x02",
])
def test_a_file_that_is_no_such_table_is_bad_data(demo, tmp_path, text):
    path = tmp_path / "reports.csv"
    path.write_text(text)
    result = demo.folder.run("import", "reports", str(path))
    assert result.returncode == 65, result.stderr
    assert "line 1" in result.stderr or "line 2" in result.stderr, result.stderr


def test_quotes_carriage_returns_and_a_byte_order_mark_are_read(demo, tmp_path, place):
    path = tmp_path / "reports.csv"
    text = f'\ufefforg_unit,period,"anc_visits"\r\n"{place.commune}",2021-01,"7"\r\n'
    path.write_bytes(text.encode())
    demo.folder.done("import", "reports", str(path))
    assert demo.sum(place.commune, "2021-01", "anc_visits") == 7


def test_lines_of_json_are_imported(demo, tmp_path, place):
    path = tmp_path / "reports.ndjson"
    bodies = [
        running.report(place.commune, "2021-02", {"anc_visits": 3}, note="giấy",
                       received_at="2021-03-02T10:00:00+07:00"),
        running.report(place.others[0], "2021-02", {"anc_visits": 4}, status="draft"),
    ]
    path.write_text("\n".join(map(json.dumps, bodies)) + "\n")
    demo.folder.done("import", "reports", str(path))
    first = demo.stored(f"{place.commune}/mnch/2021-02").report
    assert (first["note"], first["received_at"]) == ("giấy", "2021-03-02T10:00:00+07:00")
    assert demo.stored(f"{place.others[0]}/mnch/2021-02").report["status"] == "draft"
    assert demo.sum(place.district, "2021-02", "anc_visits") == 3


def test_a_bad_line_of_json_is_named(demo, tmp_path, commune):
    path = tmp_path / "reports.ndjson"
    good = json.dumps(running.report(commune, "2021-03", {"anc_visits": 3}))
    bad = json.dumps(running.report(commune, "2021-04", {"anc_visits": -3}))
    path.write_text(f"{good}\n{bad}\n{{\n")
    result = demo.folder.run("import", "reports", str(path))
    assert result.returncode == 65
    assert "line 2" in result.stderr and "line 3" in result.stderr
    assert "/values/anc_visits" in result.stderr
    assert demo.stored(f"{commune}/mnch/2021-03").status == 404


def test_warnings_do_not_fail_an_import(demo, write, commune):
    columns = ("org_unit", "period", "gyn_exams", "gyn_treatments")
    demo.folder.done("import", "reports", write([[commune, "2021-05", 1, 2]], columns))
    assert demo.sum(commune, "2021-05", "gyn_treatments") == 2


def test_a_missing_file_is_a_failure_and_no_bad_data(demo):
    result = demo.folder.run("import", "reports", "/nosuch.csv")
    assert result.returncode == 1 and "/nosuch.csv" in result.stderr


def test_a_terminal_sees_progress(demo, write):
    path = write(rows_of(known.communes_2024()[:3_000], "2021-06"))
    ours, theirs = pty.openpty()
    command = [running.executable(), "import", "reports", path, "--data", demo.folder.path]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = read_terminal(ours)
        assert process.wait(running.COMMAND_SECONDS) == 0
    assert "%" in shown, shown[-500:]


def read_terminal(descriptor):
    text = b""
    while True:
        try:
            piece = os.read(descriptor, 65_536)
        except OSError:
            return text.decode(errors="replace")
        if not piece:
            return text.decode(errors="replace")
        text += piece
