-- The statements of the records, each after a line "-- == NAME"; quizzer fills in $names, and :names and ? are values.

-- == player called
-- By the spelling too: the name in the form that quizzer compares may be damaged.
SELECT id FROM players WHERE folded = :folded OR name = :name ORDER BY folded = :folded DESC

-- == players
SELECT players.name AS name, count(games.id) AS games, since, coalesce(max(games.day), since) AS latest
FROM players LEFT JOIN seats ON seats.player = players.id LEFT JOIN games ON games.id = seats.game
GROUP BY players.id ORDER BY max(games.latest) DESC, players.name

-- == export games
SELECT games.id AS game, day, mode, banks, rules, games.ended, rank, points, seats."right", answered, east
FROM seats JOIN games ON games.id = seats.game WHERE player = ? ORDER BY games.id

-- == export actions
SELECT entries.game, at, action, verdicts, seats.name FROM entries JOIN seats ON seats.game = entries.game
WHERE player = ? ORDER BY entries.game, n

-- == export answers
SELECT tries.game, tries.day, asked.question, text, category, film, what, given, outcome, seconds, hints
FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked
JOIN questions ON questions.id = asked.question WHERE player = ? ORDER BY tries.id

-- == export dailies
SELECT game, number, edition, what FROM dailies JOIN seats USING (game) WHERE player = ? ORDER BY game

-- == export watched
SELECT title, year, imdb FROM watched WHERE player = ? ORDER BY title, year

-- == export never
SELECT question, day FROM never WHERE player = ? ORDER BY day, question

-- == export cards
SELECT question, stability, difficulty, due, latest, lapses, since FROM cards WHERE player = ? ORDER BY question

-- == export protests
SELECT game, protests.day, question, own.given, answer, protests.outcome, why, settled,
    CASE WHEN own.given IS NOT NULL THEN explanation END AS explanation
FROM protests LEFT JOIN tries AS own USING (game, seq, player) WHERE player = ? ORDER BY protests.id

-- == export reviews
SELECT game, question, day, suggested, rating FROM reviews WHERE player = ? ORDER BY id

-- == erase protests quoting
-- A protest quotes what it is against: those of others, too, may quote this player.
DELETE FROM protests WHERE (game, seq) IN (SELECT game, seq FROM tries WHERE player = ?)

-- == erase questions of nobody
-- A question that nobody else was asked tells something about the player who is erased.
DELETE FROM questions WHERE id NOT IN (SELECT question FROM asked UNION SELECT question FROM cards
    UNION SELECT question FROM reviews UNION SELECT question FROM protests)

-- == reviews of card
SELECT reviews.id AS number, day, rating, suggested FROM reviews JOIN players ON players.id = player
WHERE folded = ? AND question = ? ORDER BY reviews.id

-- == studied first on
SELECT count(*) FROM cards JOIN players ON players.id = player WHERE folded = ? AND cards.since = ?

-- == rename question
INSERT OR IGNORE INTO questions (id, text, category, kind, difficulty, film, year, answer, imdb, origin)
SELECT ?, text, category, kind, difficulty, film, year, answer, imdb, origin FROM questions WHERE id = ?

-- == questions of banks
SELECT DISTINCT questions.id AS id, text, category, film, answer, imdb, origin FROM questions
JOIN asked ON asked.question = questions.id JOIN games ON games.id = asked.game WHERE banks = ?

-- == to ask
-- Of a mark only 1 is a yes: what damage leaves there keeps no question back. "orphan AND" finds the index.
suspended <> 1 AND question NOT IN (SELECT id FROM questions WHERE orphan AND orphan = 1)
AND question NOT IN (SELECT question FROM never WHERE never.player = cards.player)

-- == due
-- A card whose day is damaged is due at once: its review mends it.
SELECT question FROM cards JOIN players ON players.id = cards.player
WHERE folded = :player AND (due <= :day OR date(due) IS NULL) AND $to_ask
ORDER BY lapses >= $leech_lapses, due, question

-- == ahead
SELECT question FROM cards JOIN players ON players.id = cards.player
WHERE folded = :player AND due > :day AND $to_ask ORDER BY due, question

-- == missed
SELECT question FROM cards JOIN players ON players.id = cards.player
WHERE folded = :player AND latest = :day AND known = 0 AND $to_ask
ORDER BY (SELECT max(reviews.id) FROM reviews
    WHERE reviews.player = cards.player AND reviews.question = cards.question)

-- == leeches
SELECT question, text, lapses, coalesce(questions.answer, '') AS answer FROM cards
JOIN players ON players.id = cards.player JOIN questions ON questions.id = cards.question
WHERE folded = ? AND lapses >= $leech_lapses AND suspended <> 1 AND orphan <> 1
ORDER BY lapses DESC, question

-- == study
SELECT count(*), count(CASE WHEN cards.since = :day THEN 1 END), count(CASE WHEN due = :tomorrow THEN 1 END)
FROM cards JOIN players ON players.id = cards.player
WHERE folded = :player AND question NOT IN (SELECT id FROM questions WHERE orphan AND orphan = 1)

-- == seconds lately
SELECT avg(seconds) FROM (SELECT seconds FROM tries JOIN players ON players.id = player
    WHERE folded = ? AND what = 'answer' AND seconds BETWEEN 0 AND 600 ORDER BY tries.id DESC LIMIT 100)

-- == cards in mind
WITH held AS (SELECT due, latest, suspended, question IN (SELECT id FROM questions WHERE orphan AND orphan = 1) AS orphan
    FROM cards JOIN players ON players.id = cards.player WHERE folded = ?)
SELECT count(CASE WHEN julianday(due) - julianday(latest) >= $mature_days AND NOT orphan THEN 1 END),
    count(CASE WHEN suspended = 1 AND NOT orphan THEN 1 END), count(CASE WHEN orphan THEN 1 END), count(*) FROM held

-- == reviews in mind
SELECT count(*), count(CASE WHEN rating <> 'again' THEN 1 END) FROM (
    SELECT reviews.rating, row_number() OVER (PARTITION BY player, question ORDER BY reviews.id) AS place
    FROM reviews JOIN players ON players.id = player WHERE folded = ?) WHERE place > 1

-- == coming
SELECT due, count(*) FROM cards JOIN players ON players.id = cards.player
WHERE folded = :player AND due > :day AND due <= :last AND $to_ask GROUP BY due

-- == kept cards
SELECT questions.id AS question, text, coalesce(questions.answer, '') AS answer, category, film, due, latest,
    cards.since AS since, stability, cards.difficulty AS difficulty, coalesce(lapses, 0) AS lapses,
    CASE WHEN never.player IS NOT NULL THEN 'never' WHEN orphan = 1 THEN 'orphan'
        WHEN suspended = 1 THEN 'suspended' ELSE 'study' END AS state
FROM players CROSS JOIN questions
LEFT JOIN cards ON cards.player = players.id AND cards.question = questions.id
LEFT JOIN never ON never.player = players.id AND never.question = questions.id
WHERE folded = ? AND (cards.player IS NOT NULL OR never.player IS NOT NULL) ORDER BY due IS NULL, due, questions.id

-- == players to review
SELECT DISTINCT player FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked
WHERE tries.game = :game AND tries.asked = :asked AND scored AND NOT EXISTS (SELECT 1 FROM reviews
    WHERE reviews.player = tries.player AND reviews.question = :question AND (reviews.game = :game OR day = :day))
ORDER BY player

-- == reviews of try
SELECT reviews.id, reviews.player, reviews.asked FROM reviews
JOIN tries ON tries.game = reviews.game AND tries.asked = reviews.asked AND tries.player = reviews.player
WHERE tries.game = ? AND tries.seq = ? AND reviews.rating = reviews.suggested

-- == review in game
SELECT max(reviews.id) FROM reviews JOIN players ON players.id = player
WHERE game = ? AND folded = ? AND asked = coalesce(?, asked)

-- == reviews up to game
SELECT day, rating, suggested, question FROM reviews JOIN (
    SELECT player, question, max(reviews.id) AS latest FROM reviews JOIN players ON players.id = player
    WHERE game = ? AND folded = ? AND asked = coalesce(?, asked))
USING (player, question) WHERE reviews.id <= latest ORDER BY reviews.id

-- == tries at question
SELECT what, outcome, seconds, hints, length(given) AS letters, length(text) AS asked_letters FROM tries
JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked JOIN questions ON questions.id = question
WHERE tries.game = ? AND tries.asked = ? AND player = ? ORDER BY tries.id

-- == questions kept
SELECT count(*) FROM asked JOIN games ON games.id = game WHERE id = ? AND claim = ? AND ended IS NULL

-- == write standing
UPDATE seats SET rank = ?, points = ?, "right" = ?, answered = ?
WHERE game = ? AND player = (SELECT id FROM players WHERE folded = ?)

-- == protests
SELECT protests.id AS number, game, protests.day, name AS player, question, text, kind, given,
    protests.answer AS answer, outcome, explanation, why, banks
FROM protests JOIN games ON games.id = protests.game
JOIN players ON players.id = protests.player JOIN questions ON questions.id = protests.question
WHERE settled IS $not NULL ORDER BY protests.id

-- == contributions
SELECT tries.id AS number, tries.game, tries.day, name AS player, question, text, kind, given,
    '' AS answer, '' AS outcome, '' AS explanation, '' AS why, banks
FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked JOIN games ON games.id = tries.game
JOIN players ON players.id = tries.player JOIN questions ON questions.id = asked.question
LEFT JOIN settled_contributions ON try = tries.id
WHERE what = 'contribution' AND settled IS NULL ORDER BY tries.id

-- == dailies
SELECT game, number, edition, what, dailies.east AS east, began, ended, seats."right", answered FROM dailies
JOIN games ON games.id = game JOIN seats USING (game) JOIN players ON players.id = player
WHERE folded = ? ORDER BY game

-- == room
SELECT game, steps, (SELECT count(*) FROM entries WHERE entries.game = rooms.game) FROM rooms WHERE mark = ?

-- == games with question
SELECT DISTINCT game FROM asked WHERE question = ?
AND EXISTS (SELECT 1 FROM entries WHERE entries.game = asked.game) ORDER BY game

-- == seen
SELECT question FROM asked JOIN seats USING (game) JOIN players ON players.id = player
WHERE folded IN ($marks) GROUP BY question ORDER BY max(game), max(seq), question

-- == never
SELECT question FROM never JOIN players ON players.id = player WHERE folded IN ($marks)

-- == watched
SELECT title, year, imdb FROM watched JOIN players ON players.id = player WHERE folded = ? ORDER BY title, year

-- == results
SELECT seats."right", answered FROM seats JOIN games ON games.id = seats.game
JOIN players ON players.id = player
WHERE folded = ? AND banks = ? AND ended IN ('finished', 'all_out', 'time') AND answered AND ? IN (mode, '')
ORDER BY $order, answered DESC

-- == met
SELECT DISTINCT question FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked
JOIN players ON players.id = player WHERE tries.day = ? AND folded IN ($marks)

-- == reviewed since
SELECT question FROM reviews JOIN players ON players.id = reviews.player JOIN games ON games.id = ?
WHERE folded = ? AND reviews.game <> games.id AND reviews.day >= games.day

-- == studied banks
SELECT banks FROM games JOIN seats ON seats.game = games.id JOIN players ON players.id = player
WHERE study AND folded = ? ORDER BY games.latest DESC

-- == unfinished
SELECT id, count(asked.seq) FROM games JOIN asked ON asked.game = games.id
WHERE ended IS NULL GROUP BY id ORDER BY latest DESC, id DESC

-- == latest game
SELECT max(game) FROM seats JOIN players ON players.id = player
WHERE folded = ? AND game NOT IN (SELECT game FROM dailies)

-- == game
SELECT rules, seed, main, ratings, questions, fingerprints, banks, study, reached, began, latest, mode, ended
FROM games WHERE id = ?

-- == count games
SELECT count(*) AS games, count(CASE WHEN ended IN ('finished', 'all_out', 'time') THEN 1 END) AS finished
FROM seats JOIN games ON games.id = seats.game WHERE player = ?

-- == count answers
SELECT count(*) AS answered, coalesce(sum("right"), 0) AS "right", avg($seconds) AS seconds
FROM answers WHERE player = ?

-- == calendar
SELECT day, count(*) AS answered, sum("right") AS "right" FROM answers WHERE player = ? GROUP BY day ORDER BY day

-- == hardest
-- In the order of Laplace's rule of succession: one miss of one says less than eight of nine.
SELECT question, text, coalesce(questions.answer, '') AS answer, count(*) AS answered, sum("right") AS "right"
FROM answers JOIN questions ON questions.id = question
WHERE player = ? GROUP BY question HAVING sum("right") < count(*)
ORDER BY (count(*) - sum("right") + 1.0) / (count(*) + 2) DESC, max(place) DESC LIMIT ?

-- == first tries
SELECT players.name, folded, question, questions.difficulty, day, outcome IS 'correct' AS "right", min(tries.id)
FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked
JOIN questions ON questions.id = question JOIN players ON players.id = tries.player
WHERE scored AND (what = 'pass' OR outcome IN ('correct', 'incorrect'))
GROUP BY tries.player, question ORDER BY min(tries.id)

-- == shares
SELECT $what AS name, count(*) AS answered, sum("right") AS "right", avg($seconds) AS seconds FROM answers
JOIN questions ON questions.id = answers.question
WHERE player = ? AND name IS NOT NULL GROUP BY name ORDER BY count(*) DESC, name

-- == median
WITH timed AS (SELECT seconds, row_number() OVER (ORDER BY seconds) AS place, count(*) OVER () AS n
    FROM answers WHERE player = ? AND $seconds IS NOT NULL)
SELECT avg(seconds) FROM timed WHERE place IN ((n + 1) / 2, (n + 2) / 2)

-- == streaks
-- All answers of a run have the same number of misses before.
WITH told AS (SELECT "right", sum(NOT "right") OVER (ORDER BY place) AS misses FROM answers WHERE player = ?),
    runs AS (SELECT misses, sum("right") AS length FROM told GROUP BY misses)
SELECT (SELECT length FROM runs ORDER BY misses DESC LIMIT 1), max(length) FROM runs

-- == day streaks
-- Whose clock was put on by more than 12 hours between two days has crossed the date line: there was no day between.
-- Who flies the other way may have played tomorrow already.
WITH days AS (SELECT answers.day AS day, min(east) AS behind, max(east) AS ahead
        FROM answers JOIN games ON games.id = answers.game WHERE player = :player GROUP BY answers.day),
    apart AS (SELECT day, behind, julianday(day) - julianday(lag(day) OVER (ORDER BY day))
        - coalesce(ahead - lag(behind) OVER (ORDER BY day) > 720, 0) AS days FROM days),
    placed AS (SELECT day, behind, total(days > 1) OVER (ORDER BY day) AS run FROM apart),
    runs AS (SELECT max(day) AS latest, behind, count(*) AS length FROM placed GROUP BY run)
SELECT (SELECT length FROM runs
    WHERE julianday(:today) - julianday(latest) - coalesce(:east - behind > 720, 0) <= 1), max(length) FROM runs
