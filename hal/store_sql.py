"""All the SQL of the store: what opens it, its schema by numbered migrations, and every statement."""

# A migration, once released, is never changed: a store written by any release is brought up to date one step at a time.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE event (sequence INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, digest TEXT NOT NULL,
        link TEXT NOT NULL, about TEXT NOT NULL) STRICT;
    CREATE TABLE body (sequence INTEGER PRIMARY KEY, octets BLOB NOT NULL) STRICT;
    CREATE TABLE blob (digest TEXT NOT NULL UNIQUE, octets BLOB NOT NULL) STRICT;
    CREATE TABLE purged (digest TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE quarantine (sequence INTEGER PRIMARY KEY, kind TEXT NOT NULL, reason TEXT NOT NULL, about TEXT NOT NULL) STRICT;
    CREATE TABLE derived (tbl TEXT NOT NULL, key TEXT NOT NULL, sort TEXT NOT NULL, octets BLOB NOT NULL,
        PRIMARY KEY (tbl, key)) STRICT, WITHOUT ROWID;
    CREATE INDEX derived_by_sort ON derived (tbl, sort, key);
    CREATE TABLE tally (tbl TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TRIGGER derived_came AFTER INSERT ON derived BEGIN
        INSERT INTO tally VALUES (new.tbl, 1) ON CONFLICT (tbl) DO UPDATE SET n = n + 1;
    END;
    CREATE TRIGGER derived_went AFTER DELETE ON derived BEGIN
        UPDATE tally SET n = n - 1 WHERE tbl = old.tbl;
    END;
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """,
)

# Opening. A damaged page is told by the caller, never on stderr. EXTRA: each commit is on the medium when it returns.
# EXCLUSIVE: one writer; a second program is refused. What is deleted is overwritten: a purge is a purge.
QUIET = "PRAGMA cipher_log_level = none"
KEY = "PRAGMA key = \"x'{}'\""
PRAGMAS = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)
VERSION = "PRAGMA user_version"
SET_VERSION = "PRAGMA user_version = {}"
CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)"
CIPHER_CHECK = "PRAGMA cipher_integrity_check"

BEGIN = "BEGIN IMMEDIATE"
COMMIT = "COMMIT"
ROLLBACK = "ROLLBACK"

HEAD = "SELECT sequence, link FROM event ORDER BY sequence DESC LIMIT 1"
LINK_AT = "SELECT link FROM event WHERE sequence = ?"
DIGEST_AT = "SELECT digest FROM event WHERE sequence = ?"
ADD_EVENT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)"
ADD_BODY = "INSERT INTO body VALUES (?, ?)"
ADD_BLOB = "INSERT INTO blob VALUES (?, ?) ON CONFLICT DO NOTHING"
PLACES = "SELECT sequence, uid, kind, digest, link, about FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?"
PLACE_AT = "SELECT sequence, uid, kind, digest, link, about FROM event WHERE sequence = ?"
LAST_EVENT = "SELECT max(sequence) FROM event"
LAST_BODY = "SELECT max(sequence) FROM body"
BODY = "SELECT octets FROM body WHERE sequence = ?"
BLOB = "SELECT octets FROM blob WHERE digest = ?"
LAST_BLOB = "SELECT max(rowid) FROM blob"
BLOB_AT = "SELECT digest, octets FROM blob WHERE rowid = ?"
PURGED = "SELECT digest FROM purged"
KNOWS_BLOB = "SELECT 1 FROM blob WHERE digest = ?1 UNION ALL SELECT 1 FROM purged WHERE digest = ?1"
WAS_PURGED = "SELECT 1 FROM purged WHERE digest = ?"

PURGE_BLOB = "DELETE FROM blob WHERE digest = ?"
PURGE_BODY = "DELETE FROM body WHERE sequence IN (SELECT sequence FROM event WHERE digest = ?)"
ADD_PURGED = "INSERT INTO purged VALUES (?) ON CONFLICT DO NOTHING"

SET_ASIDE = "INSERT INTO quarantine VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
QUARANTINE = "SELECT sequence, kind, reason, about FROM quarantine ORDER BY sequence"

ROW = "SELECT octets FROM derived WHERE tbl = ? AND key = ?"
ROWS_UP = "SELECT octets FROM derived WHERE tbl = ? ORDER BY sort, key LIMIT ?"
ROWS_DOWN = "SELECT octets FROM derived WHERE tbl = ? ORDER BY sort DESC, key DESC LIMIT ?"
ROWS_UP_AFTER = "SELECT octets FROM derived WHERE tbl = ? AND sort > ? ORDER BY sort, key LIMIT ?"
ROWS_DOWN_AFTER = "SELECT octets FROM derived WHERE tbl = ? AND sort < ? ORDER BY sort DESC, key DESC LIMIT ?"
COUNT = "SELECT n FROM tally WHERE tbl = ?"
SET_ROW = """
    INSERT INTO derived VALUES (?, ?, ?, ?)
    ON CONFLICT (tbl, key) DO UPDATE SET sort = excluded.sort, octets = excluded.octets
"""
DROP_ROW = "DELETE FROM derived WHERE tbl = ? AND key = ?"
DROP_ROWS = "DELETE FROM derived"
ALL_ROWS = "SELECT tbl, key, sort, octets FROM derived ORDER BY tbl, key"

META = "SELECT value FROM meta WHERE name = ?"
SET_META = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
