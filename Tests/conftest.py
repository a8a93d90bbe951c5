"""What the network and browser tests share: one private Tor network, one client for all people, nodes that clean up after themselves."""

import ctypes
import importlib.util
import itertools
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from nodekit.browser import OnionBrowser
from nodekit.node import BINARY, NodeProcess
from nodekit.person import Person, connect
from tornet import TorNetwork

FIRST_WITH_ML_KEM = 0x30500000  # OpenSSL 3.5.0
ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts"


def pytest_configure() -> None:
    """SIGTERM ends a run as Ctrl-C does: what was started is ended, what was written is removed."""
    signal.signal(signal.SIGTERM, lambda *_: pytest.exit("asked to end by SIGTERM", 1))


@pytest.fixture(scope="session")
def artifacts() -> Path:
    ARTIFACTS.mkdir(exist_ok=True)
    return ARTIFACTS


@pytest.fixture(scope="session")
def network():
    """The private Tor network of this run."""
    with TorNetwork() as network:
        yield network


@pytest.fixture(scope="session")
def visitor(network):
    """The tor of the people's browsers: one client, a circuit of its own for each person."""
    return network.client("visitor")


@pytest.fixture(scope="session")
def node_factory(network, artifacts):
    """Makes nodes in the private network; at the end stops them and keeps their logs."""
    if not BINARY.exists():
        pytest.fail(f"{BINARY} is not built; make build does it", pytrace=False)
    root = Path(tempfile.mkdtemp(prefix="on-"))
    numbers, nodes = itertools.count(), []

    def make(name: str, **options) -> NodeProcess:
        options.setdefault("include", network.client_include_path)
        node = NodeProcess(root / f"{name}{next(numbers)}", **options)
        nodes.append(node)
        return node

    yield make
    (artifacts / "logs").mkdir(exist_ok=True)
    for node in nodes:
        try:
            node.stop()
        finally:
            if node.log_path.exists():
                shutil.copy(node.log_path, artifacts / "logs" / f"node-{node.name}.log")
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="session")
def newer(tmp_path_factory) -> Path:
    """A folder where the loader finds the libcrypto of a wheel, which has ML-KEM, under the name that our program asks for."""
    package = Path(importlib.util.find_spec("psycopg_binary").origin).parent
    [library] = (package.parent / "psycopg_binary.libs").glob("libcrypto-*.so.3")
    assert ctypes.CDLL(str(library)).OpenSSL_version_num() >= FIRST_WITH_ML_KEM
    folder = tmp_path_factory.mktemp("newer-libcrypto")
    (folder / "libcrypto.so.3").symlink_to(library)
    return folder


@pytest.fixture(scope="session")
def person_factory(visitor):
    """Makes people; each has a browser of their own at the web onion of a node."""
    numbers = itertools.count()

    def make(name: str, node: NodeProcess) -> Person:
        addresses = node.addresses()
        return Person(f"{name}{next(numbers)}", addresses["peer"], OnionBrowser(addresses["web"], visitor.socks_path))

    return make


class Pair:
    """Two members of two nodes, logged in and connected."""

    def __init__(self, nodes: tuple[NodeProcess, NodeProcess], people: tuple[Person, Person], chats: tuple[str, str]):
        self.nodes, self.people, self.chats = nodes, people, chats

    def write(self, side: int, text: str) -> None:
        self.people[side].send(self.chats[side], text)

    def read(self, side: int, until: str, within: float = 60.0) -> str:
        return self.people[side].read(self.chats[side], until, within)


@pytest.fixture(scope="session")
def pair_factory(node_factory, person_factory):
    """Makes two nodes with a member each, who have just met."""

    def make() -> Pair:
        nodes = node_factory("north").start(), node_factory("south").start()
        for node in nodes:
            node.wait_until_published()
        people = person_factory("nora", nodes[0]), person_factory("sam", nodes[1])
        for person in people:
            person.wait_until_reachable()
            person.register()
            person.log_in()
        return Pair(nodes, people, connect(*people))

    return make
