#!/usr/bin/env node
// Asks the search in Chromium, ours and where it is there Pagefind's, the same words of the same pages, and compares what they answer with a look
// through all texts:
//
//     benches/search_in_browser.mjs DIR PAGES [--count 300]
//
// DIR holds our index in `search/` and may hold Pagefind's in `pagefind/`; PAGES the texts, a file each, in the order of their numbers.
import fs from 'node:fs';
import path from 'node:path';
import { launch, newTab } from '../tests/judges/chrome.mjs';
import { commandLine, serve } from '../tests/judges/lib.mjs';

const options = commandLine('search_in_browser.mjs DIR PAGES [--count 300]', { values: ['count'], positional: 2 });
const texts = fs.readdirSync(options.rest[0]).sort().map((file) => fs.readFileSync(path.join(options.rest[0], file), 'utf8').toLowerCase());
const queries = drawn(Number(options.count ?? 300));

fs.writeFileSync(path.join(options.dir, 'empty.html'), '<!doctype html><title>empty</title>');
let loaded = 0;
const site = await serve(options.dir, { hosted: true, sent: (bytes) => { loaded += bytes; } });
const browser = await launch();
await ask('ours', 'search/manifest.json', async (tab) => {
  await tab.addScriptTag({ content: 'var module = { exports: {} };' });
  await tab.addScriptTag({ url: `${site.base}search/search.js` });
  await tab.evaluate(() => {
    // A search that remembers nothing but the manifest, which a page reads as it opens.
    window.prepare = () => {
      window.search = new module.exports.Search((name) => fetch(`search/${name}`, { cache: 'no-store' }).then((answer) => answer.arrayBuffer()));
      return window.search.ready();
    };
    window.ask = async (query) => {
      const hits = await search.find(query);
      const shown = await Promise.all(hits.slice(0, 10).map(search.text));
      return { hits: hits.length, shown: shown.length, pages: () => window.each(hits, async (hit) => (await search.text(hit))[0]) };
    };
  });
});
await ask('Pagefind', 'pagefind/pagefind.js', async (tab) => {
  await tab.evaluate(async () => {
    const pagefind = await import('./pagefind/pagefind.js');
    await pagefind.init();
    window.prepare = () => {};
    window.ask = async (query) => {
      const { results } = await pagefind.search(query);
      const shown = await Promise.all(results.slice(0, 10).map((one) => one.data()));
      return { hits: results.length, shown: shown.length, pages: () => window.each(results, async (one) => (await one.data()).url) };
    };
  });
});
await browser.close();
site.close();

async function ask(name, needed, prepare) {
  if (!fs.existsSync(path.join(options.dir, needed))) return;
  const tab = await newTab(browser);
  await tab.goto(`${site.base}empty.html`);
  // A browser does not fetch thousands of files at once.
  await tab.evaluate(() => {
    window.each = async (list, one) => {
      const all = [];
      for (let at = 0; at < list.length; at += 50) all.push(...await Promise.all(list.slice(at, at + 50).map(one)));
      return all;
    };
  });
  await prepare(tab);
  const [times, bytes] = [[], []];
  let [due, right, told] = [0, 0, 0];
  for (const query of queries) {
    await tab.evaluate(() => window.prepare());
    loaded = 0;
    times.push(await tab.evaluate(async (wanted) => {
      const begun = performance.now();
      window.last = await window.ask(wanted);
      return performance.now() - begun;
    }, query));
    bytes.push(loaded);
    const pages = await tab.evaluate(() => window.last.pages());
    const found = new Set(pages.map((page) => Number(/(\d+)\/?(?:index\.html|\.html)?$/.exec(page)[1])));
    const expected = texts.flatMap((text, number) => (text.includes(query.toLowerCase()) ? [number] : []));
    due += expected.length;
    told += found.size;
    right += expected.filter((one) => found.has(one)).length;
  }
  await tab.close();
  const at = (list, share) => list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) * share)];
  const line = (list, unit) => `median ${at(list, 0.5).toFixed(1)} ${unit}, 9 of 10 below ${at(list, 0.9).toFixed(1)}, most ${at(list, 1).toFixed(1)}`;
  console.log(`${name}: ${queries.length} questions; time ${line(times, 'ms')}; downloads ${line(bytes.map((n) => n / 1000), 'kB')}`);
  console.log(`  recall ${(100 * right / due).toFixed(1)} %, precision ${(100 * right / told).toFixed(1)} %, of ${due} places where a look through all texts finds the word`);
}

// Words of two to six Chinese characters, from anywhere in the texts.
function drawn(count) {
  let seed = 20260715;
  const random = (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const words = [];
  while (words.length < count) {
    const signs = [...texts[random(texts.length)]];
    const start = random(Math.max(1, signs.length - 6));
    const word = signs.slice(start, start + 2 + random(5)).join('');
    if (/^\p{sc=Han}{2,6}$/u.test(word)) words.push(word);
  }
  return words;
}
