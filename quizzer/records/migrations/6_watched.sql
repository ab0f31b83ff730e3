-- Version 6: films that players have watched.

CREATE TABLE watched (
    player INTEGER NOT NULL REFERENCES players ON DELETE CASCADE,
    title TEXT NOT NULL,
    year INTEGER NOT NULL, -- 0 where it is not known
    imdb TEXT NOT NULL, -- the film's id, "" where it is not known
    PRIMARY KEY (player, title, year, imdb)
) WITHOUT ROWID;
