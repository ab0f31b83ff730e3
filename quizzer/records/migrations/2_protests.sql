-- Version 2: protests.

CREATE TABLE protests (
    id INTEGER PRIMARY KEY, -- grows with time
    game INTEGER NOT NULL REFERENCES games ON DELETE CASCADE,
    seq INTEGER NOT NULL, -- of the event that told of the try under protest
    player INTEGER NOT NULL REFERENCES players ON DELETE CASCADE, -- who protested
    day TEXT NOT NULL,
    question TEXT NOT NULL REFERENCES questions,
    given TEXT NOT NULL,
    answer TEXT NOT NULL, -- what was expected then
    outcome TEXT NOT NULL, -- what stood then
    explanation TEXT NOT NULL, -- why, by the referee, for the author of the bank
    why TEXT NOT NULL,
    settled TEXT, -- accept, reject or prompt; NULL while nobody has ruled
    UNIQUE (game, seq)
);

CREATE INDEX protests_to_settle ON protests (question) WHERE settled IS NULL;
