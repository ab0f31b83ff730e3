-- A room has three keys: the nonce, the log under that nonce, and when somebody last watched. Each script is one round
-- trip, and happens whole or not at all.

-- == create
if not redis.call('SET', KEYS[1], ARGV[1], 'NX') then return 0 end
local id = redis.call('XADD', KEYS[2], '*', 'd', ARGV[2])
redis.call('SET', KEYS[3], string.match(id, '%d+'))
return 1

-- == find
local now = redis.call('TIME')
return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2]), now[1] * 1000 + math.floor(now[2] / 1000)}

-- == append
local id = redis.call('XADD', KEYS[1], 'NOMKSTREAM', '*', 'd', ARGV[1])
if not id then return nil end
redis.call('PUBLISH', KEYS[2], ARGV[3])
return {id, redis.call('XRANGE', KEYS[1], ARGV[2], '(' .. id)}

-- == replace
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('DEL', KEYS[2])
redis.call('PUBLISH', KEYS[3], '')
return 1

-- == beat
local now = redis.call('TIME')
for _, key in ipairs(KEYS) do redis.call('SET', key, now[1] * 1000 + math.floor(now[2] / 1000), 'XX') end
