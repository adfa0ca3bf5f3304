#!/usr/bin/env node
// The search of a built site against a plain look through all its texts, with the script that readers get.
//
//     tests/judges/search.mjs DIR [--count 300]
//
// Draws words of two to six characters from the texts, Latin and mixed ones among them; what the script finds must be what a scan finds.
// Prints how many bytes a question costs on a fresh page.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const [dir, ...rest] = process.argv.slice(2);
if (!dir) {
  console.error('usage: search.mjs DIR [--count 300]');
  process.exit(2);
}
const count = rest[0] === '--count' ? Number(rest[1]) : 300;

// The script is loaded as a module of the old kind: it is written for browsers of 2019.
const module = { exports: {} };
new Function('module', readFileSync(join(dir, 'search', 'search.js'), 'utf8')).call({}, module);
const { Search, runs } = module.exports;

let seed = 20260715;
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};

const index = join(dir, 'search');
const manifest = JSON.parse(readFileSync(join(index, 'manifest.json')));
const texts = [];
for (let block = 0; block * manifest.block < manifest.documents.length; block++) {
  texts.push(...JSON.parse(readFileSync(join(index, 't', `${block}.json`))));
}
// A document as a scan sees it: its runs, with a mark where a word begins.
const isWord = (unit) => !/^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}]/u.test(unit);
const joined = (units) => units.map((unit) => (isWord(unit) ? `<${unit}` : unit)).join('');
const folded = texts.map((text) => text.slice(1, 2).concat(text.slice(3)).flatMap((part) => runs(part)).map((units) => `${joined(units)} `).join(''));

const found = (query) => {
  const wanted = runs(query).map(joined);
  return folded.flatMap((text, number) => (wanted.every((run) => text.includes(run)) ? [number] : []));
};

const drawn = () => {
  const text = [...texts[random(texts.length)].slice(1).join('\n')];
  const length = 2 + random(5);
  const start = random(Math.max(1, text.length - length));
  return text.slice(start, start + length).join('');
};
// Words that begin in the middle of a Latin word are not asked for: a search finds those from their beginning.
const isFair = (query) => runs(query).length === 1 && /^[\p{sc=Han}]/u.test(query) && !/[^\p{L}\p{N}]/u.test(query);
const latin = [...new Set(texts.flatMap((text) => text.slice(1).join('\n').match(/(?<![\p{L}\p{N}])[A-Za-z0-9]{2,12}[\p{sc=Han}]{0,4}/gu) ?? []))];

const queries = [];
for (let tries = 0; queries.length < count - Math.min(60, latin.length) && tries < count * 50; tries++) {
  const query = drawn();
  if (isFair(query)) queries.push(query);
}
for (let n = 0; n < 60 && latin.length; n++) queries.push(latin[random(latin.length)]);

// Texts travel compressed, everything else as it is.
const asSent = (name, file) => (name.endsWith('.json') ? gzipSync(file).length : file.length);

const bytes = [];
const times = [];
let [wrong, hits] = [0, 0];
for (const query of queries) {
  let loaded = 0;
  const search = new Search(async (name) => {
    const file = readFileSync(join(index, name));
    loaded += asSent(name, file);
    return file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
  });
  const begun = performance.now();
  const all = await search.find(query);
  await Promise.all(all.slice(0, 10).map(search.text));
  times.push(performance.now() - begun);
  bytes.push(loaded);
  const expected = found(query);
  hits += all.length;
  const both = new Set(all);
  if (both.size !== expected.length || expected.some((one) => !both.has(one))) {
    wrong++;
    if (wrong < 10) console.log(`  ${JSON.stringify(query)}: found ${all.length}, a scan finds ${expected.length}`);
  }
}
const at = (list, share) => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * share)];
const kb = (number) => `${(number / 1000).toFixed(0)} kB`;
console.log(`${texts.length} documents, ${queries.length} questions, ${hits} hits, ${wrong} wrong`);
console.log(`downloads: median ${kb(at(bytes, 0.5))}, 9 of 10 below ${kb(at(bytes, 0.9))}, most ${kb(at(bytes, 1))}`);
console.log(`time without the network: median ${at(times, 0.5).toFixed(1)} ms, most ${at(times, 1).toFixed(1)} ms`);
process.exit(wrong ? 1 : 0);
