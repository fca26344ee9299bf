-- A database in memory: rows made by recursion, indices, joins, windows, text, changes, transactions.
CREATE TABLE item(id INTEGER PRIMARY KEY, kind INTEGER, price REAL, name TEXT);
CREATE TABLE sale(id INTEGER PRIMARY KEY, item INTEGER REFERENCES item(id), day INTEGER, count INTEGER);
BEGIN;
WITH RECURSIVE n(i, x) AS (SELECT 1, 12345 UNION ALL SELECT i + 1, (x * 1103515245 + 12345) % 2147483648 FROM n WHERE i < 4000)
INSERT INTO item SELECT i, x % 37, (x % 10007) / 8.0, 'item ' || hex(x) || ' of ' || i FROM n;
WITH RECURSIVE n(i, x) AS (SELECT 1, 54321 UNION ALL SELECT i + 1, (x * 1103515245 + 12345) % 2147483648 FROM n WHERE i < 60000)
INSERT INTO sale SELECT i, (x / 7) % 4000 + 1, (x / 31) % 365, (x / 3) % 9 + 1 FROM n;
COMMIT;
CREATE INDEX sale_item ON sale(item);
CREATE INDEX sale_day ON sale(day, count);
CREATE INDEX item_name ON item(name COLLATE NOCASE);
ANALYZE;
SELECT count(*), sum(count), min(day), max(day) FROM sale;
SELECT kind, count(*), round(sum(price * count), 2) AS total FROM item JOIN sale ON sale.item = item.id GROUP BY kind ORDER BY total DESC LIMIT 8;
SELECT name, price FROM item WHERE name LIKE '%FF%' AND price > 600 ORDER BY price, name LIMIT 8;
SELECT day, sum(count) OVER (ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) FROM (SELECT day, sum(count) AS count FROM sale GROUP BY day) LIMIT 370 OFFSET 358;
WITH RECURSIVE path(a, b, depth) AS (SELECT item, day, 0 FROM sale WHERE id < 200 UNION SELECT b + 1, a % 365, depth + 1 FROM path WHERE depth < 12)
SELECT count(*), sum(a), sum(b) FROM path;
BEGIN;
UPDATE item SET price = price * 1.25, name = upper(substr(name, 1, 9)) || printf('%05d', id) WHERE kind % 3 = 0;
DELETE FROM sale WHERE day BETWEEN 100 AND 120;
SAVEPOINT here;
DELETE FROM sale WHERE item % 2;
ROLLBACK TO here;
COMMIT;
SELECT count(*), total(price), group_concat(substr(name, -5), '') FROM (SELECT * FROM item WHERE kind = 3 ORDER BY name LIMIT 40);
SELECT i.kind, max(i.price), (SELECT count(*) FROM sale s WHERE s.item = i.id) FROM item i GROUP BY i.kind HAVING i.kind < 9;
SELECT json_group_array(json_object('day', day, 'n', n)) FROM (SELECT day, count(*) AS n FROM sale GROUP BY day ORDER BY n DESC, day LIMIT 5);
SELECT count(*) FROM sale a JOIN sale b ON a.item = b.item AND a.day < b.day WHERE a.count = 9 AND b.count = 1;
SELECT strftime('%Y-%m-%d', 1000000000 + day * 86400, 'unixepoch'), count(*) FROM sale WHERE day < 4 GROUP BY day;
PRAGMA integrity_check;
SELECT length(hex(randomblob(8))), quote(zeroblob(3)), 5 / 0, 7.0 / 2, -7 % 3, 9223372036854775807 + 1, 1e308 * 10;
SELECT * FROM nowhere;
