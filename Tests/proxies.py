"""Real proxies before the server: nginx and HAProxy, each in a folder of its own."""

import contextlib
import subprocess

import running

# The proxy's own address towards the server, so that the client's is another.
SOURCE = "127.0.0.2"

NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    upstream mebe {{ server {upstream}; keepalive 32; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://mebe;
            proxy_http_version 1.1;
            {bind}
            proxy_set_header Connection "";
            proxy_set_header Host mebe.example.vn;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto https;
            proxy_set_header X-Forwarded-Host mebe.example.vn;
        }}
    }}
}}
"""

HAPROXY = """
global
    maxconn 512
defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
    http-reuse always
    option forwardfor
frontend front
    bind 127.0.0.1:{port}
    http-request set-header X-Forwarded-Proto https
    http-request set-header X-Forwarded-Host mebe.example.vn
    default_backend mebe
backend mebe
    server one {upstream} {bind} check
"""


FORWARDED = HAPROXY.replace("    option forwardfor\n", "").replace("""
    http-request set-header X-Forwarded-Proto https
    http-request set-header X-Forwarded-Host mebe.example.vn
""", """
    http-request set-header Forwarded for=%[src];proto=https;host=mebe.example.vn
""")


@contextlib.contextmanager
def nginx(folder, upstream):
    """`upstream` is a port or the path of a socket; answers the proxy's port."""
    is_path = isinstance(upstream, str)
    text = dict(
        upstream=f"unix:{upstream}" if is_path else f"127.0.0.1:{upstream}",
        bind="" if is_path else f"proxy_bind {SOURCE};")
    with _running(folder, NGINX, text, "nginx", "-p", str(folder), "-c") as port:
        yield port


def haproxy(folder, upstream):
    return _haproxy(folder, upstream, HAPROXY)


def haproxy_forwarded(folder, upstream):
    """One that writes `Forwarded`, and passes a client's X-Forwarded-* on."""
    return _haproxy(folder, upstream, FORWARDED)


@contextlib.contextmanager
def _haproxy(folder, upstream, configuration):
    is_path = isinstance(upstream, str)
    text = dict(
        upstream=f"unix@{upstream}" if is_path else f"127.0.0.1:{upstream}",
        bind="" if is_path else f"source {SOURCE}")
    with _running(folder, configuration, text, "haproxy", "-db", "-q", "-f") as port:
        yield port


@contextlib.contextmanager
def _running(folder, configuration, text, *command):
    port = running.free_port()
    path = folder / "proxy.conf"
    path.write_text(configuration.format(folder=folder, port=port, **text))
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen([*command, str(path)], stdout=log, stderr=log)
    try:
        def is_up():
            assert process.poll() is None, (folder / "log").read_text()
            return running.is_listening(port)
        running.wait_until(is_up, 20, command[0])
        yield port
    finally:
        process.terminate()
        process.wait(20)
