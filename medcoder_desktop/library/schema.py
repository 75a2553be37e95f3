"""The tables of ``library.db``. Never migrated: a change raises ``VERSION`` and rebuilds it."""

from __future__ import annotations

VERSION = 3

TABLES = """
CREATE TABLE source (fingerprint TEXT NOT NULL);
CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    system TEXT NOT NULL,
    name TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    effective_to TEXT,
    notes_as_of TEXT NOT NULL
);
CREATE TABLE code (
    id INTEGER PRIMARY KEY,
    release_id INTEGER NOT NULL REFERENCES release (id),
    code TEXT NOT NULL,
    compact TEXT NOT NULL,
    title TEXT NOT NULL,
    level TEXT NOT NULL,
    billable INTEGER NOT NULL,
    billable_below INTEGER NOT NULL,
    parent_id INTEGER REFERENCES code (id)
);
CREATE TABLE note (
    code_id INTEGER NOT NULL REFERENCES code (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (code_id, position)
) WITHOUT ROWID;
CREATE TABLE seventh_character (
    code_id INTEGER NOT NULL REFERENCES code (id),
    position INTEGER NOT NULL,
    character TEXT NOT NULL,
    meaning TEXT NOT NULL,
    PRIMARY KEY (code_id, position)
) WITHOUT ROWID;
"""

INDEXES = """
CREATE UNIQUE INDEX code_by_compact ON code (release_id, compact);
CREATE INDEX code_by_parent ON code (parent_id);
"""
