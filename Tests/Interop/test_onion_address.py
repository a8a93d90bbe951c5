"""Onion addresses against a real tor, which needs no network for it: the address that tor gives a key is the one that ours spells."""

import base64
import hashlib

import pytest
from interop_peer import Refused
from tornet.daemon import TorDaemon

TORRC = "DisableNetwork 1\nSocksPort 0\n"


@pytest.fixture
def control(tmp_path):
    daemon = TorDaemon(tmp_path / "tor", TORRC)
    daemon.start()
    try:
        yield daemon.connect()
    finally:
        daemon.stop()


def added(control, key: str) -> dict[str, str]:
    """The fields of tor's answer to ADD_ONION; the service is taken away again."""
    lines = control.command(f"ADD_ONION {key} Port=80,unix:/nowhere")
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    control.command(f"DEL_ONION {fields['ServiceID']}")
    return fields


def test_tor_gives_our_keys_the_addresses_we_spell(peer, control, chance, tally):
    for _ in range(25):
        service_id, secret = peer.call("onion", chance.randbytes(32))
        assert added(control, f"ED25519-V3:{base64.b64encode(secret).decode()}")["ServiceID"] == service_id.decode()
        tally["onion addresses of our keys, spelt alike by tor"] += 1


def test_we_read_the_addresses_that_tor_makes(peer, control, tally):
    for _ in range(25):
        service_id = added(control, "NEW:ED25519-V3")["ServiceID"]
        [key] = peer.call("onion-key", f"{service_id}.onion".encode())
        checksum = hashlib.sha3_256(b".onion checksum" + key + b"\3").digest()[:2]
        assert base64.b32encode(key + checksum + b"\3").decode().lower() == service_id
        with pytest.raises(Refused):
            peer.call("onion-key", f"{service_id[1:]}{service_id[0]}.onion".encode())
        tally["onion addresses of tor's keys, read by us"] += 1
