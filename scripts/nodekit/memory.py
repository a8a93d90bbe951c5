"""Looks into the memory of a process of ours from outside, as its kernel would let root do: for secrets that should be gone."""

from pathlib import Path

CHUNK = 1 << 22


class ProcessMemory:
    """The private writable memory of one process: heap, stacks, data, and the pages of the secure heap."""

    def __init__(self, pid: int):
        self.pid = pid

    def holds(self, needles: dict[str, bytes]) -> set[str]:
        """The names of the needles that lie somewhere in that memory now."""
        return {name for name, _ in self.places(needles)}

    def places(self, needles: dict[str, bytes]) -> list[tuple[str, str]]:
        """Each needle's name with the mapping that it was found in, once for each place."""
        overlap = max(map(len, needles.values())) - 1
        found = []
        with open(f"/proc/{self.pid}/mem", "rb", buffering=0) as memory:
            for start, end, label in self._mappings():
                # Pieces overlap by less than the longest needle; a shorter one inside the overlap may be counted twice.
                position, tail = start, b""
                while position < end:
                    piece = self._read(memory, position, min(CHUNK, end - position))
                    if not piece:
                        break
                    window = tail + piece
                    found += [
                        (name, f"{label} at {position - len(tail) + place:x}") for name, needle in needles.items()
                        for place in _occurrences(window, needle)]
                    position, tail = position + len(piece), window[-overlap:]
        return found

    def _mappings(self):
        for line in Path(f"/proc/{self.pid}/maps").read_text().splitlines():
            fields = line.split(maxsplit=5)
            if fields[1].startswith("rw"):
                start, end = (int(part, 16) for part in fields[0].split("-"))
                yield start, end, fields[5] if len(fields) > 5 else "anonymous memory"

    @staticmethod
    def _read(memory, position: int, count: int) -> bytes:
        try:
            memory.seek(position)
            return memory.read(count)
        except OSError:
            # The mapping went between the two looks.
            return b""


def _occurrences(text: bytes, needle: bytes):
    place = text.find(needle)
    while place >= 0:
        yield place
        place = text.find(needle, place + 1)
