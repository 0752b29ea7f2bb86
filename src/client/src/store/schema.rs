//! Tables of the two databases, as steps that are only ever added to.

/// Tables of `store.db`: what can't be fetched again.
pub const STORE: &[&str] = &[
    "
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    last TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sessions (
    person TEXT PRIMARY KEY,
    token TEXT NOT NULL,
    valid_until TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE packs (
    visit TEXT PRIMARY KEY,
    pack TEXT NOT NULL,
    made_at TEXT NOT NULL
) WITHOUT ROWID;

-- Draft fields with every version that stands.
CREATE TABLE fields (
    visit TEXT NOT NULL,
    field TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (visit, field)
) WITHOUT ROWID;

-- Versions written here and not yet part of an operation; a newer one replaces an older one.
CREATE TABLE unsent_fields (
    visit TEXT NOT NULL,
    field TEXT NOT NULL,
    version TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (visit, field)
) WITHOUT ROWID;

-- The outbox. `bytes`, `seq` and `hash` are there once the operation is sealed.
CREATE TABLE operations (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    visit TEXT,
    actor TEXT NOT NULL,
    made_at TEXT NOT NULL,
    body TEXT NOT NULL,
    -- 'foreign': a colleague's, taken in from a file; shown here, sent by them.
    state TEXT NOT NULL
        CHECK (state IN ('queued', 'sending', 'held', 'acked', 'refused', 'foreign')),
    install TEXT,
    seq INTEGER,
    hash TEXT,
    bytes TEXT,
    reason TEXT,
    dismissed INTEGER NOT NULL DEFAULT 0,
    acked_at TEXT,
    settled INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX operations_state ON operations (state, n);
CREATE INDEX operations_visit ON operations (visit, n);

CREATE TABLE operation_blobs (
    operation TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (operation, sha256)
) WITHOUT ROWID;

-- Receipts as the registry signed them; never deleted.
CREATE TABLE receipts (
    operation TEXT NOT NULL,
    receipt TEXT NOT NULL,
    signature TEXT NOT NULL,
    received_at TEXT NOT NULL,
    PRIMARY KEY (operation, receipt)
) WITHOUT ROWID;

-- Attachments, acts and signature files kept on this laptop.
CREATE TABLE blobs (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'fetched')),
    visit TEXT
) WITHOUT ROWID;

-- Signed bytes and signature files: what of which visit they are.
CREATE TABLE documents (
    sha256 TEXT PRIMARY KEY,
    visit TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('act', 'cms')),
    person TEXT,
    made_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX documents_visit ON documents (visit);

-- Places in the feeds of drafts, which end in this database.
CREATE TABLE cursors (
    scope TEXT PRIMARY KEY,
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL
) WITHOUT ROWID;
",
    "
-- A field may have several unsent versions: one taken in from a file stands beside one's own
-- until somebody settles it, and both must reach the registry.
CREATE TABLE unsent_versions (
    visit TEXT NOT NULL,
    field TEXT NOT NULL,
    version TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (visit, field, version)
) WITHOUT ROWID;
INSERT INTO unsent_versions (visit, field, version, actor)
    SELECT visit, field, version, actor FROM unsent_fields;
DROP TABLE unsent_fields;
ALTER TABLE unsent_versions RENAME TO unsent_fields;
",
    "
-- When the registry last let a person in here, the certificate it saw, and in a demonstration the
-- sample key with its password: what signing in without the registry is judged by. Stores from
-- before know none of it, and ask for one sign-in at the registry.
ALTER TABLE people ADD COLUMN online TEXT;
ALTER TABLE people ADD COLUMN certificate TEXT;
ALTER TABLE people ADD COLUMN sample TEXT;
",
    "
-- Authorities taken in from files. `confirmed_at` is when a person compared the fingerprint of a
-- root; national roots and those below a root need no confirmation.
CREATE TABLE authorities (
    fingerprint TEXT PRIMARY KEY,
    der BLOB NOT NULL,
    imported_at TEXT NOT NULL,
    confirmed_at TEXT
) WITHOUT ROWID;

-- What was added to a signature file beside the one that was signed: `extended` names a file with
-- the same signature and more proof. `problem` is why there isn't more, a message with arguments.
CREATE TABLE extensions (
    cms TEXT PRIMARY KEY,
    level TEXT NOT NULL CHECK (level IN ('bes', 't', 'lt')),
    extended TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    next_try TEXT,
    problem TEXT
) WITHOUT ROWID;
",
    "
-- Batches of acts to sign, and what became of each act. Keys and passwords never come here.
CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    made_at TEXT NOT NULL,
    away INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE batch_items (
    batch TEXT NOT NULL,
    visit TEXT NOT NULL,
    n INTEGER NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'signed', 'failed')),
    reason TEXT,
    PRIMARY KEY (batch, visit)
) WITHOUT ROWID;

-- Certificates of key files opened here, by the hash of the file.
CREATE TABLE key_files (
    file TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    certificate BLOB NOT NULL,
    used TEXT NOT NULL
) WITHOUT ROWID;
",
    "
-- Runs of the automatic checks that were asked for here, until the registry has heard of it.
CREATE TABLE check_wishes (
    person TEXT NOT NULL,
    organisation TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    PRIMARY KEY (person, organisation)
) WITHOUT ROWID;
",
    "
-- Views of registers a person saved: columns, filters, order.
CREATE TABLE register_views (
    person TEXT NOT NULL,
    register TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (person, register, name)
) WITHOUT ROWID;
",
    "
-- How far people read the messages of the state order.
CREATE TABLE messages_read (
    person TEXT NOT NULL,
    thread TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (person, thread)
) WITHOUT ROWID;
",
];

/// Tables of `cache.db`: what the registry owns.
pub const CACHE: &[&str] = &[
    "
CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    folded TEXT NOT NULL,
    bin TEXT NOT NULL,
    kind TEXT NOT NULL,
    territory TEXT NOT NULL,
    sort_kk BLOB NOT NULL,
    sort_ru BLOB NOT NULL,
    sort_en BLOB NOT NULL,
    light INTEGER NOT NULL DEFAULT 0,
    licensed INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE visits (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    content TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX visits_organisation ON visits (organisation);

CREATE TABLE sanctions (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    visit TEXT NOT NULL,
    content TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sanctions_organisation ON sanctions (organisation);

CREATE TABLE points (
    visit TEXT NOT NULL,
    number INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    open INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (visit, number)
) WITHOUT ROWID;
CREATE INDEX points_organisation ON points (organisation);

CREATE TABLE persons (
    id TEXT PRIMARY KEY,
    content TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE cursors (
    scope TEXT PRIMARY KEY,
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL
) WITHOUT ROWID;

-- Which scope showed which record: a record leaves when no scope shows it any more.
CREATE TABLE shown (
    scope TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (kind, id, scope)
) WITHOUT ROWID;
CREATE INDEX shown_scope ON shown (scope);
",
    "
-- Everything here can be fetched again, and is: records now stand in tables with row numbers
-- (in a table without, a record over a quarter of a page costs a page of its own), and what a
-- scope shows is kept with its digest.
DROP TABLE organisations;
DROP TABLE visits;
DROP TABLE sanctions;
DROP TABLE points;
DROP TABLE persons;
DROP TABLE shown;
DELETE FROM cursors;

CREATE TABLE organisations (
    id TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL,
    folded TEXT NOT NULL,
    bin TEXT NOT NULL,
    kind TEXT NOT NULL,
    territory TEXT NOT NULL,
    sort_kk BLOB NOT NULL,
    sort_ru BLOB NOT NULL,
    sort_en BLOB NOT NULL,
    light INTEGER NOT NULL DEFAULT 0,
    licensed INTEGER NOT NULL
);

CREATE TABLE visits (
    id TEXT NOT NULL UNIQUE,
    organisation TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX visits_organisation ON visits (organisation);

CREATE TABLE sanctions (
    id TEXT NOT NULL UNIQUE,
    organisation TEXT NOT NULL,
    visit TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX sanctions_organisation ON sanctions (organisation);

CREATE TABLE points (
    visit TEXT NOT NULL,
    number INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    open INTEGER NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (visit, number)
);
CREATE INDEX points_organisation ON points (organisation);

CREATE TABLE persons (
    id TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL
);

-- Which scope shows which record, and the digest of the bytes it came in. A record leaves when
-- no scope shows it any more.
CREATE TABLE shown (
    scope TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    PRIMARY KEY (scope, kind, id)
) WITHOUT ROWID;
CREATE INDEX shown_record ON shown (kind, id);

-- Snapshots being read: how many pieces are in.
CREATE TABLE snapshots (
    scope TEXT PRIMARY KEY,
    manifest TEXT NOT NULL,
    next INTEGER NOT NULL
) WITHOUT ROWID;

-- When a scope was last compared with the registry, and how many records differed.
CREATE TABLE comparisons (
    scope TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    differed INTEGER NOT NULL
) WITHOUT ROWID;
",
    "
-- What an officer plans visits with: people and checklists, for that officer alone.
CREATE TABLE planning (
    person TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    content TEXT NOT NULL
) WITHOUT ROWID;
",
    "
-- What the registry says of each member's signature. Whatever came before this table was there
-- is compared and fetched again.
CREATE TABLE signatures (
    visit TEXT NOT NULL,
    person TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (visit, person)
);
",
    "
-- What services of authorities said: asked for again when it is gone, judged again when used.
CREATE TABLE shelf (
    name TEXT PRIMARY KEY,
    octets BLOB NOT NULL,
    kept_at INTEGER NOT NULL
);
",
    "
-- What the automatic checks say of an organisation, as it came with it, and how many stop factors
-- failed. An organisation that came before may have brought it unread: they are compared and
-- fetched again.
ALTER TABLE organisations ADD COLUMN checks TEXT;
ALTER TABLE organisations ADD COLUMN stops INTEGER;
UPDATE shown SET digest = 0 WHERE kind = 'organisation';
DELETE FROM comparisons;
",
    "
-- Records of the state educational order, whole, by key.
CREATE TABLE orders (
    key TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL
);
",
    "
-- What the registry said of the monthly validation, for who asked.
CREATE TABLE months (
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (person, name)
) WITHOUT ROWID;
",
    "
-- Schools were told their applications whole, with the department's inside. What they may see comes
-- as a record of another key when copies are compared; nothing else of it stays here.
DELETE FROM shown WHERE kind = 'schooling' AND id LIKE 'application:%' AND scope LIKE 'school:%';
DELETE FROM orders WHERE key LIKE 'application:%'
    AND key NOT IN (SELECT id FROM shown WHERE kind = 'schooling');
DELETE FROM comparisons;
",
];
