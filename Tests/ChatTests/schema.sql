CREATE TRIGGER account_comes AFTER INSERT ON account BEGIN UPDATE account_count SET number = number + 1; END;

CREATE TRIGGER account_goes AFTER DELETE ON account BEGIN UPDATE account_count SET number = number - 1; END;

CREATE TABLE account(
    id INTEGER PRIMARY KEY,
    name_index BLOB NOT NULL UNIQUE,
    skeleton_index BLOB NOT NULL UNIQUE,
    memory_kib INTEGER NOT NULL, passes INTEGER NOT NULL, lanes INTEGER NOT NULL, threads INTEGER NOT NULL,
    salt BLOB NOT NULL,
    first_slot BLOB NOT NULL, second_slot BLOB NOT NULL,
    page INTEGER UNIQUE, half INTEGER NOT NULL,
    wipes_half INTEGER NOT NULL DEFAULT 0,
    last_day BLOB NOT NULL,
    card BLOB,
    record BLOB
) STRICT;

CREATE INDEX account_wipes_half ON account(id) WHERE wipes_half = 1;

CREATE TABLE account_count(id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL) STRICT;

CREATE TABLE attempt(id INTEGER PRIMARY KEY, sealed BLOB NOT NULL CHECK(length(sealed) = 43)) STRICT;

CREATE TABLE blob(
    id INTEGER PRIMARY KEY,
    piece_count INTEGER NOT NULL CHECK (piece_count > 0),
    use_count INTEGER NOT NULL DEFAULT 0 CHECK (use_count >= 0)
) STRICT;

CREATE INDEX blob_unused ON blob(id) WHERE use_count = 0;

CREATE TRIGGER blob_use_begins AFTER INSERT ON blob_use BEGIN
    UPDATE blob SET use_count = use_count + 1 WHERE id = NEW.blob;
END;

CREATE TRIGGER blob_use_ends AFTER DELETE ON blob_use BEGIN
    UPDATE blob SET use_count = use_count - 1 WHERE id = OLD.blob;
END;

CREATE TABLE blob_use(
    id INTEGER PRIMARY KEY,
    blob INTEGER NOT NULL REFERENCES blob(id),
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    secret BLOB NOT NULL
) STRICT;

CREATE INDEX blob_use_account ON blob_use(account);

CREATE INDEX blob_use_blob ON blob_use(blob);

CREATE TABLE capsule(hash BLOB PRIMARY KEY, arrived INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE INDEX capsule_arrived ON capsule(arrived);

CREATE TABLE connection(
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    peer_index BLOB NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    record BLOB NOT NULL,
    session BLOB NOT NULL,
    renewal BLOB,
    UNIQUE(account, peer_index)
) STRICT;

CREATE INDEX connection_conversation ON connection(conversation);

CREATE INDEX connection_renewing ON connection(account) WHERE state >= 2;

CREATE TABLE conversation(
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    activity INTEGER NOT NULL,
    next_number INTEGER NOT NULL DEFAULT 1,
    sealed BLOB NOT NULL
) STRICT;

CREATE INDEX conversation_account ON conversation(account, activity);

CREATE TABLE denial(
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    target BLOB NOT NULL,
    request INTEGER NOT NULL,
    PRIMARY KEY(account, target)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER inbox_grows AFTER INSERT ON inbox BEGIN
    UPDATE incoming_queue SET waiting_count = waiting_count + 1, waiting_bytes = waiting_bytes + length(NEW.envelope)
    WHERE id = NEW.queue;
END;

CREATE TRIGGER inbox_shrinks AFTER DELETE ON inbox BEGIN
    UPDATE incoming_queue SET waiting_count = waiting_count - 1, waiting_bytes = waiting_bytes - length(OLD.envelope)
    WHERE id = OLD.queue;
END;

CREATE TABLE inbox(
    id INTEGER PRIMARY KEY,
    queue INTEGER NOT NULL REFERENCES incoming_queue(id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    envelope BLOB NOT NULL,
    UNIQUE(queue, sequence)
) STRICT;

CREATE TABLE incoming_queue(
    id INTEGER PRIMARY KEY,
    queue BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    connection INTEGER REFERENCES connection(id) ON DELETE CASCADE,
    request INTEGER,
    highest INTEGER NOT NULL DEFAULT 0,
    epoch INTEGER NOT NULL DEFAULT 0,
    is_held INTEGER NOT NULL DEFAULT 0,
    waiting_count INTEGER NOT NULL DEFAULT 0,
    waiting_bytes INTEGER NOT NULL DEFAULT 0,
    key BLOB NOT NULL
) STRICT;

CREATE INDEX incoming_queue_account ON incoming_queue(account);

CREATE INDEX incoming_queue_connection ON incoming_queue(connection);

CREATE INDEX incoming_queue_request ON incoming_queue(request) WHERE request IS NOT NULL;

CREATE TABLE incoming_request(
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    state INTEGER NOT NULL,
    sender_index BLOB,
    node_index BLOB NOT NULL,
    place INTEGER NOT NULL,
    arrived INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

CREATE INDEX incoming_request_account ON incoming_request(account, state, place);

CREATE INDEX incoming_request_arrived ON incoming_request(arrived);

CREATE INDEX incoming_request_place ON incoming_request(place);

CREATE TABLE invite(
    id INTEGER PRIMARY KEY,
    code_index BLOB NOT NULL UNIQUE,
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    is_used INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE member_setting(
    account INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE message(
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    state INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY(conversation, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_queued ON message(conversation, number) WHERE state = 0;

CREATE TABLE migration(
    position INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE onion(id INTEGER PRIMARY KEY, record BLOB NOT NULL) STRICT;

CREATE TRIGGER outbox_grows AFTER INSERT ON outbox BEGIN
    UPDATE outgoing_queue SET waiting_count = waiting_count + 1, waiting_bytes = waiting_bytes + length(NEW.envelope)
    WHERE id = NEW.queue;
END;

CREATE TRIGGER outbox_shrinks AFTER DELETE ON outbox BEGIN
    UPDATE outgoing_queue SET waiting_count = waiting_count - 1, waiting_bytes = waiting_bytes - length(OLD.envelope)
    WHERE id = OLD.queue;
END;

CREATE TABLE outbox(
    id INTEGER PRIMARY KEY,
    queue INTEGER NOT NULL REFERENCES outgoing_queue(id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    expiry INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    message INTEGER,
    envelope BLOB NOT NULL,
    UNIQUE(queue, sequence)
) STRICT;

CREATE INDEX outbox_expiry ON outbox(expiry);

CREATE TABLE outgoing_queue(
    id INTEGER PRIMARY KEY,
    queue BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    connection INTEGER NOT NULL REFERENCES connection(id) ON DELETE CASCADE,
    is_bulk INTEGER NOT NULL,
    is_stopped INTEGER NOT NULL DEFAULT 0,
    node_index BLOB NOT NULL,
    next_sequence INTEGER NOT NULL DEFAULT 1,
    offered INTEGER NOT NULL DEFAULT 0,
    acknowledged INTEGER NOT NULL DEFAULT 0,
    peer_epoch INTEGER NOT NULL DEFAULT 0,
    waiting_count INTEGER NOT NULL DEFAULT 0,
    waiting_bytes INTEGER NOT NULL DEFAULT 0,
    secret BLOB NOT NULL
) STRICT;

CREATE INDEX outgoing_queue_account ON outgoing_queue(account);

CREATE INDEX outgoing_queue_connection ON outgoing_queue(connection);

CREATE INDEX outgoing_queue_mail ON outgoing_queue(node_index) WHERE waiting_count > 0 AND is_stopped = 0;

CREATE TABLE outgoing_request(
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    peer_index BLOB NOT NULL,
    sent INTEGER NOT NULL,
    is_confirmed INTEGER NOT NULL DEFAULT 0,
    sealed BLOB NOT NULL,
    UNIQUE(account, peer_index)
) STRICT;

CREATE TABLE served_days(id INTEGER PRIMARY KEY CHECK (id = 1), state BLOB NOT NULL) STRICT;

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
