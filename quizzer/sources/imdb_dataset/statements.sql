-- The statements for DuckDB, each after "-- == NAME". quizzer fills in $names.

-- == macros
CREATE MACRO _number(c) AS TRY_CAST(substr(c, 3) AS INTEGER);
CREATE MACRO _plain(t) AS CASE WHEN strlen(t) = length(t) THEN lower(t) ELSE strip_accents(lower(t)) END;
CREATE MACRO _part(characters) AS CASE
    WHEN characters IS NULL OR NOT starts_with(characters, '["') OR NOT ends_with(characters, '"]') THEN NULL
    WHEN contains(characters, '\') THEN characters
    ELSE replace(characters[3:-3], '","', ' / ') END;
CREATE MACRO _people(listed) AS CASE WHEN regexp_full_match(listed, 'nm\d{1,9}(,nm\d{1,9})*')
    THEN replace(listed, 'nm', '') END;
-- The author of a film's source has not written the film, but "who wrote it?" could mean both.
CREATE MACRO _is_source(job) AS regexp_matches(job, '^\(?(novel|book|play\b|characters?|comic|short stor|original|article' ||
    '|musical|memoir|autobiograph|poem|manga|graphic|series|television series|video game|based|creat|adapt|inspired|stage)');
-- Nobody can name five people in one answer.
CREATE MACRO _few(listed) AS CASE WHEN length(listed) - length(replace(listed, ',', '')) < 3 THEN listed ELSE '' END;
-- The key is that of `filing.key_of`, made by DuckDB.
CREATE MACRO _short(t) AS regexp_replace(
    regexp_replace(replace(replace(_plain(t), '&', 'and'), '+', 'and'), '^(?:the|an|a) +', ''), '[^\pL\pN]+', '', 'g');
CREATE MACRO _mark(t) AS md5_number_lower('title ' || coalesce(nullif(_short(t), ''), _plain(t)));

-- == name episodes
UPDATE basics SET title = series || ': ' || title, original = NULL FROM episode
WHERE episode.t = basics.t AND NOT starts_with(title, series)

-- == crew of principals
INSERT INTO crew SELECT no, max(votes), string_agg(n, ',' ORDER BY place) FILTER (role = 'd'),
    string_agg(n, ',' ORDER BY place) FILTER (role = 'w') FROM principal WHERE role IN ('d', 'w') GROUP BY no

-- == fame
CREATE TABLE fame AS SELECT n, max(votes) AS votes FROM (
    SELECT n, votes FROM principal
    UNION ALL SELECT unnest(string_split(directors, ','))::INTEGER, votes FROM crew WHERE directors <> ''
    UNION ALL SELECT unnest(string_split(writers, ','))::INTEGER, votes FROM crew WHERE writers <> '') GROUP BY n

-- == number films
-- Films have numbers in the order of their files, so that the rows of some films are together in every table.
CREATE TABLE film AS SELECT (row_number() OVER (ORDER BY tconst))::INTEGER - 1 AS no,
    (row_number() OVER (ORDER BY votes DESC, t))::INTEGER - 1 AS rank, *
FROM (SELECT basics.*, coalesce(votes, 0) AS votes, rating FROM basics LEFT JOIN ratings USING (t))
WHERE votes >= $votes

-- == mark titles
CREATE TABLE marked AS SELECT _mark(title) AS h, rank::UBIGINT * $years
    + CASE WHEN year - $first BETWEEN 1 AND $years - 1 THEN year - $first ELSE 0 END AS filed
FROM (SELECT rank, year, title FROM film UNION ALL SELECT rank, year, original FROM film WHERE original IS NOT NULL
    UNION ALL SELECT rank, year, title FROM aka WHERE title <> '')

-- == title.ratings
SELECT _number(tconst) AS t, TRY_CAST(numVotes AS INTEGER) AS votes, TRY_CAST(averageRating AS FLOAT) AS rating
FROM $file WHERE votes >= 0

-- == title.basics
SELECT tconst, _number(tconst) AS t, titleType AS type, trim(primaryTitle) AS title,
    nullif(CASE WHEN length(originalTitle) <= $longest THEN trim(originalTitle) END,
        trim(primaryTitle)) AS original,
    CASE WHEN TRY_CAST(startYear AS SMALLINT) BETWEEN $first AND $last
        THEN TRY_CAST(startYear AS SMALLINT) END AS year,
    TRY_CAST(runtimeMinutes AS INTEGER) AS minutes
FROM $file WHERE $wanted

-- == title.episode
SELECT e.t, b.title AS series
FROM (SELECT _number(tconst) AS t, parentTconst AS parent FROM $file) e
JOIN basics USING (t)
JOIN (SELECT tconst AS parent, primaryTitle AS title FROM $basics
    WHERE titleType <> 'tvEpisode' AND length(primaryTitle) <= $longest) b USING (parent)

-- == title.principals
SELECT film.no, film.votes, _number(nconst) AS n, coalesce(TRY_CAST(ordering AS SMALLINT), 0) AS place,
    CASE category WHEN 'composer' THEN 'm' WHEN 'director' THEN 'd' WHEN 'writer' THEN 'w' ELSE 'c' END
        AS role,
    CASE WHEN category IN ('actor', 'actress') THEN _part(characters) ELSE lower(job) END AS part
FROM $file p JOIN film ON film.t = _number(p.tconst)
WHERE category IN ('actor', 'actress', 'composer', 'writer'$crew) AND n > 0

-- == title.crew
SELECT film.no, film.votes, _people(c.directors) AS directors, _people(c.writers) AS writers
FROM $file c JOIN film ON film.t = _number(c.tconst)
WHERE c.directors IS NOT NULL OR c.writers IS NOT NULL

-- == name.basics
SELECT n, votes, trim(primaryName) AS name FROM $file p JOIN fame ON n = _number(p.nconst)
WHERE length(trim(primaryName)) BETWEEN 1 AND $longest

-- == title.akas
SELECT film.no, film.rank, film.year, coalesce(TRY_CAST(ordering AS INTEGER), 0) AS place,
    CASE WHEN trim(a.title) = film.title THEN '' ELSE trim(a.title) END AS title,
    country, language.language,
    nullif(concat_ws(', ', CASE WHEN types IN ('imdbDisplay', 'alternative', 'dvd', 'tv', 'video', '') THEN NULL ELSE replace(types, chr(2), ', ') END,
        replace(attributes, chr(2), ', ')), '') AS type
FROM $file a JOIN film ON film.t = _number(a.titleId)
LEFT JOIN country ON country.region = a.region LEFT JOIN language ON language.language = a.language
WHERE length(trim(a.title)) BETWEEN 1 AND $longest AND ($kept)
    AND NOT (coalesce(isOriginalTitle = '1' OR types = 'original', false)
        AND trim(a.title) IN (film.title, coalesce(film.original, '')))

-- == films
SELECT t, rank, year, votes, $asked, concat_ws(chr(10),
    concat_ws(chr(9), title, coalesce(original, ''), coalesce(printf('%.1f', rating), ''),
        coalesce(minutes::VARCHAR, ''), directors, writers), people, titles),
    $counts
FROM (SELECT *, _few(listed_directors) AS directors,
    CASE WHEN sources IS NULL THEN _few(listed_writers) ELSE '' END AS writers
FROM film
LEFT JOIN (SELECT no, any_value(directors) AS listed_directors, any_value(writers) AS listed_writers
    FROM crew WHERE no >= $first AND no < $last GROUP BY no) USING (no)
LEFT JOIN (SELECT no, string_agg(concat_ws(chr(9), role || place, n, coalesce(part, '')), chr(10))
            FILTER (role IN ('c', 'm')) AS people,
        count(part) FILTER (role = 'c') AS parts, count(*) FILTER (role = 'm') AS composers,
        any_value(n) FILTER (role = 'w' AND _is_source(part)) AS sources
    FROM principal WHERE no >= $first AND no < $last GROUP BY no) USING (no)
LEFT JOIN (SELECT no, string_agg(concat_ws(chr(9), 't' || place, title, coalesce(country, ''),
        coalesce(language, ''), coalesce(type, '')), chr(10)) AS titles, count(*) FILTER (title <> '') AS others
    FROM aka WHERE no >= $first AND no < $last GROUP BY no) USING (no)
WHERE no >= $first AND no < $last) ORDER BY t

-- == counts
coalesce(parts, 0),
coalesce(parts, 0),
(directors <> '')::INTEGER,
(writers <> '')::INTEGER,
(coalesce(composers, 0) > 0)::INTEGER,
(year IS NOT NULL)::INTEGER,
coalesce(others, 0) * 2 + (original IS NOT NULL)::INTEGER

-- == people
SELECT n >> $bits AS page, string_agg(concat_ws(chr(9), n, name, votes), chr(10)) FROM name
WHERE n >= $first AND n < $last GROUP BY page ORDER BY page

-- == characters named
SELECT DISTINCT part, film.votes, film.rank FROM principal JOIN film USING (no)
WHERE role = 'c' AND part IS NOT NULL AND rank < $films ORDER BY rank DESC, part

-- == titles named
SELECT film.rank, film.title, original, film.year, votes, list(DISTINCT aka.title) FROM film
LEFT JOIN aka ON aka.no = film.no AND aka.title <> ''
WHERE film.rank < $films GROUP BY ALL ORDER BY film.rank

-- == no ratings
CREATE TABLE ratings(t INTEGER, votes INTEGER, rating FLOAT)

-- == no episode
CREATE TABLE episode(t INTEGER, series VARCHAR)

-- == no principal
CREATE TABLE principal(no INTEGER, votes INTEGER, n INTEGER, place SMALLINT, role VARCHAR, part VARCHAR)

-- == no crew
CREATE TABLE crew(no INTEGER, votes INTEGER, directors VARCHAR, writers VARCHAR)

-- == no name
CREATE TABLE name(n INTEGER, votes INTEGER, name VARCHAR)

-- == no aka
CREATE TABLE aka(no INTEGER, rank INTEGER, year SMALLINT, place INTEGER, title VARCHAR, country VARCHAR, language VARCHAR, type VARCHAR)
