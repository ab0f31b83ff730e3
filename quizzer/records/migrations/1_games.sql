-- Version 1: players, games and all that follows from them. A version that was released is never edited.
-- What plays a game again stands in `games` and `entries`; quizzer makes the rest from a game's events.

CREATE TABLE players (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE, -- as names compare: without case
    since TEXT NOT NULL -- the player's own day, like every `day` below
);

CREATE TABLE games (
    id INTEGER PRIMARY KEY,
    began REAL NOT NULL, -- seconds since 1970, like `latest`
    latest REAL NOT NULL,
    day TEXT NOT NULL,
    mode TEXT NOT NULL,
    rules TEXT NOT NULL,
    seed INTEGER NOT NULL,
    main INTEGER NOT NULL,
    ratings TEXT,
    questions TEXT NOT NULL,
    fingerprints TEXT NOT NULL,
    banks TEXT NOT NULL,
    study INTEGER NOT NULL,
    claim TEXT NOT NULL, -- of the program that plays it now
    reached REAL NOT NULL, -- seconds since the game began
    ended TEXT -- why; NULL while it can be resumed
);

CREATE TABLE entries (
    game INTEGER NOT NULL REFERENCES games ON DELETE CASCADE,
    n INTEGER NOT NULL,
    at REAL NOT NULL,
    action TEXT NOT NULL,
    verdicts TEXT,
    PRIMARY KEY (game, n)
) WITHOUT ROWID;

CREATE TABLE seats (
    game INTEGER NOT NULL REFERENCES games ON DELETE CASCADE,
    player INTEGER NOT NULL REFERENCES players ON DELETE CASCADE,
    name TEXT NOT NULL, -- as it was spelt in this game
    rank INTEGER,
    points REAL,
    "right" INTEGER,
    answered INTEGER,
    PRIMARY KEY (game, player)
) WITHOUT ROWID;

CREATE INDEX seats_of_player ON seats (player);

CREATE TABLE questions (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    difficulty INTEGER NOT NULL,
    film TEXT,
    year INTEGER
) WITHOUT ROWID;

CREATE TABLE asked (
    game INTEGER NOT NULL REFERENCES games ON DELETE CASCADE,
    seq INTEGER NOT NULL, -- of the event that asked it
    question TEXT NOT NULL REFERENCES questions,
    scored INTEGER NOT NULL,
    PRIMARY KEY (game, seq)
) WITHOUT ROWID;

CREATE TABLE tries (
    id INTEGER PRIMARY KEY, -- grows with time
    game INTEGER NOT NULL,
    seq INTEGER NOT NULL, -- of the event that told of it
    asked INTEGER NOT NULL,
    player INTEGER NOT NULL REFERENCES players ON DELETE CASCADE,
    day TEXT NOT NULL,
    what TEXT NOT NULL, -- answer, pass, silence or contribution
    given TEXT NOT NULL,
    outcome TEXT, -- of an answer; NULL while it waits for a host
    seconds REAL NOT NULL, -- from the question to the answer, pauses left out
    hints INTEGER NOT NULL,
    UNIQUE (game, seq, player),
    FOREIGN KEY (game, asked) REFERENCES asked ON DELETE CASCADE
);

CREATE INDEX tries_of_player ON tries (player, game, asked);

CREATE TABLE never (
    player INTEGER NOT NULL REFERENCES players ON DELETE CASCADE,
    question TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (player, question)
) WITHOUT ROWID;

CREATE TABLE cards (
    player INTEGER NOT NULL REFERENCES players ON DELETE CASCADE,
    question TEXT NOT NULL REFERENCES questions,
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    due TEXT NOT NULL, -- a day
    latest TEXT NOT NULL, -- the day of the latest review
    lapses INTEGER NOT NULL,
    since TEXT NOT NULL, -- the day of the first review
    PRIMARY KEY (player, question)
) WITHOUT ROWID;

CREATE INDEX cards_by_due ON cards (player, due);

CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    player INTEGER NOT NULL REFERENCES players ON DELETE CASCADE,
    question TEXT NOT NULL REFERENCES questions,
    game INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    day TEXT NOT NULL,
    suggested TEXT NOT NULL,
    rating TEXT NOT NULL,
    before TEXT, -- the card before this review, as JSON; NULL for a new one
    UNIQUE (game, asked, player),
    FOREIGN KEY (game, asked) REFERENCES asked ON DELETE CASCADE
);

-- One row for what a player made of a question, however many tries that took. Open gaps do not count.
CREATE VIEW answers AS
SELECT tries.player, tries.game, tries.asked, asked.question, max(tries.day) AS day,
    max(tries.outcome IS 'correct') AS "right",
    max(CASE tries.what WHEN 'answer' THEN tries.seconds END) AS seconds,
    max(tries.id) AS place
FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked
WHERE asked.scored AND (tries.what = 'pass' OR tries.outcome IN ('correct', 'incorrect'))
GROUP BY tries.player, tries.game, tries.asked;
