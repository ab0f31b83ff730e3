-- The tables of a compiled bank; file.py says what is in each.
-- == tables
PRAGMA application_id = $application;
PRAGMA user_version = $version;
CREATE TABLE about(what TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE films(
    id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, year INTEGER, votes INTEGER NOT NULL, asks INTEGER NOT NULL,
    record TEXT NOT NULL
);
CREATE TABLE ranking(page INTEGER PRIMARY KEY, films BLOB NOT NULL);
CREATE TABLE asked(
    category TEXT, page INTEGER, films INTEGER NOT NULL, bits BLOB NOT NULL, PRIMARY KEY(category, page)
);
CREATE TABLE found(page INTEGER PRIMARY KEY, entries BLOB NOT NULL);
CREATE TABLE people(page INTEGER PRIMARY KEY, names TEXT NOT NULL);
CREATE TABLE names(page INTEGER PRIMARY KEY, names TEXT NOT NULL);
CREATE TABLE neighbours(page INTEGER PRIMARY KEY, entries BLOB NOT NULL);

-- == indexes
CREATE INDEX films_by_year ON films(year, votes);
