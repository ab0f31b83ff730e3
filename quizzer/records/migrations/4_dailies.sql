-- Version 4: dailies, kept as they were played.

CREATE TABLE dailies (
    game INTEGER PRIMARY KEY REFERENCES games ON DELETE CASCADE,
    number INTEGER NOT NULL, -- of the day on which the game began
    edition INTEGER NOT NULL, -- of the shipped banks
    what TEXT NOT NULL, -- ten (questions) or film (in clues)
    east INTEGER NOT NULL -- minutes by which the player's clock was ahead of UTC
);

ALTER TABLE entries ADD COLUMN events TEXT; -- of a daily, what the action brought about
