"""The tables of ``library.db``. Never migrated: a change raises ``VERSION`` and rebuilds it.

Releases of one set share what did not change between them: a row belongs to every release whose
bit is set in its column ``releases``. Bits are given out for each code set on its own.
"""

from __future__ import annotations

VERSION = 8

TABLES = """
CREATE TABLE source (fingerprint TEXT NOT NULL);
CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    code_set TEXT NOT NULL,
    name TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    effective_to TEXT,
    notes_as_of TEXT NOT NULL,
    origin TEXT NOT NULL,
    remark TEXT NOT NULL,
    in_use INTEGER NOT NULL,
    bit INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    originals TEXT NOT NULL,
    UNIQUE (code_set, name, origin),
    UNIQUE (code_set, bit)
);
CREATE TABLE code (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    compact TEXT NOT NULL,
    title TEXT NOT NULL,
    level TEXT NOT NULL,
    billable INTEGER NOT NULL,
    parent TEXT NOT NULL,
    key INTEGER NOT NULL,
    releases INTEGER NOT NULL
);
CREATE TABLE heading (
    release_id INTEGER NOT NULL,
    code_id INTEGER NOT NULL,
    below INTEGER NOT NULL,
    PRIMARY KEY (release_id, code_id)
) WITHOUT ROWID;
CREATE TABLE sibling_place (
    release_id INTEGER NOT NULL,
    code_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (release_id, code_id)
) WITHOUT ROWID;
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
CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    code_set TEXT NOT NULL,
    code TEXT NOT NULL,
    body TEXT NOT NULL,
    key INTEGER NOT NULL,
    releases INTEGER NOT NULL
);
CREATE TABLE mention (
    code TEXT NOT NULL,
    fact_id INTEGER NOT NULL,
    PRIMARY KEY (code, fact_id)
) WITHOUT ROWID;
CREATE TABLE rationale (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE index_column (
    release_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    heading TEXT NOT NULL,
    PRIMARY KEY (release_id, position)
) WITHOUT ROWID;
CREATE TABLE index_term (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    release_id INTEGER NOT NULL,
    parent_id INTEGER,
    depth INTEGER NOT NULL,
    folded TEXT NOT NULL,
    below INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE VIRTUAL TABLE index_words USING fts5(
    term, path, content='', detail=column, columnsize=0, prefix='2 3', tokenize='ascii'
);
"""
"""``heading`` counts the billable codes below an entry. ``sibling_place`` orders those that stand
under one heading where the book's order is not that of the letters; it is each release's own,
because a row that releases share may stand elsewhere in each. ``fact`` holds what is known of a
procedure, a modifier, a place or a diagnosis as JSON; ``mention`` leads from a procedure to the
policies that name it. Procedure pairs of a release stand in a table of their own, see
:mod:`medcoder_desktop.library.pairs`."""

INDEXES = """
CREATE INDEX code_by_compact ON code (compact);
CREATE INDEX code_by_parent ON code (parent);
CREATE INDEX fact_by_code ON fact (code_set, code);
CREATE INDEX index_term_by_parent ON index_term (release_id, parent_id);
CREATE INDEX index_term_by_word ON index_term (release_id, folded) WHERE parent_id IS NULL;
"""

MOST_RELEASES = 62
"""Bits of an integer that may mark a release."""
