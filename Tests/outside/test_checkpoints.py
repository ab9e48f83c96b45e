"""Signed checkpoints by the command, and damage in the audit log named by its place."""

import contextlib
import os
import sqlite3
import stat

import pytest

import running
import small


@pytest.mark.parametrize("serving", [False, True], ids=["alone", "beside a server"])
def test_a_checkpoint_is_signed_printed_and_found_again(tmp_path, serving):
    folder = small.make_folder(tmp_path)
    with folder.serving() if serving else contextlib.nullcontext() as server:
        if serving:
            body = running.report("C01", "2024-01", {"anc_visits": 1})
            assert server.post(body, server.admin).status == 201
        line = folder.run("verify", "--checkpoint").stdout
        kept = tmp_path / "kept.txt"
        kept.write_text(line, encoding="utf-8")
        assert line.startswith("mebe-checkpoint 1 seq=1-") and line.count("\n") == 1
        assert folder.run("verify", "--against", str(kept)).returncode == 0
    key = os.path.join(folder.path, "signing.key")
    assert stat.S_IMODE(os.stat(key).st_mode) == 0o600
    secret = open(key, encoding="ascii").read().splitlines()[1]
    assert secret not in line
    with contextlib.closing(sqlite3.connect(folder.database)) as rows, rows:
        rows.execute("DROP TRIGGER checkpoint_keeps_rows")
        rows.execute("DELETE FROM checkpoint")
    lost = folder.run("verify", "--against", str(kept))
    assert lost.returncode == 1 and "checkpoint 1 kept line" in lost.stderr


def test_a_file_without_a_line_is_refused(tmp_path):
    folder = small.make_folder(tmp_path)
    (tmp_path / "kept.txt").write_text("nothing\n", encoding="utf-8")
    assert folder.run("verify", "--against", str(tmp_path / "kept.txt")).returncode == 65


@pytest.mark.parametrize("sql, words", [
    ("UPDATE audit SET actor = 'x' WHERE number = 2", "audit 2 hash"),
    ("UPDATE audit SET detail = '{}' WHERE number = 1", "audit 1 hash"),
    ("DELETE FROM audit WHERE number = 1", "audit 1 number"),
])
def test_damage_in_the_audit_log_is_named(tmp_path, sql, words):
    folder = small.make_folder(tmp_path)
    with contextlib.closing(sqlite3.connect(folder.database)) as rows, rows:
        rows.execute("DROP TRIGGER audit_keeps_rows")
        rows.execute("DROP TRIGGER audit_keeps_values")
        rows.execute(sql)
    result = folder.run("verify")
    assert result.returncode == 1 and words in result.stderr, result.stderr
