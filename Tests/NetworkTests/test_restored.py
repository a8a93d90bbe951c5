"""A node comes back from an old copy of its data, as after a disk died: the connection renews its keys and goes on."""

import shutil

import pytest


@pytest.fixture(scope="module")
def pair(pair_factory):
    return pair_factory()


def come_back(pair, visitor, side: int) -> None:
    pair.nodes[side].start().wait_until_published()
    pair.people[side].browser.close()
    pair.people[side].wait_until_reachable(forget=visitor.new_identity)
    pair.people[side].log_in()


def test_an_old_copy_of_a_node_goes_on_with_fresh_keys(pair, visitor, tmp_path):
    pair.write(0, "heron 00.")
    pair.write(1, "egret 00.")
    pair.read(1, "heron 00.", within=120)
    pair.read(0, "egret 00.", within=120)
    data = pair.nodes[0].data
    pair.nodes[0].stop()
    shutil.copytree(data, tmp_path / "copy", ignore=shutil.ignore_patterns("*.sock", "tor"))
    come_back(pair, visitor, 0)
    for number in range(1, 4):
        pair.write(0, f"heron {number:02}.")
    pair.read(1, "heron 03.", within=120)

    pair.nodes[0].stop()
    shutil.rmtree(data)
    shutil.copytree(tmp_path / "copy", data)
    come_back(pair, visitor, 0)
    pair.write(0, "heron 77.")
    # Fresh keys take both members: an offer, an answer, and then what waited. Each is there while a page of theirs is open.
    with pair.people[0].open_stream(pair.chats[0]):
        shown = pair.read(1, "heron 77.", within=120)
    assert [shown.count(f"heron {number}.") for number in ("00", "01", "02", "03", "77")] == [1] * 5
    assert "started afresh" in shown
    pair.write(1, "egret 77.")
    shown = pair.read(0, "egret 77.", within=120)
    assert shown.count("egret 77.") == 1 and "started afresh" in shown
