#!/usr/bin/env python3
"""Requests and durable reports a second, with nginx and plain SQLite beside them.

Everything runs on the loopback for a few seconds a figure. The server gets a fresh folder of
demonstration data; nginx serves, with one worker, the same bytes that the server gave out
once. Figures that are compared are taken in turn, so that a busy machine disturbs both.
"""

import argparse
import contextlib
import csv
import dataclasses
import grp
import gzip
import json
import os
import pathlib
import pwd
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
SEED = HERE.parent.parent / "Sources" / "CAssets" / "seed"
VALUES_A_REPORT = 80
READ_CONNECTIONS = 64
WRITE_CONNECTIONS = (1, 8, 64, 256)
START_SECONDS_MAX = 60
GZIP_MAGIC = b"\x1f\x8b"  # RFC 1952 §2.3.1

DASHBOARD = "/units/VN-2024-034?period=2023"
AGGREGATE = "/api/v1/aggregates/{}?form=mnch&period=2023"


@dataclasses.dataclass
class Figure:
    """One line of the table."""

    work: str
    server: str
    connections: int
    per_second: float
    p50_ms: float | None = None
    p90_ms: float | None = None
    p99_ms: float | None = None
    max_ms: float | None = None
    cpu_us: float | None = None
    bad: int = 0
    ratio: float | None = None
    cpu_ratio: float | None = None


# Processes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, what: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while not condition():
        if process.poll() is not None:
            sys.exit(f"{what} ended with status {process.returncode}")
        if time.monotonic() > deadline:
            sys.exit(f"{what} did not start within {START_SECONDS_MAX} s")
        time.sleep(0.05)


@contextlib.contextmanager
def running(command: list[str], what: str, is_ready, log: pathlib.Path):
    with open(log, "wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            wait_until(is_ready, what, process)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)


def fetch(port: int, path: str, headers: dict[str, str]) -> bytes | None:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.read()
    except (urllib.error.URLError, OSError):
        return None


def cpu_seconds(pid: int) -> float:
    """User and system time of a process with all its threads (proc(5), /proc/pid/stat)."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def child_of(pid: int) -> int:
    """The one worker of nginx."""
    return int(pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


# One measurement


def wrk(port: int, connections: int, seconds: float, script: str, *arguments: str):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "-s",
               str(HERE / script), f"http://127.0.0.1:{port}", "--", *arguments]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for line in output.splitlines():
        if line.startswith("RESULT "):
            return [int(word) for word in line.split()[1:]]
    sys.exit(f"wrk said nothing of use:\n{output}")


def measure(work: str, server: str, pid: int, port: int, connections: int, seconds: float,
            script: str, *arguments: str) -> Figure:
    before = cpu_seconds(pid)
    count, duration, p50, p90, p99, longest, bad = wrk(
        port, connections, seconds, script, *arguments)
    used = cpu_seconds(pid) - before
    return Figure(work, server, connections, count / (duration / 1e6), p50 / 1e3, p90 / 1e3,
                  p99 / 1e3, longest / 1e3, used / max(1, count) * 1e6, bad)


def middle(figures: list[Figure]) -> Figure:
    """The run with the median of requests a second, all its figures from the same run."""
    ordered = sorted(figures, key=lambda figure: figure.per_second)
    chosen = dataclasses.replace(ordered[len(ordered) // 2])
    chosen.bad = sum(figure.bad for figure in figures)
    return chosen


# Reading


NGINX = """
daemon off;
user {user};
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=4096;
    open_file_cache_valid 1h;
    gzip_static on;
    default_type application/json;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/root;
        location /units/ {{ default_type "text/html; charset=utf-8"; }}
    }}
}}
"""


def save_pages(source, paths: list[str], root: pathlib.Path) -> None:
    """Keeps what `source` gives for each path, plain and compressed, as files for nginx."""
    for path in paths:
        target = root / path.split("?")[0].lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source(path, {}))
        packed = source(path, {"Accept-Encoding": "gzip"})
        # What is too short to be compressed comes plain, and from nginx as well.
        if packed[:2] == GZIP_MAGIC:
            target.with_name(target.name + ".gz").write_bytes(packed)


@contextlib.contextmanager
def nginx(folder: pathlib.Path):
    port = free_port()
    configuration = folder / "nginx.conf"
    # Under root its worker would be a user who cannot reach the folder.
    user = pwd.getpwuid(os.getuid()).pw_name
    user += " " + grp.getgrgid(os.getgid()).gr_name
    configuration.write_text(NGINX.format(folder=folder, port=port, user=user))
    # /usr/sbin is not on everybody's path.
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or "nginx"
    command = [program, "-c", str(configuration), "-p", str(folder)]
    is_ready = lambda: fetch(port, DASHBOARD, {}) is not None
    with running(command, "nginx", is_ready, folder / "nginx.log") as process:
        yield child_of(process.pid), port


def districts() -> list[str]:
    with open(SEED / "org_units.csv", newline="", encoding="utf-8") as file:
        return sorted({row["id"] for row in csv.DictReader(file)
                       if row["level"] == "district" and row["valid_from"] <= "2023-12-31"})


def reading_cases() -> list[tuple[str, list[str]]]:
    return [
        ("dashboard HTML", [DASHBOARD]),
        ("dashboard JSON", [AGGREGATE.format("VN-2024-034")]),
        ("JSON, all districts in turn", [AGGREGATE.format(unit) for unit in districts()]),
    ]


def bench_reading(servers: dict[str, tuple[int, int]], token: str, folder: pathlib.Path,
                  seconds: float, rounds: int) -> list[Figure]:
    figures = []
    for number, (name, paths) in enumerate(reading_cases()):
        paths_file = folder / f"paths{number}"
        paths_file.write_text("\n".join(paths) + "\n")
        for coding in ("plain", "gzip"):
            runs = {server: [] for server in servers}
            for _ in range(rounds):
                for server, (pid, port) in servers.items():
                    runs[server].append(measure(
                        f"{name}, {coding}", server, pid, port, READ_CONNECTIONS, seconds,
                        "get.lua", str(paths_file), coding, token))
            figures += with_ratios([middle(runs[server]) for server in servers])
    return figures


def with_ratios(figures: list[Figure]) -> list[Figure]:
    """The first of the figures against the last one, which is the yardstick."""
    first, yardstick = figures[0], figures[-1]
    if first is not yardstick and yardstick.per_second:
        first.ratio = first.per_second / yardstick.per_second
        if first.cpu_us is not None and yardstick.cpu_us:
            first.cpu_ratio = first.cpu_us / yardstick.cpu_us
    return figures


# Writing


def write_unit_months(target: pathlib.Path) -> None:
    """Every commune with the months of 2023-01 … 2025-05 on whose last day it existed.

    The form version that the sample reports belong to ends in June 2025.
    """
    first, last = 2023 * 12, 2025 * 12 + 4
    spans: dict[str, list[int]] = {}
    with open(SEED / "org_units.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["level"] != "commune":
                continue
            begin = month_of(row["valid_from"]) if row["valid_from"] else first
            # A unit that ends on a month's last day still belongs to that month; whether the
            # end is one does not matter here, so the month of the end is left out.
            end = month_of(row["valid_to"]) - 1 if row["valid_to"] else last
            span = spans.setdefault(row["id"], [begin, end])
            spans[row["id"]] = [min(span[0], begin), max(span[1], end)]
    lines = [f"{unit} {max(first, begin)} {min(last, end)}"
             for unit, (begin, end) in spans.items() if max(first, begin) <= min(last, end)]
    target.write_text("\n".join(lines) + "\n")


def month_of(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7]) - 1


def write_values(target: pathlib.Path) -> None:
    """Sample reports as JSON objects of 80 values. Leaving values out breaks no rule,
    because a rule is checked only where all its elements have a number."""
    generator = random.Random(1)
    lines = []
    with open(SEED / "bac_quang_2023.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            values = {code: int(text) for code, text in row.items()
                      if code not in ("org_unit", "period", "received_at") and text.isdigit()}
            chosen = sorted(generator.sample(sorted(values), min(VALUES_A_REPORT, len(values))))
            lines.append(json.dumps({code: values[code] for code in chosen},
                                    separators=(",", ":")))
    target.write_text("\n".join(lines) + "\n")


def check_one_post(port: int, token: str, folder: pathlib.Path) -> None:
    """A first report is 201 and the same again 200, before thousands of them are counted."""
    unit, month, _ = (folder / "unit_months").read_text().splitlines()[0].split()
    values = json.loads((folder / "values").read_text().splitlines()[0])
    body = json.dumps({"org_unit": unit, "form": "mnch", "values": values,
                       "period": f"{int(month) // 12}-{int(month) % 12 + 1:02}"}).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for expected in (201, 200):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/v1/reports", data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                status, answer = response.status, b""
        except urllib.error.HTTPError as error:
            status, answer = error.code, error.read()
        if status != expected:
            sys.exit(f"a sample report was answered {status} instead of {expected}:\n"
                     f"{body.decode()}\n{answer.decode(errors='replace')}")


def raw_sqlite(program: pathlib.Path, folder: pathlib.Path, rows: int, seconds: float,
               *options: str) -> float:
    with tempfile.TemporaryDirectory(dir=folder) as fresh:
        output = subprocess.run([program, f"{fresh}/raw.sqlite", str(rows), str(seconds), *options],
                                capture_output=True, text=True, check=True).stdout
    return float(output)


def compile_raw_sqlite(folder: pathlib.Path) -> pathlib.Path:
    program = folder / "raw_sqlite"
    subprocess.run(["cc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program,
                    HERE / "raw_sqlite.c", "-lsqlite3", "-lcrypto"], check=True)
    return program


def bench_writing(server: tuple[int, int] | None, token: str, folder: pathlib.Path,
                  seconds: float, rounds: int) -> list[Figure]:
    program = compile_raw_sqlite(folder)
    write_unit_months(folder / "unit_months")
    write_values(folder / "values")
    if server:
        check_one_post(server[1], token, folder)
    figures = []
    for connections in WRITE_CONNECTIONS:
        work = f"durable report, {VALUES_A_REPORT} values"
        raw, hashed, runs = [], [], []
        for _ in range(rounds):
            if server:
                pid, port = server
                runs.append(measure(work, "mebe", pid, port, connections, seconds, "post.lua",
                                    str(folder / "unit_months"), str(folder / "values"), token))
            raw.append(raw_sqlite(program, folder, connections, seconds))
            hashed.append(raw_sqlite(program, folder, connections, seconds, "sha256"))
        yardsticks = [
            Figure(work, "SQLite with SHA-256", connections, statistics.median(hashed)),
            Figure(work, "SQLite", connections, statistics.median(raw)),
        ]
        figures += with_ratios([middle(runs)] + yardsticks) if runs else yardsticks
    return figures


# The whole


@contextlib.contextmanager
def mebe(binary: str, folder: pathlib.Path):
    port = free_port()
    data = folder / "data"
    # nginx writes no access log here either.
    command = [
        binary, "serve", "--demo", "--listen", f"127.0.0.1:{port}", "--data", str(data),
        "--access-log", "off"]
    is_ready = lambda: fetch(port, "/healthz", {}) is not None
    with running(command, "mebe", is_ready, folder / "mebe.log") as process:
        yield process.pid, port, data


def make_token(binary: str, data: pathlib.Path) -> str:
    command = [binary, "token", "create", "--data", str(data), "--unit", "VN", "--role", "admin"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def check_same_bytes(servers: dict[str, tuple[int, int]], token: str) -> None:
    for name, paths in reading_cases():
        for path in paths:
            for headers in ({}, {"Accept-Encoding": "gzip"}):
                headers = headers | {"Authorization": f"Bearer {token}"}
                bodies = {fetch(port, path, headers) for _, port in servers.values()}
                if len(bodies) != 1 or None in bodies:
                    sys.exit(f"{name}: the servers differ on {path}, {headers.keys()}")


def bench_server(binary: str, folder: pathlib.Path, seconds: float, rounds: int) -> list[Figure]:
    with mebe(binary, folder) as (pid, port, data):
        token = make_token(binary, data)
        authorization = {"Authorization": f"Bearer {token}"}

        def source(path: str, headers: dict[str, str]) -> bytes:
            body = fetch(port, path, headers | authorization)
            return body if body is not None else sys.exit(f"mebe did not answer {path}")

        site = folder / "nginx"
        for _, paths in reading_cases():
            save_pages(source, paths, site / "root")
        with nginx(site) as (nginx_pid, nginx_port):
            servers = {"mebe": (pid, port), "nginx": (nginx_pid, nginx_port)}
            check_same_bytes(servers, token)
            figures = bench_reading(servers, token, folder, seconds, rounds)
        return figures + bench_writing((pid, port), token, folder, seconds, rounds)


def bench_yardsticks(folder: pathlib.Path, seconds: float, rounds: int) -> list[Figure]:
    """Without a binary: nginx with made-up pages, and plain SQLite."""
    generator = random.Random(1)
    page = generator.randbytes(3_000).hex().encode()
    made_up = lambda path, headers: gzip.compress(page) if headers else page
    site = folder / "nginx"
    for _, paths in reading_cases():
        save_pages(made_up, paths, site / "root")
    with nginx(site) as server:
        figures = bench_reading({"nginx": server}, "none", folder, seconds, rounds)
    return figures + bench_writing(None, "none", folder, seconds, rounds)


def show(figures: list[Figure]) -> None:
    print(f"{'work':38} {'server':20} {'conn':>4} {'per s':>9} {'ratio':>6} "
          f"{'p50 ms':>8} {'p90 ms':>8} {'p99 ms':>8} {'max ms':>8} "
          f"{'CPU µs':>7} {'ratio':>6} {'bad':>4}")
    number = lambda value, digits: "" if value is None else f"{value:.{digits}f}"
    for f in figures:
        print(f"{f.work:38} {f.server:20} {f.connections:4} {f.per_second:9.0f} "
              f"{number(f.ratio, 2):>6} {number(f.p50_ms, 2):>8} {number(f.p90_ms, 2):>8} "
              f"{number(f.p99_ms, 2):>8} {number(f.max_ms, 2):>8} {number(f.cpu_us, 1):>7} "
              f"{number(f.cpu_ratio, 2):>6} {f.bad:4}")


def save(figures: list[Figure], target: str) -> None:
    with open(target, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [field.name for field in dataclasses.fields(Figure)])
        writer.writeheader()
        writer.writerows(dataclasses.asdict(figure) for figure in figures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", help="the mebe to measure; without it only the yardsticks")
    parser.add_argument("--csv", help="also write the figures to this file")
    parser.add_argument("--seconds", type=float, default=2, help="a run; at least 1")
    parser.add_argument("--rounds", type=int, default=3, help="runs a figure, of which the middle")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mebe-bench-") as name:
        folder = pathlib.Path(name)
        if options.binary:
            figures = bench_server(options.binary, folder, options.seconds, options.rounds)
        else:
            figures = bench_yardsticks(folder, options.seconds, options.rounds)
    show(figures)
    if options.csv:
        save(figures, options.csv)
    if any(figure.bad for figure in figures):
        sys.exit("some answers were refusals or failures")


if __name__ == "__main__":
    main()
