-- Version 7: where the player's clock stood, so that a flight over the date line breaks no streak.

-- Minutes by which it was ahead of UTC when the game began; NULL of what no game of this version began.
ALTER TABLE games ADD COLUMN east INTEGER;
