"""`mebe verify`: finds nothing in sound folders, also while others write, and names what is
wrong in damaged ones."""

import contextlib
import sqlite3
import threading

import pytest

import known
import running

# A folder small enough to be verified again and again: one district's units.
UNITS = """id,gso_code,level,kind,name_vi,parent_id,valid_from,valid_to
VN,,nation,,Việt Nam,,,
P,1,province,tỉnh,Tỉnh P,VN,,
D,2,district,huyện,Huyện D,P,,
A,3,commune,xã,Xã A,D,,
B,4,commune,xã,Xã B,D,,2025-06-30
C,5,commune,xã,Xã C,D,2025-07-01,
"""
LINKS = """predecessor_id,successor_id,kind,share,effective_date,source
B,A,part,0.3,2025-07-01,x
B,C,part,0.7,2025-07-01,x
"""


@pytest.fixture
def folder(tmp_path):
    folder = running.Folder(tmp_path / "data")
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "links.csv").write_text(LINKS, encoding="utf-8")
    folder.done("import", "org-units", str(tmp_path / "units.csv"), str(tmp_path / "links.csv"))
    folder.done("import", "catalogue", f"{known.SEED}/catalogue.json")
    rows = [f"{unit},2025-{month:02d},{month * number}"
            for number, unit in ((3, "A"), (10, "B")) for month in range(1, 7)]
    folder.done("import", "reports", "-", stdin="\n".join(
        ["org_unit,period,anc_visits", *rows]) + "\n")
    return folder


def test_a_sound_folder_exits_with_0_and_a_summary(folder):
    for serving in (False, True):
        with folder.serving() if serving else contextlib.nullcontext():
            result = folder.run("verify")
        assert result.returncode == 0, result.stderr
        assert "12 " in result.stdout and "0 khác biệt" in result.stdout
        assert result.stderr == ""


def test_it_runs_beside_a_server_that_takes_reports(folder):
    with folder.serving() as server:
        token, stop, sent = server.admin, threading.Event(), []

        def send():
            while not stop.is_set():
                body = running.report("A", "2025-08", {"anc_visits": len(sent)})
                assert server.post(body, token).status in (200, 201)
                sent.append(body)

        sender = threading.Thread(target=send)
        sender.start()
        try:
            results = [folder.run("verify") for _ in range(3)]
        finally:
            stop.set()
            sender.join()
        assert [result.returncode for result in results] == [0, 0, 0], results[0].stderr
        assert len(sent) > 10


@pytest.mark.parametrize("sql, words", [
    ("UPDATE head SET \"values\" = x'05' WHERE month = 24301 AND unit = 3",
     ["head A 2025-02 values"]),
    ("UPDATE journal SET note = 'changed' WHERE seq = 3", ["journal 3 A 2025-03 hash"]),
    ("UPDATE journal SET \"values\" = x'05' WHERE seq = 3", ["journal 3 A 2025-03 hash"]),
    ("DELETE FROM journal WHERE seq = 3", ["journal 3 seq", "head A 2025-03"]),
    ("DELETE FROM head WHERE month = 24301 AND unit = 3",
     ["head A 2025-02 row", "sum A 2025-02 reported anc_visits: – ≠ 6"]),
])
@pytest.mark.parametrize("serving", [False, True], ids=["alone", "beside a server"])
def test_damage_is_named_and_exits_with_1(folder, sql, words, serving):
    with contextlib.closing(sqlite3.connect(folder.database, isolation_level=None)) as rows:
        rows.execute("DROP TRIGGER journal_keeps_rows")
        rows.execute("DROP TRIGGER journal_keeps_values")
        rows.execute(sql)
    with folder.serving() if serving else contextlib.nullcontext():
        result = folder.run("verify")
    assert result.returncode == 1
    for text in words:
        assert text in result.stderr, result.stderr


@pytest.mark.parametrize("sql", [
    "DELETE FROM journal WHERE seq = 12", "UPDATE head SET standing_seq = 1000 WHERE seq = 12",
], ids=["the journal's last row is lost", "a head ahead of the journal"])
@pytest.mark.parametrize("serving", [False, True])
def test_a_report_that_the_journal_lost_stops_nobody(folder, sql, serving):
    with contextlib.closing(sqlite3.connect(folder.database)) as rows, rows:
        for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            rows.execute(f"DROP TRIGGER {name}")
        rows.execute(sql)
    with folder.serving() if serving else contextlib.nullcontext() as server:
        result = folder.run("verify")
        if serving:
            assert server.aggregate("D", "2025").status == 500
            assert server.get("/healthz").status == 200
            assert server.stop() == 0
    assert result.returncode == 1 and "head B 2025-06" in result.stderr, result.stderr


def test_a_folder_without_a_database_is_refused(tmp_path):
    folder = running.Folder(tmp_path / "nothing")
    result = folder.run("verify")
    assert result.returncode == 1 and result.stderr
    assert not (tmp_path / "nothing").exists()
