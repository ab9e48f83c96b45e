"""Many requests from clients that leave at every stage: what does the server keep of them?"""

import multiprocessing
import random
import socket
import struct
import time

import target as targets

# Where a client may leave.
STAGES = ["before the head", "inside the head", "inside the body", "before reading",
          "inside a response", "after all responses"]
PIPELINE_MAX = 30
WORKERS = 3


class Growth:
    """What a server held before and after."""

    def __init__(self, requests, connections, descriptors, resident, seconds):
        self.requests, self.connections = requests, connections
        self.descriptors, self.resident, self.seconds = descriptors, resident, seconds

    @property
    def resident_growth(self):
        return self.resident[1] - self.resident[0]

    def __str__(self):
        before, after = (value / 2 ** 20 for value in self.resident)
        return (f"{self.requests} requests on {self.connections} connections in "
                f"{self.seconds:.0f} s; descriptors {self.descriptors[0]} -> "
                f"{self.descriptors[1]}; resident {before:.1f} -> {after:.1f} MiB")


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def requests_of(target, chance):
    """Some requests in a row, and where the parts of the last one begin."""
    parts = []
    for _ in range(chance.randrange(1, PIPELINE_MAX)):
        if chance.random() < 0.7:
            parts += [target.get, b""]
        else:
            parts += targets.post(*target.post, chance.randrange(1, 2_000))
    return parts


def receive(connection, count):
    """Reads until so many responses have begun, and a little more."""
    begun, tail = 0, b""
    while begun < count:
        piece = connection.recv(1 << 16)
        if not piece:
            return
        joined = tail + piece
        begun += joined.count(b"HTTP/1.1 ")
        tail = joined[-8:]


def leave_somewhere(target, chance):
    """One connection; how many whole requests it sent."""
    stage = chance.choice(STAGES)
    parts = requests_of(target, chance)
    count = len(parts) // 2
    text = b"".join(parts)
    if stage == "before the head":
        text, count = b"", 0
    elif stage == "inside the head":
        text, count = b"".join(parts[:-2]) + parts[-2][:chance.randrange(1, 20)], count - 1
    elif stage == "inside the body" and parts[-1]:
        text, count = text[:-1], count - 1
    with target.connect() as connection:
        try:
            connection.sendall(text)
            if stage == "inside a response" and count:
                connection.recv(chance.randrange(1, 200))
            elif stage == "after all responses":
                receive(connection, count)
            if chance.random() < 0.5:
                reset(connection)
        except OSError:
            # A request that was not liked ends the connection; so be it.
            return count
    return count


def work(target, seed, count, totals):
    random.seed(seed)
    chance = random.Random(seed)
    sent = connections = 0
    while sent < count:
        sent += leave_somewhere(target, chance)
        connections += 1
    totals.put((sent, connections))


def hammer(target, count, seed):
    """Sends about `count` requests from several processes."""
    totals = multiprocessing.Queue()
    target_alone = targets.Target(
        None, target.port, target.pid, target.get, target.post, target.big, target.is_secure)
    workers = [
        multiprocessing.Process(
            target=work, args=(target_alone, seed + number, count // WORKERS, totals))
        for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    sums = [totals.get() for _ in workers]
    for worker in workers:
        worker.join()
    return sum(sent for sent, _ in sums), sum(connections for _, connections in sums)


def rested(target, idle):
    """What the server holds once it has noticed that everybody left."""
    deadline = time.monotonic() + 60
    while target.descriptor_count > idle and time.monotonic() < deadline:
        time.sleep(0.1)
    return target.descriptor_count, target.resident_bytes


def measure(target, count, seed):
    """The growth over `count` requests, after a tenth of them to warm up."""
    idle = target.descriptor_count
    hammer(target, max(WORKERS, count // 10), seed)
    descriptors, resident = rested(target, idle)
    begun = time.monotonic()
    sent, connections = hammer(target, count, seed + WORKERS)
    seconds = time.monotonic() - begun
    assert target.is_running, "the server ended"
    after = rested(target, descriptors)
    return Growth(
        sent, connections, (idle, after[0]), (resident, after[1]), seconds)
