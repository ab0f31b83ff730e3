-- == is another
SELECT 1 FROM pragma_application_id, sqlite_master WHERE application_id <> 1902800487 LIMIT 1

-- == schema
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA application_id = 1902800487;
CREATE TABLE IF NOT EXISTS rooms (name TEXT PRIMARY KEY, nonce TEXT NOT NULL, alive INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS log (
    room TEXT NOT NULL, ms INTEGER NOT NULL, n INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (room, ms, n)
) WITHOUT ROWID;

-- == create
INSERT OR IGNORE INTO rooms (name, nonce, alive) VALUES (?, ?, ?)

-- == add
INSERT INTO log (room, ms, n, data) VALUES (?, ?, ?, ?)

-- == find
SELECT nonce, alive, max(ms) FROM rooms JOIN log ON room = name WHERE name = ? GROUP BY name

-- == nonce
SELECT nonce FROM rooms WHERE name = ?

-- == read
SELECT ms, n, data FROM log WHERE room = ? AND (ms, n) >= (?, ?) ORDER BY ms, n LIMIT ?

-- == replace
UPDATE rooms SET nonce = ? WHERE name = ?

-- == clear
DELETE FROM log WHERE room = ?

-- == delete
DELETE FROM rooms WHERE name = ?

-- == beat
UPDATE rooms SET alive = max(alive, ?) WHERE name = ?

-- == list
SELECT room, max(ms) FROM log GROUP BY room
