"""Child processes that never outlive us: every program these scripts start ends with them, whatever ends them."""

import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class ProcessFailure(RuntimeError):
    """A program ended, or did not get ready, when it should have; the words carry the tail of its log."""


def spawn(command: list[str], log: Path, death_signal: int = signal.SIGKILL, **options) -> subprocess.Popen:
    """Starts `command` in a session of its own (Ctrl-C reaches only us) with its output in `log`.

    The kernel sends `death_signal` to it when the *thread* that called this ends: call from a thread that lives as long as the child.
    """
    parent = os.getpid()

    def die_with_parent() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:
            os._exit(1)

    with open(log, "ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **options,
        )


def end(process: subprocess.Popen | None, within: float = 5.0, first: int = signal.SIGTERM) -> int | None:
    """Asks a child to end, insists after `within` seconds; gives its exit status."""
    if process is None:
        return None
    if process.poll() is None:
        process.send_signal(first)
        try:
            process.wait(within)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    return process.returncode


def children(pid: int) -> list[int]:
    """The process ids of the children of `pid`, of all its threads."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(word) for word in task.read_text().split()]
        except OSError:
            continue
    return found


def tail(path: Path, lines: int = 12) -> str:
    """The end of a log, for the words of a failure."""
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return "(no log)"


def poll(what: str, condition, within: float, every: float = 0.05, alive=None, log: Path | None = None):
    """Calls `condition` until it gives something true, and gives that; fails in plain words after `within` seconds.

    `alive` is a list of children that must not end meanwhile; `log` is shown when it fails.
    """
    deadline = time.monotonic() + within
    while True:
        value = condition()
        if value:
            return value
        for process in alive or []:
            if process.poll() is not None:
                shown = f"\n{tail(log)}" if log else ""
                raise ProcessFailure(f"{process.args[0]} ended with status {process.returncode} while waiting: {what}{shown}")
        if time.monotonic() > deadline:
            shown = f"\n{tail(log)}" if log else ""
            raise ProcessFailure(f"after {within:.0f} s still not: {what}{shown}")
        time.sleep(every)
