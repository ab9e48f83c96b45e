"""The README's own calls work as printed."""

import json
import re
import shutil
import subprocess

import pytest

import known
import running

README = (known.PROJECT / "README.md").read_text(encoding="utf-8")


def run_as_printed(server, holding):
    """A shell block of the README against a server elsewhere; the JSON that it prints."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.S)
    call = next(block for block in blocks if holding in block)
    call = call.replace(".build/release/mebe", running.executable())
    call = call.replace("--data data ", f"--data {server.folder.path} ")
    call = call.replace("http://127.0.0.1:8080", server.base)
    result = subprocess.run(["sh", "-e"], input=call, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_the_calls_by_curl_work_as_printed(copy_of_demo):
    with copy_of_demo().serving("--demo") as server:
        assert run_as_printed(server, "deliveries_at_station")["report"]["revision"] == 1
        sums = run_as_printed(server, "aggregates/")["values"]
        assert (sums["live_births"]["value"], sums["live_births"]["units"]) == (8, 1)
        for unit in (known.DISTRICT, known.PROVINCE, known.NATION):
            assert server.sum(unit, "2024-01", "live_births") == 8


def test_every_option_of_serve_and_its_variable_is_told():
    told = subprocess.run(
        [running.executable(), "serve", "--help"], capture_output=True, text=True, check=True)
    options = set(re.findall(r"^  (--[a-z-]+)", told.stdout, re.M)) - {"--version"}
    assert {"--listen", "--proxy", "--tls-key", "--demo"} <= options
    for option in options:
        assert re.search(rf"{option}(?![a-z-])", README), option
    # Those of the limits are told by one rule for all.
    assert "in the environment `--max-head` is `MEBE_MAX_HEAD`, and so\non" in README
    limits = re.findall(r"^\| `(--[a-z-]+)` \|", README, re.M)
    by_rule = {"MEBE_" + option[2:].upper().replace("-", "_") for option in limits}
    for variable in set(re.findall(r"MEBE_[A-Z_]+", told.stdout)) - by_rule:
        assert re.search(rf"{variable}(?![A-Z_])", README), variable


@pytest.mark.parametrize("words", [
    "unix:PATH", "SIGUSR2", "kill -USR2", "SIGHUP", "mebe.socket", "mebe.service", "ListenStream=",
    "Type=notify", "X-Forwarded-For", "`Forwarded`", "X-Request-Id"])
def test_the_front_is_told(words):
    assert words in README


def test_every_file_that_the_readme_names_is_there():
    for path in re.findall(r"\]\(([^):#]+)\)", README) + ["Sources/CAssets/seed"]:
        assert (known.PROJECT / path).exists(), path


def test_the_picture_is_small():
    assert (known.PROJECT / ".github/dashboard.png").stat().st_size <= 200_000
