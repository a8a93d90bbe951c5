"""A conversation survives what happens to its nodes: SIGKILL in the middle of sending, on either side, and the death of tor."""

import os
import re
import signal
import threading

import pytest

from nodekit.http import HTTPFailure
from tornet.process import poll


@pytest.fixture(scope="module")
def pair(pair_factory):
    return pair_factory()


def numbers(shown: str, word: str) -> list[int]:
    """The numbers of the messages `word NN.` in the order shown."""
    return [int(text) for text in re.findall(rf"{word} (\d\d)\.", shown)]


def come_back(pair, side: int, visitor) -> None:
    """Starts a node that was killed, and its member logs in again: sign-ins live in memory only."""
    pair.nodes[side].start().wait_until_published()
    pair.people[side].browser.close()
    pair.people[side].wait_until_reachable(forget=visitor.new_identity)
    pair.people[side].log_in()


def test_the_receiving_node_is_killed_while_messages_come(pair, visitor):
    for number in range(4):
        pair.write(0, f"kestrel {number:02}.")
    pair.nodes[1].kill()
    for number in range(4, 10):
        pair.write(0, f"kestrel {number:02}.")
    come_back(pair, 1, visitor)
    shown = pair.read(1, "kestrel 09.", within=120)
    assert numbers(shown, "kestrel") == list(range(10))


def test_the_sending_node_is_killed_in_the_middle_of_sending(pair, visitor):
    taken: list[int] = []

    def write_on() -> None:
        try:
            for number in range(50):
                pair.write(0, f"plover {number:02}.")
                taken.append(number)
        except (OSError, HTTPFailure, AssertionError):
            return  # the node is gone, as it should be

    browser = pair.people[0].browser
    patience, browser.timeout = browser.timeout, 5.0
    writer = threading.Thread(target=write_on)
    writer.start()
    poll("eight messages are taken", lambda: len(taken) >= 8 or not writer.is_alive(), 60, every=0.01)
    pair.nodes[0].kill()
    writer.join(30)
    browser.timeout = patience
    assert len(taken) >= 8 and not writer.is_alive()

    come_back(pair, 0, visitor)
    pair.write(0, "plover 99.")
    shown = numbers(pair.read(1, "plover 99.", within=120), "plover")
    # What the browser was told is taken is there, once, in order. One message was on its way to the node when it died: it may be there.
    assert shown in ([*taken, 99], [*taken, len(taken), 99])
    assert numbers(pair.read(0, "plover 99."), "plover") == shown


def test_the_node_recovers_when_its_tor_dies(pair, visitor):
    for side in (0, 1):
        before = pair.nodes[side].tor_pid
        assert before
        os.kill(before, signal.SIGKILL)
        poll("the node starts tor again", lambda node=pair.nodes[side], before=before: node.tor_pid not in (0, before), 60)
    for side in (0, 1):
        pair.nodes[side].wait_until_published()
        pair.people[side].wait_until_reachable(forget=visitor.new_identity)
    pair.write(0, "dunlin 01.")
    pair.write(1, "dunlin 02.")
    assert numbers(pair.read(1, "dunlin 01.", within=120), "dunlin").count(1) == 1
    assert numbers(pair.read(0, "dunlin 02.", within=120), "dunlin").count(2) == 1
