"""Opens an account from a node's files and a password, by the text alone: a second implementation of protocol §10.2 to §10.4, §11.1."""

import sqlite3
from pathlib import Path

from argon2.low_level import ARGON2_VERSION, Type, core, ffi
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PAGE, HALF, LOGIN = 4096, 32, 1
PREKEY = 32 + 4 + 32 + 4 + 4  # of a prekey in an account's record: what is before its X-Wing seed
CONNECTION_KEYS = 32 + 32 + 48 + 48  # seed, agreement key, two queues


def derive(secret: bytes, purpose: str, count: int = 32) -> bytes:
    return HKDF(SHA256(), count, b"", f"ONION1/{purpose}\0".encode()).derive(secret)


def account_secrets(data: Path, password: str) -> dict[str, bytes]:
    """The keys of the account that `password` opens, by name."""
    pepper = derive((data / "node.key").read_bytes(), "node-key/pepper")
    erasable = (data / "erase.bin").read_bytes()
    database = sqlite3.connect(f"file:{next(data.glob('*.db'))}?mode=ro", uri=True)
    columns = "memory_kib, passes, lanes, threads, salt, page, half, first_slot, second_slot, id, record"
    rows = database.execute(f"SELECT {columns} FROM account WHERE page IS NOT NULL")
    for memory, passes, lanes, threads, salt, page, half, first, second, number, record in rows:
        hashed = argon2id(password.encode(), salt, pepper, memory, passes, lanes, threads)
        start = page * PAGE + half * HALF
        wrapping = derive(hashed + erasable[start:start + HALF], "kek")
        for slot in (first, second):
            try:
                blob = ChaCha20Poly1305(wrapping).decrypt(slot[32:44], slot[44:], b"ONION1/password-slot\0")
            except InvalidTag:
                continue
            if blob[0] == LOGIN:
                return {"password hash": hashed, "slot's wrapping key": wrapping} | sealed_secrets(database, number, record, blob[1:])
    raise LookupError("no account opens with this password")


def sealed_secrets(database: sqlite3.Connection, account: int, record: bytes, key: bytes) -> dict[str, bytes]:
    """What the account key opens: the account's own keys, and those of its newest connection and session."""
    records = derive(key, "account-key/records", 64)
    own = unseal(records, record, "account", account, "record")
    secrets = {"account key": key, "records key": records, "account's signing seed": own[1:33]} | prekeys(own)
    query = """
        SELECT connection.id, record, session, conversation, sealed FROM connection JOIN conversation ON conversation.id = conversation
        WHERE connection.account = ? ORDER BY connection.rowid DESC LIMIT 1
    """
    for row, connection, session, chat, conversation in database.execute(query, (account,)):
        connection = unseal(records, connection, "connection", row, "record")
        session = unseal(records, session, "connection", row, "session")
        conversation = unseal(records, conversation, "conversation", chat, "sealed")
        # Behind version, peer (u16 length), two u32 and the connection's three own keys.
        start = 3 + int.from_bytes(connection[1:3], "big") + 8 + CONNECTION_KEYS
        secrets |= {
            "presence key": connection[start:start + 32], "repair key": connection[start + 32:start + 64],
            "history key": conversation[5:69],  # behind version and u32
            "ratchet's root key": session[2:34], "ratchet key": session[98:130],
        }
    return secrets


def prekeys(own: bytes) -> dict[str, bytes]:
    """The newest prekey of an account's record, with its X-Wing seed where it has one."""
    assert own[0] == 2, "a record of another version"
    place = 35 + int.from_bytes(own[33:35], "big")
    count, place = own[place], place + 1
    for _ in range(count):
        prekey, length = own[place:place + 32], int.from_bytes(own[place + PREKEY:place + PREKEY + 2], "big")
        seed = own[place + PREKEY + 2:place + PREKEY + 2 + length]
        place += PREKEY + 2 + length
    assert place == len(own), "bytes are left after the last prekey"
    return {"signed prekey": prekey} | ({"X-Wing seed": seed} if seed else {})


def unseal(key: bytes, sealed: bytes, table: str, row: int, column: str) -> bytes:
    """A sealed value opened in its place; without its frame byte."""
    names = [len(name).to_bytes(2, "big") + name.encode() for name in (table, column)]
    place = names[0] + row.to_bytes(8, "big", signed=True) + names[1] + b"\x01"
    return AESSIV(key).decrypt(sealed, [place])[1:]


def argon2id(password: bytes, salt: bytes, pepper: bytes, memory: int, passes: int, lanes: int, threads: int) -> bytes:
    """argon2-cffi's own calls take no secret input; its door to the C library does."""
    output = ffi.new("uint8_t[]", 32)
    inputs = [ffi.new("uint8_t[]", part) for part in (password, salt, pepper)]
    context = ffi.new("argon2_context *", {
        "out": output, "outlen": 32, "pwd": inputs[0], "pwdlen": len(password), "salt": inputs[1], "saltlen": len(salt),
        "secret": inputs[2], "secretlen": len(pepper), "t_cost": passes, "m_cost": memory, "lanes": lanes, "threads": threads,
        "version": ARGON2_VERSION,
    })
    code = core(context, Type.ID.value)
    if code != 0:
        raise ValueError(f"Argon2id refused with {code}")
    return bytes(ffi.buffer(output))
