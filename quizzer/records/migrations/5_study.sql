-- Version 5: what tells a question again whose bank was corrected, and what study knows beside the schedule.

-- As it was asked last; NULL of what no game of this version asked.
ALTER TABLE questions ADD COLUMN answer TEXT;

-- The id of its film.
ALTER TABLE questions ADD COLUMN imdb TEXT;

-- Where its fact stands: key, place and shape.
ALTER TABLE questions ADD COLUMN origin TEXT;

-- Its banks have it no longer.
ALTER TABLE questions ADD COLUMN orphan INTEGER NOT NULL DEFAULT 0;

-- Reviews in a row in which it was known.
ALTER TABLE cards ADD COLUMN known INTEGER NOT NULL DEFAULT 0;

-- Put aside by the player.
ALTER TABLE cards ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0;

-- What was never known cannot be forgotten.
UPDATE cards SET lapses = (
    SELECT count(*) FROM (
        SELECT rating, lag(rating) OVER (ORDER BY id) AS earlier FROM reviews
        WHERE reviews.player = cards.player AND reviews.question = cards.question
    ) WHERE rating = 'again' AND earlier <> 'again'
);

CREATE INDEX reviews_of_card ON reviews (player, question);

CREATE INDEX tries_by_day ON tries (player, day);

CREATE INDEX orphans ON questions (id) WHERE orphan;

CREATE INDEX cards_by_since ON cards (player, since);
