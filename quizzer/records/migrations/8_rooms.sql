-- Version 8: games that were played in a room, where many may bring them home, and more than once.

CREATE TABLE rooms (
    mark TEXT PRIMARY KEY, -- of the room's log
    game INTEGER NOT NULL REFERENCES games ON DELETE CASCADE,
    steps INTEGER NOT NULL -- so many of its actions were brought home
) WITHOUT ROWID;
