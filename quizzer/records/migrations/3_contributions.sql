-- Version 3: contributions that are settled.

CREATE TABLE settled_contributions (
    try INTEGER PRIMARY KEY REFERENCES tries ON DELETE CASCADE,
    settled TEXT NOT NULL -- accept or skip
);
