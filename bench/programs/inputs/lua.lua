-- Small programs of many kinds: numbers, tables, closures, strings, patterns, iterators, metatables.
local seed = 42
local function random(limit)
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return (seed >> 8) % limit
end

local function fib(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end
print("fib", fib(29))

local items = {}
for i = 1, 20000 do items[i] = random(1000000) end
table.sort(items)
print("sorted", items[1], items[10000], items[20000])
table.sort(items, function(a, b) return a % 1000 < b % 1000 or (a % 1000 == b % 1000 and a < b) end)
print("sorted", items[1], items[10000], items[20000])

local counts, text = {}, {}
for i = 1, 8000 do text[i] = string.char(97 + random(6), 97 + random(6)) end
for word in table.concat(text, " "):gmatch("%a+") do counts[word] = (counts[word] or 0) + 1 end
local words = {}
for word, count in pairs(counts) do words[#words + 1] = { word, count } end
table.sort(words, function(a, b) return a[2] > b[2] or (a[2] == b[2] and a[1] < b[1]) end)
for i = 1, 3 do print("word", words[i][1], words[i][2]) end

local Vector = {}
Vector.__index = Vector
function Vector.new(x, y) return setmetatable({ x = x, y = y }, Vector) end
function Vector.__add(a, b) return Vector.new(a.x + b.x, a.y + b.y) end
function Vector:length() return math.sqrt(self.x * self.x + self.y * self.y) end
local sum = Vector.new(0, 0)
for i = 1, 50000 do sum = sum + Vector.new(i, 1 / i) end
print("vector", string.format("%.6f %.10f", sum:length(), sum.y))

local function primes(limit)
    local composite, at = {}, 1
    return function()
        repeat at = at + 1 until not composite[at]
        for j = at * at, limit, at do composite[j] = true end
        return at <= limit and at or nil
    end
end
local total = 0
for prime in primes(50000) do total = total + prime end
print("primes", total)

local function queens(n)
    local columns, up, down, count = {}, {}, {}, 0
    local function place(row)
        if row > n then count = count + 1 return end
        for c = 1, n do
            if not (columns[c] or up[row + c] or down[row - c + n]) then
                columns[c], up[row + c], down[row - c + n] = true, true, true
                place(row + 1)
                columns[c], up[row + c], down[row - c + n] = nil, nil, nil
            end
        end
    end
    place(1)
    return count
end
print("queens", queens(8))

local lines = {}
for i = 1, 3000 do lines[i] = ("%d-%02d level=%d 'message %d'"):format(2000 + i % 30, i % 12 + 1, i % 5, i) end
local log, changed = table.concat(lines, "\n"):gsub("(%d+)%-(%d+) level=([0-3])", "%2.%1/%3")
print("log", changed, #log, log:sub(1, 30), select(2, log:gsub("7'", "")))
print("numbers", 0.1 + 0.2, 2 ^ 53, 7 // 2, -7 // 2, -7 % 3, 1e300 * 1e10, math.maxinteger + 1, 10 / 2, 3 | 4, "10" + 5)
print("packed", (string.pack("<i4d", 7, 0.5):gsub(".", function(c) return ("%02x"):format(c:byte()) end)))
