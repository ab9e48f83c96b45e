"""The programs that are measured and measure: mebe, nginx, SQLite in C, and the load."""

import contextlib
import grp
import http.client
import os
import pathlib
import pwd
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
START_SECONDS_MAX = 60
END_SECONDS_MAX = 60
HOST = "127.0.0.1"
SELF_SIGNED = "--tls-self-signed"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def compile_c(name: str, folder: pathlib.Path, *libraries: str) -> pathlib.Path:
    program = folder / name
    subprocess.run(
        ["cc", "-std=gnu11", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-Werror",
         "-o", program, HERE / f"{name}.c", *(f"-l{library}" for library in libraries)],
        check=True)
    return program


class Process:
    """A server that runs, and what it costs."""

    def __init__(self, process: subprocess.Popen, pid: int, port: int, token: str = "",
                 is_secure: bool = False):
        self.process, self.pid, self.port = process, pid, port
        self.token, self.is_secure = token, is_secure

    @property
    def cpu_seconds(self) -> float:
        """User and system time of all its threads (proc(5), /proc/pid/stat)."""
        text = pathlib.Path(f"/proc/{self.pid}/stat").read_text()
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_megabytes(self, field: str = "VmRSS") -> float:
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(rf"{field}:\s+(\d+) kB", text).group(1)) / 1024

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def connection(self) -> http.client.HTTPConnection:
        if self.is_secure:
            return http.client.HTTPSConnection(
                HOST, self.port, timeout=120, context=ssl._create_unverified_context())
        return http.client.HTTPConnection(HOST, self.port, timeout=120)

    def get(self, path: str, connection=None, **headers: str):
        """Status, headers and body of one answer."""
        own = connection or self.connection()
        own.request("GET", path, headers={**self.headers, **headers})
        response = own.getresponse()
        body = response.read()
        if connection is None:
            own.close()
        return response.status, response.headers, body

    def must_get(self, path: str, connection=None, **headers: str) -> bytes:
        status, _, body = self.get(path, connection, **headers)
        return body if status == 200 else sys.exit(f"{path}: {status} {body[:300]!r}")


def is_listening(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
        return True
    return False


def wait_for_start(process: subprocess.Popen, port: int, log: pathlib.Path) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while not is_listening(port):
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"it did not start: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.005)


@contextlib.contextmanager
def started(command: list[str], log: pathlib.Path):
    """A process that is ended at the end, however that comes."""
    with open(log, "wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=END_SECONDS_MAX)


def serve_command(binary: str, data: pathlib.Path, port: int, *flags: str) -> list[str]:
    # Nobody here writes an access log, the other server neither.
    return [binary, "serve", "--listen", f"{HOST}:{port}", "--data", str(data),
            "--access-log", "off", *flags]


def make_token(binary: str, data: pathlib.Path) -> str:
    command = [binary, "token", "create", "--data", str(data), "--unit", "VN", "--role", "admin"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@contextlib.contextmanager
def mebe(binary: str, data: pathlib.Path, *flags: str):
    port, log = free_port(), data.with_suffix(".log")
    token = make_token(binary, data)
    with started(serve_command(binary, data, port, *flags), log) as process:
        wait_for_start(process, port, log)
        yield Process(process, process.pid, port, token, SELF_SIGNED in flags)


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


@contextlib.contextmanager
def nginx(folder: pathlib.Path):
    """nginx over the files in `root` below a folder, with one worker."""
    port, log = free_port(), folder / "nginx.log"
    configuration = folder / "nginx.conf"
    # Under root its worker would be a user who cannot reach the folder.
    user = pwd.getpwuid(os.getuid()).pw_name + " " + grp.getgrgid(os.getgid()).gr_name
    configuration.write_text(NGINX.format(folder=folder, port=port, user=user))
    # /usr/sbin is not on everybody's path.
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or "nginx"
    with started([program, "-c", str(configuration), "-p", str(folder)], log) as process:
        wait_for_start(process, port, log)
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
        yield Process(process, int(children.read_text().split()[0]), port)
