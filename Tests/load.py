"""Load by wrk(1), and what came of it."""

import re
import subprocess


class Load:
    """A run of wrk that goes on beside a test."""

    def __init__(self, url, seconds, connections=32, *more):
        self.process = subprocess.Popen(
            ["wrk", "--threads", "1", "--connections", str(connections),
             "--duration", f"{seconds}s", "--timeout", "30s", *more, url],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def end(self):
        """Waits for the end; answers how many requests were answered well, and what failed."""
        output, _ = self.process.communicate(timeout=120)
        count = int(re.search(r"(\d+) requests in", output).group(1))
        failures = [
            line.strip() for line in output.splitlines()
            if "Socket errors" in line or "Non-2xx" in line]
        return count, failures
