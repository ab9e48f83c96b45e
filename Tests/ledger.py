"""What reports were sent to a server and what it acknowledged, and whether it kept that."""

import collections
import itertools
import time

import known
import running
import small

ELEMENTS = ("anc_visits", "gyn_exams")

Sent = collections.namedtuple("Sent", "values status")
Stored = collections.namedtuple("Stored", "values status revision seq")


class Sending:
    """A revision that was sent; with the answer, if one came, and its moment."""

    def __init__(self, sent):
        self.sent = sent
        self.answered, self.nanoseconds = None, None

    def answer(self, stored):
        self.answered, self.nanoseconds = stored, time.monotonic_ns()

    def was_answered(self, nanoseconds):
        return self.answered is not None and self.nanoseconds <= nanoseconds


class Ledger:
    """The reports of the small country. Each belongs to one sender, so that its revisions have
    one order; no two revisions have the same values, so that each can be told."""

    def __init__(self):
        self.numbers = itertools.count(1)
        self.kept = collections.defaultdict(list)
        self.pending = collections.defaultdict(list)
        # Reports that an import took or left all together: the revisions it would have made.
        self.imports = []
        # Since the last check, to tell what was known at a moment.
        self.history = collections.defaultdict(list)
        self.all_imports = []
        # Answers that no server should give; a thread cannot fail a test.
        self.wrong = []

    @property
    def acknowledged(self):
        return sum(map(len, self.kept.values()))

    def next_values(self):
        number = next(self.numbers) % 10_000_000
        return dict(zip(ELEMENTS, (number, 2 * number)))

    def send(self, key, status="submitted"):
        """A new report, from now on perhaps on its way; answers its body."""
        values = self.next_values()
        sending = Sending(Sent(values, status))
        self.pending[key].append(sending)
        self.history[key].append(sending)
        return running.report(*key, values, status=status)

    def acknowledge(self, key, found):
        """The oldest report on its way was answered by this one."""
        sending = self.pending[key].pop(0)
        sent, stored = sending.sent, stored_of(found)
        sending.answer(stored)
        if stored[:2] != sent or stored.revision != len(self.kept[key]) + 1:
            self.wrong.append((key, sent, stored))
        self.kept[key].append(stored)

    def refuse(self, key):
        """The oldest report on its way was refused: it must not be there."""
        self.history[key].remove(self.pending[key].pop(0))

    def acknowledge_import(self, keys):
        """All oldest reports on their way are stored, at a place not told."""
        self.all_imports.append([(key, len(self.kept[key]) + 1) for key in keys])
        for key in keys:
            sending = self.pending[key].pop(0)
            sending.answer(Stored(*sending.sent, len(self.kept[key]) + 1, None))
            self.kept[key].append(sending.answered)

    def leave_import(self, keys):
        """An import ended without an answer."""
        self.imports.append([(key, len(self.kept[key]) + 1) for key in keys])
        self.all_imports.append(self.imports[-1])

    def at(self, nanoseconds):
        """The ledger as it was at a moment since the last check, when later reports were on
        their way at the most."""
        past = Ledger()
        for key, sendings in self.history.items():
            known_count = sum(one.was_answered(nanoseconds) for one in sendings)
            past.kept[key] = [one.answered for one in sendings[:known_count]]
            past.pending[key] = sendings[known_count:]
        past.imports = [
            group for group in self.all_imports
            if any(len(past.kept[key]) < revision for key, revision in group)]
        return past

    # Against a server

    def check(self, server, token):
        """Holds everything against what the server has. What was acknowledged is there, each as
        it was acknowledged; what was on its way is there whole and in its order, or not; and
        nothing else is. From then on that is known."""
        assert self.wrong == []
        self.check_reports(lambda key: revisions(server, token, key))
        self.check_sums(server, token, {period for _, period in self.kept})

    def check_latest(self, server, token):
        """The same for what was sent since the last check; of reports whose latest revision is
        the one acknowledged last, the earlier ones are left for another time."""
        assert self.wrong == []
        touched = list(self.history)
        for key in touched:
            if not self.is_latest(key, server.stored(f"{key[0]}/mnch/{key[1]}", token)):
                self.check_report(key, revisions(server, token, key))
        self.settle()
        self.check_sums(server, token, {period for _, period in touched})

    def is_latest(self, key, answer):
        kept = self.kept[key]
        return bool(kept) and answer.status == 200 and stored_of(answer.report) == kept[-1] \
            and all(one.seq for one in kept[-len(self.history[key]):])

    def check_reports(self, revisions):
        """`revisions` gives those of one report."""
        for key in set(self.kept) | set(self.pending):
            self.check_report(key, revisions(key))
        self.settle()
        self.check_seqs()

    def settle(self):
        """What was on its way is there or will never be."""
        for group in self.imports:
            there = {len(self.kept[key]) >= revision for key, revision in group}
            assert len(there) == 1, ("an import was taken in part", group)
        for record in (self.pending, self.imports, self.history, self.all_imports):
            record.clear()

    def check_report(self, key, found):
        kept = self.kept[key]
        assert len(found) >= len(kept), ("acknowledged and lost", key, kept[len(found):])
        for expected, stored in zip(kept, found):
            expected = expected._replace(seq=stored.seq) if expected.seq is None else expected
            assert stored == expected, ("acknowledged and changed", key, stored, expected)
        assert [one.revision for one in found] == list(range(1, len(found) + 1)), key
        extra = [Sent(*one[:2]) for one in found[len(kept):]]
        sent = [sending.sent for sending in self.pending[key]]
        assert extra == sent[:len(extra)], ("never sent", key, extra)
        kept[:] = found

    def check_seqs(self):
        seqs = sorted(one.seq for kept in self.kept.values() for one in kept)
        assert seqs == list(range(1, len(seqs) + 1)), "the journal has gaps"

    def check_sums(self, server, token, periods):
        for period in sorted(periods):
            expected = self.sums(period)
            for unit in [known.NATION, *small.PROVINCES, *small.DISTRICTS, *small.COMMUNES]:
                answer = server.aggregate(unit, period, token)
                assert answer.status == 200, answer
                assert known.core(answer.json["values"]) == expected[unit], (unit, period)

    def sums(self, period):
        """By unit and element, from the standing revisions."""
        sums = collections.defaultdict(dict)
        for (commune, month), kept in self.kept.items():
            standing = [one for one in kept if one.status != "draft"]
            if month != period or not standing:
                continue
            for unit in small.path(commune):
                for code, value in standing[-1].values.items():
                    one = sums[unit].setdefault(code, {"value": 0, "units": 0})
                    one["value"] += value
                    one["units"] += 1
        return sums


def revisions(server, token, key):
    unit, period = key
    answer = server.get(f"{running.API}/reports/{unit}/mnch/{period}/revisions", token)
    if answer.status == 404:
        return []
    assert answer.status == 200, answer
    return [stored_of(found) for found in answer.json["items"]]


def stored_of(found):
    return Stored(found["values"], found["status"], found["revision"], found["seq"])
