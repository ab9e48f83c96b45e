#!/usr/bin/env python3
"""Runs an instrumented `mebe serve` under load and fails on any report of its sanitizer.

  load.py BINARY --reports FOLDER [--preload LIBRARY] [--requests N]

The sanitizer writes its reports into the folder. The load is reports, dashboards, lists and sign-ins from
several clients at once, and clients that leave at every stage."""

import argparse
import http.client
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "soak"))

import growth  # noqa: E402  (found by the line above)
import target as targets  # noqa: E402

CLIENTS = 8
COMMUNES = [f"VN-2024-0{number}" for number in range(1144, 1167)]
READINGS = [
    "/units/VN-2024-034?period=2023", "/units/VN-2024-034?period=2024", "/units/VN?period=2024",
    "/units/VN-2024-034.json?period=2023", "/review/VN-2024-034?period=2024-01",
    "/api/v1/aggregates/VN-2024-034/children?form=mnch&period=2024",
    "/api/v1/aggregates/VN?form=mnch&period=2024-Q1&boundaries=current",
    "/api/v1/org-units?level=commune&as_of=2024-01-31&limit=200", "/help", "/mebe.css", "/nosuch",
]


def client(port, token, seed, count, failures):
    """Reports and readings in turn, on kept connections."""
    chance = random.Random(seed)
    fields = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for number in range(count):
        if number % 50 == 49:
            connection.close()
        if number % 3 == 0:
            report = {"org_unit": chance.choice(COMMUNES), "form": "mnch",
                      "period": f"2024-{chance.randrange(1, 13):02}",
                      "values": {"live_births_male": chance.randrange(1_000)}}
            connection.request("POST", "/api/v1/reports", json.dumps(report), fields)
        else:
            connection.request("GET", chance.choice(READINGS), headers=fields)
        answer = connection.getresponse()
        answer.read()
        if answer.status >= 500:
            failures.append(answer.status)


def run_clients(port, token, count, seed):
    failures = []
    threads = [
        threading.Thread(
            target=client, args=(port, token, seed + number, count // CLIENTS, failures))
        for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def printed_token(log):
    deadline = time.monotonic() + 120
    while not (found := re.search(r"mebe_[A-Za-z0-9_-]{20,}", log.read_text())):
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)
    return found.group()


def started(arguments, folder):
    """The server, its port and what it prints."""
    with targets.socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = pathlib.Path(folder) / "log"
    reports = f"log_path={arguments.reports}/report"
    surroundings = {**os.environ, "TSAN_OPTIONS": f"{reports} second_deadlock_stack=1",
                    "ASAN_OPTIONS": f"{reports} detect_leaks=0"}
    if arguments.preload:
        surroundings["LD_PRELOAD"] = str(pathlib.Path(arguments.preload).resolve())
    command = [arguments.binary, "serve", "--demo", "--data", f"{folder}/data",
               "--listen", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=surroundings, stdout=output, stderr=output)
    return process, port, log


def main(arguments):
    reports = pathlib.Path(arguments.reports)
    reports.mkdir(parents=True, exist_ok=True)
    for old in reports.glob("report*"):
        old.unlink()
    seed = random.randrange(1 << 30)
    print("seed", seed, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        process, port, log = started(arguments, folder)
        try:
            token = printed_token(log)
            failures = run_clients(port, token, arguments.requests, seed)
            target = targets.of_mebe(process, port, process.pid)
            growth.hammer(target, arguments.requests, seed)
            process.send_signal(signal.SIGTERM)
            status = process.wait(120)
        finally:
            process.kill()
        found = sorted(reports.glob("report*"))
        for path in found:
            print(path.read_text()[:4_000])
        print(f"exit status {status}, {len(found)} report files, answers of 5xx: {failures[:5]}")
        return 1 if status or found or failures else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("--reports", required=True)
    parser.add_argument("--preload")
    parser.add_argument("--requests", type=int, default=4_000)
    sys.exit(main(parser.parse_args()))
