"""Our reader of HTTP heads against `h11`'s judgement, over sockets of a running node.

Whatever we take h11 takes too, and finds the same requests in the same bytes: no second program can read our input differently.
We may refuse more, and do.
"""

import shutil
import socket
import tempfile
from pathlib import Path

import h11
import pytest
from nodekit.node import BINARY, NodeProcess

# What says that a head, or the framing of its body, was refused. Other statuses are answers to a request that was understood.
REFUSALS = {400, 408, 411, 413, 414, 415, 417, 431, 501, 505}
NASTY = [
    b"\r", b"\n", b"\r\n", b"\0", b" ", b"\t", b":", b",", b"+", b"-", b"0", b"\x7f", b"\xff", b"\x0b", b"%", b"#", b";", b"\r\n ", b"\n\n",
    b"HTTP/1.1",
]
LINES = [
    b"Content-Length: 3", b"Content-Length: 4", b"content-length:3", b"Content-Length: +3", b"Content-Length: 3, 3",
    b"Content-Length: 0x3", b"Content-Length: 03", b"Content-Length : 3", b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity",
    b"Transfer-Encoding: chunked, chunked", b"Transfer-Encoding:\x0bchunked", b"Host: other", b" folded", b"\tfolded",
    b"X : a", b": a", b"X", b"X: a\rb", b"X: a\nb", b"Connection: close", b"Connection: keep-alive", b"Expect: nothing",
]


@pytest.fixture(scope="module")
def node():
    """A node with its front on loopback, and a tor that stays off the network."""
    assert BINARY.exists(), f"{BINARY} is not there: `make build` makes it, ONIONNODE names another"
    directory = Path(tempfile.mkdtemp(prefix="h11-", dir="/tmp"))  # short: its sockets' paths must fit
    include = directory / "torrc"
    include.write_text("DisableNetwork 1\n")
    process = NodeProcess(directory / "node", include)
    try:
        process.start().wait_until_local_answers()
        yield process
    finally:
        process.stop()
        shutil.rmtree(directory, ignore_errors=True)


def ours(node: NodeProcess, data: bytes) -> list[int]:
    """The statuses of what we understood, up to the first refusal or the end."""
    with socket.create_connection(("127.0.0.1", node.local_port), 20) as stream:
        stream.sendall(data)
        stream.shutdown(socket.SHUT_WR)
        received = b""
        try:
            while piece := stream.recv(65536):
                received += piece
        except ConnectionResetError:
            pass
    statuses = []
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        status = int(lines[0].split()[1])
        length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
        received = rest[length:]
        if status in REFUSALS:
            break
        if status != 100:
            statuses.append(status)
    return statuses


def theirs(data: bytes) -> list[tuple[bytes, bytes]]:
    """The whole requests that h11 finds, up to its first objection."""
    connection = h11.Connection(h11.SERVER)
    connection.receive_data(data)
    connection.receive_data(b"")
    found = []
    try:
        while True:
            event = connection.next_event()
            if isinstance(event, h11.Request):
                request = (event.method, event.target)
            elif isinstance(event, h11.EndOfMessage):
                found.append(request)
                connection.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
                connection.send(h11.EndOfMessage())
                if connection.our_state is h11.MUST_CLOSE:
                    return found
                connection.start_next_cycle()
            elif not isinstance(event, h11.Data):
                return found
    except h11.ProtocolError:
        return found


def requests(port: int) -> list[bytes]:
    """Three requests in a row, whose answers differ: 200, 403 (a form without its token) and 404."""
    host = f"Host: 127.0.0.1:{port}\r\n".encode()
    form = b"Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://127.0.0.1:%d\r\n" % port
    return [
        b"GET /login HTTP/1.1\r\n" + host + b"Accept: */*\r\n\r\n",
        b"POST /login HTTP/1.1\r\n" + host + form + b"Content-Length: 3\r\n\r\na=b",
        b"GET /nowhere HTTP/1.1\r\n" + host + b"\r\n",
    ]


def test_both_find_the_same_requests_in_a_browsers_bytes(node, tally):
    data = b"".join(requests(node.local_port))
    assert ours(node, data) == [200, 403, 404]
    assert theirs(data) == [(b"GET", b"/login"), (b"POST", b"/login"), (b"GET", b"/nowhere")]
    tally["requests judged alike by h11"] += 3


def test_whatever_we_take_h11_takes_and_reads_alike(node, chance, tally):
    expected = {(b"GET", b"/login"): 200, (b"POST", b"/login"): 403}
    refused = 0
    for _ in range(3000):
        data = mutated(b"".join(requests(node.local_port)), chance)
        mine, other = ours(node, data), theirs(data)
        assert len(mine) <= len(other), f"we took {len(mine)} requests and h11 {len(other)}: {data!r}"
        for status, request in zip(mine, other):
            # A changed target is another page; an unchanged one has the answer that belongs to it.
            assert status == expected.get(request, status), f"{request} was answered {status}: {data!r}"
            assert request in expected or status in (403, 404, 303, 200), f"{request} was answered {status}: {data!r}"
        refused += len(mine) < len(other)
        tally["mutated requests judged by h11 and taken by us"] += len(mine)
    tally["mutated inputs that h11 takes further than we do"] += refused
    assert ours(node, b"".join(requests(node.local_port))) == [200, 403, 404]


def mutated(data: bytes, chance) -> bytes:
    """`data` with one to three small changes of the kind that parsers disagree about."""
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(data))
        kind = chance.randrange(5)
        if kind == 0:
            data = data[:place] + chance.choice(NASTY) + data[place:]
        elif kind == 1:
            data = data[:place] + data[place + 1:]
        elif kind == 2:
            data = data[:place] + chance.choice(NASTY) + data[place + 1:]
        elif kind == 3:
            ends = [index for index in range(len(data)) if data.startswith(b"\r\n", index)]
            end = chance.choice(ends) if ends else place
            data = data[:end] + b"\r\n" + chance.choice(LINES) + data[end:]
        else:
            other = chance.randrange(len(data))
            low, high = sorted((place, other))
            data = data[:high] + data[low:high][:40] + data[high:]
    return data
