"""What a power cut leaves of a folder: the record of all writing and flushing of a program is
played up to an instant, and of what was not flushed by then all, nothing or parts are lost."""

import collections
import os
import pathlib
import struct

# As in faults/record.c and faults/faults.h.
ENTRY = struct.Struct("=qqqiiii")
CREATE, WRITE, TRUNCATE, SYNC_BEGIN, SYNC_END, UNLINK, RENAME, MKDIR = range(8)
# What a disk writes whole.
SECTOR = 512

# How much of the unflushed stays.
LOSSES = ["everything", "nothing", "parts"]

Entry = collections.namedtuple("Entry", "nanoseconds inode offset operation path data")


def entries(record_path):
    """The record; an entry that the program's end cut off is left out."""
    record = pathlib.Path(record_path).read_bytes()
    found, place = [], 0
    while place + ENTRY.size <= len(record):
        nanoseconds, inode, offset, operation, path_length, data_length, _ = ENTRY.unpack_from(
            record, place)
        path_end = place + ENTRY.size + path_length
        path = record[place + ENTRY.size:path_end].decode()
        data = record[path_end:path_end + data_length]
        place = path_end + data_length
        if place <= len(record):
            found.append(Entry(nanoseconds, inode, offset, operation, path, data))
    return found


class File:
    """One file: what is flushed, and what was done since. A flush that ends vouches for what was
    done before it began."""

    def __init__(self, flushed=b""):
        self.flushed, self.waiting, self.begun = bytearray(flushed), [], []
        self.flushed_count = 0

    def do(self, entry):
        self.waiting.append(entry)

    def begin_flush(self):
        self.begun.append(self.flushed_count + len(self.waiting))

    def end_flush(self):
        # Of two flushes at once the one that began first vouches for less.
        count = max(0, self.begun.pop(0) - self.flushed_count)
        for entry in self.waiting[:count]:
            apply(entry, self.flushed)
        del self.waiting[:count]
        self.flushed_count += count

    def after(self, chance, share):
        """The content when each part of the unflushed stayed with a probability."""
        content = bytearray(self.flushed)
        for entry in self.waiting:
            for part in sectors(entry):
                if chance.random() < share:
                    apply(part, content)
        return bytes(content)


def apply(entry, content):
    if entry.operation == TRUNCATE:
        del content[entry.offset:]
        content.extend(bytes(max(0, entry.offset - len(content))))
    else:
        content.extend(bytes(max(0, entry.offset - len(content))))
        content[entry.offset:entry.offset + len(entry.data)] = entry.data


def sectors(entry):
    """A write in the pieces that a disk may take one without the other."""
    if entry.operation == TRUNCATE:
        yield entry
        return
    place = 0
    while place < len(entry.data):
        length = SECTOR - (entry.offset + place) % SECTOR
        yield entry._replace(
            offset=entry.offset + place, data=entry.data[place:place + length])
        place += length


class Disk:
    """A folder at an instant. A name is flushed with the folder that holds it."""

    def __init__(self, base):
        """`base` is read as it is now: before the recorded program begins."""
        self.base = str(pathlib.Path(base).resolve())
        # By the number that the system knows them by; it may be given again to a new file.
        self.files, self.folders = {}, {}
        # What a path leads to; a folder that the program made leads to None.
        self.names, self.made, self.waiting = {}, set(), []
        for folder, _, names in os.walk(self.base):
            self.folders[os.stat(folder).st_ino] = folder
            for path in (os.path.join(folder, name) for name in names):
                if os.path.isfile(path):
                    file = File(pathlib.Path(path).read_bytes())
                    self.names[path] = self.files[os.stat(path).st_ino] = file

    def play(self, entry):
        if entry.operation == CREATE:
            self.files[entry.inode] = File()
        if entry.operation == MKDIR:
            self.folders[entry.inode] = entry.path
            self.made.add(entry.path)
        if entry.operation in (CREATE, UNLINK, RENAME, MKDIR):
            self.waiting.append((entry, self.files.get(entry.inode)))
        elif entry.inode in self.folders:
            if entry.operation == SYNC_END:
                self.flush_names(self.folders[entry.inode])
        elif entry.operation == SYNC_BEGIN:
            self.files[entry.inode].begin_flush()
        elif entry.operation == SYNC_END:
            self.files[entry.inode].end_flush()
        else:
            self.files[entry.inode].do(entry)

    def flush_names(self, folder):
        def is_within(change):
            return os.path.dirname(change[0].path) == folder

        for change in filter(is_within, self.waiting):
            rename(*change, self.names)
        self.waiting = [change for change in self.waiting if not is_within(change)]

    def cut(self, chance, loss):
        """The files after a power cut now, by path beneath the base. `loss` is how much of the
        unflushed is lost; names are lost from some instant on."""
        kept = {"everything": 0, "nothing": len(self.waiting)}.get(
            loss, chance.randint(0, len(self.waiting)))
        share = {"everything": 0, "nothing": 1}.get(loss, chance.random())
        names = dict(self.names)
        for change in self.waiting[:kept]:
            rename(*change, names)
        return {
            os.path.relpath(path, self.base): file.after(chance, share)
            for path, file in names.items() if file is not None and self.is_reached(path, names)}

    def is_reached(self, path, names):
        """Whether all folders above are there."""
        return all(folder in names for folder in self.made if path.startswith(folder + "/"))


def rename(entry, file, names):
    """One change of names."""
    if entry.operation == UNLINK:
        names.pop(entry.path, None)
    elif entry.operation == RENAME:
        if entry.path in names:
            names[entry.data.decode()] = names.pop(entry.path)
    else:
        names[entry.path] = file


def write(files, base):
    """Puts the files of a cut into a fresh folder."""
    for path, content in files.items():
        place = pathlib.Path(base) / path
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.write_bytes(content)
