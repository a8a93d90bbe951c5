"""Log-ins that fail can't be told apart, neither by what comes back nor by when: asked of the program itself, at its real cost."""

import itertools
import random
import statistics
import time
from urllib.parse import urlencode

import pytest

from nodekit.browser import OnionBrowser
from nodekit.page import form_number, without_numbers
from nodekit.person import Person

# The node's rules (docs/protocol.md, section 11): so many wrong passwords, then so long open, then so long closed.
FREE, OPEN, CLOSED = 5, 15, (5, 10, 20, 40, 60)
TICK = 0.25
SECONDS = 40
# A machine with other work to do takes longer for each: as long again, five times.
PATIENCE = 5 * SECONDS
LEAST = 12
LIMIT = 4.5


class Closing:
    """A member whose name is guessed at, so that it is closed now and then."""

    def __init__(self, person: Person):
        self.person, self.wrong, self.level = person, 0, 0
        self.certain, self.reopened = (0.0, 0.0), 0.0

    def guess(self, log_in) -> None:
        """One wrong password; from the moments around it follows when the name will be closed for certain."""
        began = time.time()
        log_in("wrong", self.person.name, "a guess of somebody 17")
        ended = time.time()
        self.wrong += 1
        if self.wrong >= FREE:
            self.level = min(self.level + 1, len(CLOSED))
            # The node counts whole seconds, and decides within the answer's time.
            closed = CLOSED[self.level - 1]
            self.certain = (ended + OPEN + 1, began + OPEN + closed - 1 - 2 * (ended - began))
            self.reopened = ended + OPEN + closed + 1

    def is_closed(self) -> bool:
        return self.certain[0] <= time.time() <= self.certain[1]

    def is_open(self) -> bool:
        return self.wrong < FREE or time.time() > self.reopened


@pytest.fixture
def node(node_factory, tmp_path):
    include = tmp_path / "torrc"
    include.write_text("DisableNetwork 1\n")
    node = node_factory("doors", include=include).start()
    node.wait_until_local_answers()
    return node


def welch(left: list[float], right: list[float]) -> float:
    """Welch's t: how far two means are apart, in units of what chance does."""
    spread = statistics.variance(left) / len(left) + statistics.variance(right) / len(right)
    return (statistics.fmean(left) - statistics.fmean(right)) / spread**0.5


def test_log_ins_that_fail_are_one_by_bytes_and_by_time(node):
    address = node.addresses()["peer"]
    numbers = itertools.count(100)

    def member() -> Person:
        person = Person(f"guest{next(numbers)}", address, OnionBrowser(node.local_base))
        person.register()
        return person

    browser = OnionBrowser(node.local_base)
    token = browser.get("/login").form("/login").fields["token"]
    times: dict[str, list[float]] = {kind: [] for kind in ("wrong", "unknown", "destroyed", "destroying", "closed")}
    answers: dict[str, set] = {kind: set() for kind in times}

    def log_in(kind: str, name: str, password: str) -> None:
        body = urlencode({"token": token, "number": form_number(), "username": name, "password": password}).encode()
        began = time.perf_counter()
        page = browser.request("POST", "/login", body=body, kind="application/x-www-form-urlencoded", follow=False)
        times[kind].append(time.perf_counter() - began)
        answers[kind].add((page.status, *page.head.headers, without_numbers(page.body).replace(name.encode(), b"somebody")))

    # Names that will be closed in turn; meanwhile those are made who will be destroyed.
    guessed_at, victims = [], []
    for _ in range(4):
        guessed_at.append(Closing(member()))
        for _ in range(FREE):
            guessed_at[-1].guess(log_in)
        victims += [member() for _ in range(6)]
    gone = victims.pop()
    log_in("destroying", gone.name, gone.destruction_password)
    for kind in times:
        times[kind].clear()

    end = time.monotonic() + SECONDS
    while time.monotonic() < end or (min(map(len, times.values())) < LEAST and time.monotonic() < end + PATIENCE):
        for kind in random.sample(list(times), len(times)):
            match kind:
                case "wrong":
                    # A guess at an open name sets its next closing; a name that is about to close is as good.
                    open_now = [closing for closing in guessed_at if closing.is_open()]
                    if open_now:
                        open_now[0].guess(log_in)
                    elif pending := [each for each in guessed_at if time.time() < each.certain[0] - OPEN / 3]:
                        log_in(kind, random.choice(pending).person.name, "a guess of somebody 17")
                case "unknown":
                    log_in(kind, f"ghost{random.randrange(100, 999)}", "a guess of somebody 17")
                case "destroyed":
                    log_in(kind, gone.name, random.choice((gone.password, gone.destruction_password)))
                case "destroying" if victims:
                    gone = victims.pop()
                    log_in(kind, gone.name, gone.destruction_password)
                case "closed":
                    closed = [closing for closing in guessed_at if closing.is_closed()]
                    if closed:
                        log_in(kind, closed[0].person.name, closed[0].person.password)

    counts = {kind: len(each) for kind, each in times.items()}
    assert min(counts.values()) >= LEAST, counts
    assert len(set().union(*answers.values())) == 1, {kind: [answer[0] for answer in each] for kind, each in answers.items()}
    assert {answer[0] for answer in answers["wrong"]} == {403}
    assert min(map(min, times.values())) >= TICK
    scores = {(one, other): welch(times[one], times[other]) for one, other in itertools.combinations(times, 2)}
    print(counts, {kind: round(statistics.fmean(each) * 1000, 2) for kind, each in times.items()}, scores)
    assert max(map(abs, scores.values())) < LIMIT, scores


def test_the_measure_sees_a_few_milliseconds():
    chance = random.Random(7)
    one, other, later = ([chance.gauss(mean, 0.002) for _ in range(30)] for mean in (0.25, 0.25, 0.254))
    assert abs(welch(one, other)) < LIMIT < abs(welch(one, later))
