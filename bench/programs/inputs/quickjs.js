// Small programs of many kinds: objects, closures, arrays, strings, regular expressions, big integers, exceptions.
"use strict";

class Random {
    constructor(seed) { this.seed = seed; }
    next(limit) {
        this.seed = (Math.imul(this.seed, 1103515245) + 12345) & 0x7fffffff;
        return (this.seed >> 8) % limit;
    }
}

function queens(n, row = 0, columns = 0, left = 0, right = 0) {
    if (row === n) return 1;
    let count = 0;
    for (let free = ((1 << n) - 1) & ~(columns | left | right); free; free &= free - 1) {
        const bit = free & -free;
        count += queens(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1);
    }
    return count;
}

function wordCounts(random) {
    const words = new Map();
    let text = "";
    for (let i = 0; i < 6000; i++) text += String.fromCharCode(97 + random.next(6), 97 + random.next(6)) + (random.next(3) ? " " : ", ");
    for (const word of text.split(/[ ,]+/)) words.set(word, (words.get(word) || 0) + 1);
    return [...words].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5).join(" ");
}

function matrix(n) {
    const a = Array.from({length: n}, (_, i) => Float64Array.from({length: n}, (_, j) => i - j / 3));
    let trace = 0;
    for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let k = 0; k < n; k++) sum += a[i][k] * a[k][j];
            if (i === j) trace += sum;
        }
    return trace;
}

function* primes(limit) {
    const composite = new Uint8Array(limit);
    for (let i = 2; i < limit; i++) {
        if (composite[i]) continue;
        yield i;
        for (let j = i * i; j < limit; j += i) composite[j] = 1;
    }
}

function tree(random) {
    let root = null, failures = 0;
    for (let i = 0; i < 4000; i++) {
        const key = random.next(3000);
        let at = root, node = {key, left: null, right: null};
        if (!root) { root = node; continue; }
        try {
            for (;;) {
                if (key === at.key) throw new RangeError("twice: " + key);
                const side = key < at.key ? "left" : "right";
                if (!at[side]) { at[side] = node; break; }
                at = at[side];
            }
        } catch (error) {
            failures += error instanceof RangeError;
        }
    }
    const depth = (node) => node ? 1 + Math.max(depth(node.left), depth(node.right)) : 0;
    return `${depth(root)} ${failures}`;
}

const random = new Random(42);
print("queens", queens(10));
print("words", wordCounts(random));
print("matrix", matrix(60).toFixed(3));
print("primes", [...primes(60000)].reduce((sum, p) => sum + p, 0));
print("tree", tree(random));
let factorial = 1n;
for (let i = 1n; i <= 300n; i++) factorial *= i;
print("factorial", factorial.toString().length, factorial % 1000000007n);
const data = Array.from({length: 800}, (_, i) => ({id: i, tags: ["a" + i % 7, "b"], size: i / 4, on: i % 3 === 0}));
const again = JSON.parse(JSON.stringify(data));
print("json", JSON.stringify(again).length, again.filter((item) => item.on).length, JSON.stringify(again[7]));
const log = Array.from({length: 1500}, (_, i) => `2026-${i % 12 + 1}-${i % 28 + 1} level=${i % 5} "message ${i}"`).join("\n");
print("regexp", log.replace(/(\d+)-(\d+)-(\d+) level=([0-3])/g, "$3.$2.$1/$4").match(/\d+\.\d+\.\d+\/2 "m\w+ \d*7"/g).length);
print("numbers", 0.1 + 0.2, 1e21, -0, 1 / 3, (255).toString(2), parseFloat("1.5e-7"), Math.hypot(3, 4), NaN);
const sorted = Array.from({length: 5000}, () => random.next(100000)).sort((a, b) => a - b);
print("sorted", sorted[0], sorted[2500], sorted[4999]);
Promise.resolve(1).then((value) => print("promise", value));
print("last");
