"""Dormant accounts and the clock, with a real tor: what status says, what pages show, and what a wrong clock does to both."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nodekit.browser import OnionBrowser
from nodekit.person import Person
from tornet.process import poll

YEAR = 365 * 86_400
DAY = re.compile(r"Without a log-in this account is deleted on\s+(\d+ [A-Z][a-z]+ \d{4})\s*\.")


@pytest.fixture(scope="module")
def false_clock(tmp_path_factory):
    """The command under which a program has a wrong clock, and the file that says how wrong."""
    compiler = shutil.which("clang") or shutil.which("cc")
    assert compiler, "a C compiler comes with Swift"
    folder = tmp_path_factory.mktemp("clock")
    library, ahead = folder / "false_clock.so", folder / "ahead"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, Path(__file__).parent / "false_clock.c"], check=True)
    ahead.write_text("0")
    # A shell around it: the preload is for the node alone, which gives its tor an environment of its own.
    return ["sh", "-c", f'LD_PRELOAD={library}${{LD_PRELOAD:+:$LD_PRELOAD}} FALSE_CLOCK={ahead} "$@"; exit $?', "sh"], ahead


def clock(node) -> dict:
    return node.status().get("clock", {})


def shown_day(person: Person) -> str:
    person.log_in()
    found = DAY.search(person.browser.get("/").text)
    assert found, "the page does not show the day"
    return found.group(1)


def in_days(count: int, since: datetime) -> set[str]:
    """That many days after a moment between then and now, in UTC: one day, or two about midnight."""
    return {(moment + timedelta(days=count)).strftime("%-d %B %Y") for moment in (since, datetime.now(UTC))}


def test_a_wrong_clock_is_noticed_by_tors_consensus_and_deletes_nobody(node_factory, false_clock):
    wrapper, ahead = false_clock
    node = node_factory("clocks", wrapper=wrapper).start()
    poll("the clock is believed", lambda: clock(node).get("believed"), 120)
    assert clock(node)["doubt"] is None and clock(node)["dormancy_days"] == 30
    assert "clock    believed; accounts are deleted after 30 days without a log-in" in node.run("status").stdout.splitlines()
    person = Person("robin", node.addresses()["peer"], OnionBrowser(node.local_base))
    person.register()
    begin = datetime.now(UTC)
    assert shown_day(person) in in_days(30, begin)

    for offset, doubt, words in ((5 * YEAR, "ahead-of-tor", "4 years ahead of"), (-5 * YEAR, "behind-tor", "4 years behind")):
        node.stop()
        ahead.write_text(str(offset))
        node.start()
        poll(f"the clock is doubted: {doubt}", lambda doubt=doubt: clock(node).get("doubt") == doubt, 120)
        assert not clock(node)["believed"]
        line = next(line for line in node.run("status").stdout.splitlines() if line.startswith("clock"))
        assert line.endswith("; no account is deleted") and words in line, line
        # A log-in by the wrong clock is kept, and shown, as of when the clock was last believed: never later than it was.
        person.browser = OnionBrowser(node.local_base)
        assert shown_day(person) in in_days(30, begin)

    node.stop()
    ahead.write_text("0")
    node.start()
    poll("the clock is believed again", lambda: clock(node).get("believed"), 120)
    person.browser = OnionBrowser(node.local_base)
    begin = datetime.now(UTC)
    assert shown_day(person) in in_days(30, begin)
    log = node.log_path.read_text()
    assert "the machine's clock is believed" in log
    assert "the machine's clock is not believed, no account is deleted: it is " in log
    assert person.name not in log
