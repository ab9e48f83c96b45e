"""Kills a server at random instants under a load of all kinds of writing, and holds what is left
against what was acknowledged. A short run is in the tests, a long one in the soak."""

import contextlib
import http.client
import json
import pathlib
import random
import signal
import subprocess
import threading
import time

import ledger
import running
import small

# Six months at a time: two for single reports, two for batches, two for imports.
SPANS = [[f"{year}-{month:02}" for month in range(first, first + 6)]
         for year in range(2021, 2026) for first in (1, 7)]
# A debug build starts within this, so that an instant in it may be anywhere in the start.
START_SPAN = 0.2
LOAD_SPAN = 0.3
IMPORT_SPAN = 0.25


class Senders:
    """Clients that write for as long as the server lives: single reports, corrections, drafts,
    batches and imports."""

    def __init__(self, server, token, ledger, chance, refusals=(), span=SPANS[0]):
        """`refusals` are statuses by which a server that lives may refuse."""
        self.server, self.token, self.ledger, self.span = server, token, ledger, span
        self.refusals, self.refused_count = refusals, 0
        self.is_ending = threading.Event()
        self.importer = None
        shares = [small.COMMUNES[n::3] for n in range(3)]
        work = [(self.send_singly, share) for share in shares]
        work += [(self.send_batches, small.COMMUNES), (self.send_imports, small.COMMUNES)]
        self.threads = [
            threading.Thread(target=self.work, args=(body, share, random.Random(chance.random())))
            for body, share in work]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_ending.set()
        for thread in self.threads:
            thread.join()

    def work(self, body, communes, chance):
        with contextlib.suppress(OSError, http.client.HTTPException, EOFError):
            while not self.is_ending.is_set():
                body(communes, chance)

    def send_singly(self, communes, chance):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        with contextlib.closing(connection):
            while not self.is_ending.is_set():
                key = chance.choice(communes), chance.choice(self.span[:2])
                status = "draft" if chance.random() < 0.2 else "submitted"
                body = self.ledger.send(key, status)
                self.request(connection, "/reports", json.dumps(body), "application/json")
                response = connection.getresponse()
                self.take(key, response.status, json.loads(response.read()))

    def request(self, connection, path, body, kind):
        connection.request("POST", running.API + path, body, {
            "Content-Type": kind, "Authorization": f"Bearer {self.token}"})

    def take(self, key, status, answer):
        if status in self.refusals:
            self.refused_count += 1
            self.ledger.refuse(key)
        elif status in (200, 201):
            self.ledger.acknowledge(key, answer["report"])
        else:
            self.ledger.wrong.append((key, status, answer))

    def send_batches(self, communes, chance):
        """A batch, its answers read as they come; some reports are in it twice."""
        keys = [(unit, chance.choice(self.span[2:4])) for unit in chance.choices(communes, k=40)]
        body = "".join(json.dumps(self.ledger.send(key)) + "\n" for key in keys)
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        with contextlib.closing(connection):
            self.request(connection, "/reports/batch", body, "application/x-ndjson")
            response = connection.getresponse()
            for key in keys:
                line = response.readline()
                if not line.endswith(b"\n"):
                    raise EOFError
                answer = json.loads(line)
                self.take(key, answer["status"], answer)

    def send_imports(self, communes, chance):
        keys, text = import_of(self.ledger, communes, chance.choice(self.span[4:]))
        self.importer = import_command(self.server.folder)
        settle_import(self.ledger, keys, self.importer, text, is_refused=self.refusals != ())
        if self.importer.returncode != 0 and not self.refusals:
            raise EOFError


def import_of(ledger, communes, period):
    """Reports of every commune as a table to import."""
    keys = [(unit, period) for unit in communes]
    bodies = [ledger.send(key) for key in keys]
    rows = [",".join([body["org_unit"], period, *map(str, body["values"].values())])
            for body in bodies]
    return keys, "\n".join(["org_unit,period,anc_visits,gyn_exams", *rows]) + "\n"


def import_command(folder):
    return subprocess.Popen(
        **folder.call("import", "reports", "-"), stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)


def settle_import(ledger, keys, command, text, is_refused=False):
    """Takes down how an import ended. While the server lives, a failure is a refusal."""
    with contextlib.suppress(BrokenPipeError):
        command.communicate(text, timeout=60)
    command.wait(60)
    if command.returncode == 0:
        ledger.acknowledge_import(keys)
    elif is_refused:
        for key in keys:
            ledger.refuse(key)
    else:
        ledger.leave_import(keys)


class Crashes:
    """A folder whose servers are killed again and again."""

    def __init__(self, folder, seed, is_thorough=True):
        """A thorough check reads every revision each time; otherwise `verify` does."""
        self.folder, self.chance, self.is_thorough = folder, random.Random(seed), is_thorough
        self.token = folder.token()
        self.ledger = ledger.Ledger()
        self.kill_count = 0
        self.start_seconds = []

    def round(self):
        """One kill: mostly under load, sometimes at start, sometimes of an import alone."""
        kind = self.chance.choices(
            [self.kill_under_load, self.kill_at_start, self.kill_import_alone], [8, 1, 1])[0]
        kind()
        self.kill_count += 1

    @property
    def span(self):
        """The months of this round; every few rounds others, so that no report gets too long."""
        return SPANS[self.kill_count // 10 % len(SPANS)]

    def kill_under_load(self):
        with self.checked() as server:
            before = self.ledger.acknowledged
            is_amid_import = self.chance.random() < 0.3
            with Senders(server, self.token, self.ledger, self.chance, span=self.span):
                running.wait_until(lambda: self.ledger.acknowledged > before + 20, 60, "load")
                if is_amid_import:
                    running.wait_until(self.import_is_staged, 60, "an import")
                # The instant of the kill is the point; nothing is waited for.
                time.sleep(self.chance.uniform(0, 0.03 if is_amid_import else LOAD_SPAN))
                kill(server.process)

    def import_is_staged(self):
        return any(pathlib.Path(self.folder.path).glob("import-*.db"))

    def kill_at_start(self):
        server = running.Server(self.folder)
        time.sleep(self.chance.uniform(0, START_SPAN))
        kill(server.process)

    def kill_import_alone(self):
        """An import into a folder that nobody serves is killed."""
        # What an earlier one left must be known before the next is sent.
        with self.checked():
            pass
        keys, text = import_of(
            self.ledger, small.COMMUNES, self.chance.choice(self.span[4:]))
        command = import_command(self.folder)
        timer = threading.Timer(self.chance.uniform(0, IMPORT_SPAN), command.kill)
        timer.start()
        settle_import(self.ledger, keys, command, text)
        timer.join()

    @contextlib.contextmanager
    def checked(self, is_thorough=False):
        """A new server; what the last one left is held against the ledger."""
        begun = time.monotonic()
        with self.folder.serving() as server:
            self.start_seconds.append(time.monotonic() - begun)
            if is_thorough or self.is_thorough:
                self.ledger.check(server, self.token)
            else:
                self.ledger.check_latest(server, self.token)
            yield server

    def verify(self):
        """Reads everything, and has the program recompute it, beside a server and alone."""
        with self.checked(is_thorough=True):
            beside = self.folder.run("verify")
        assert beside.returncode == 0, beside.stdout + beside.stderr
        alone = self.folder.run("verify")
        assert alone.returncode == 0, alone.stdout + alone.stderr


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()
