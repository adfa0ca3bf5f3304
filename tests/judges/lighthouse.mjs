#!/usr/bin/env node
// Lighthouse on a telephone and on a desk, on the fullest page of each kind that people come for:
//   lighthouse.mjs DIR [--runs 3] [--first-will-do] [--only KIND,KIND] [--form mobile|desktop]
// A page is measured `--runs` times and the median counts; with `--first-will-do`, a page whose
// first run keeps every promise is not measured again.
// The folder is served as a host would (compressed, with caching), on the loopback address:
// browsers trust that address without TLS, so nothing here tells how the real host does HTTPS.
import './newer-node.mjs';
import lighthouse, { desktopConfig } from 'lighthouse';
import { launch } from './chrome.mjs';
import { fullest, pagesWithKinds } from './kinds.mjs';
import { addressOf, broken, commandLine, serve, verdict } from './lib.mjs';

const PROMISES = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
const SHIFT = 0.02;
const KINDS = ['home', 'district', 'station', 'practice', 'story', 'deputy'];
const FORMS = { mobile: undefined, desktop: desktopConfig };

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const score = (results, name) => Math.round(100 * median(results.map((result) => result.categories[name].score ?? 0)));
const number = (results, audit) => median(results.map((result) => result.audits[audit]?.numericValue ?? NaN));
const shift = (results) => number(results, 'cumulative-layout-shift');

const options = commandLine('lighthouse.mjs DIR [--runs N] [--first-will-do] [--only KIND,KIND] [--form mobile|desktop] [--show N]', {
  flags: ['first-will-do'], values: ['runs', 'only', 'form', 'show'],
});
const runs = Number(options.runs ?? 3);
const all = pagesWithKinds(options.dir);
const kinds = options.only?.split(',') ?? KINDS;
const chosen = kinds.map((kind) => fullest(all, kind)).filter(Boolean);
const site = await serve(options.dir, { hosted: true });
const browser = await launch({ pipe: false });
const port = Number(new URL(browser.wsEndpoint()).port);
const findings = [];
const lowest = { ...Object.fromEntries(Object.keys(PROMISES).map((name) => [name, 100])), shift: 0 };
let looked = 0;
for (const form of options.form ? [options.form] : Object.keys(FORMS)) {
  for (const page of chosen) await judge(page, form);
}
await browser.close();
site.close();
verdict('lighthouse', {
  pages: chosen.length, runs: looked, ...Object.fromEntries(Object.keys(PROMISES).map((name) => [name, lowest[name]])), shift: lowest.shift.toFixed(3), findings: findings.length,
}, findings, { looked, show: options.show });

async function judge({ kind, file }, form) {
  const results = [];
  for (let run = 0; run < runs; run += 1) {
    results.push(await measure(site.base + addressOf(file), form));
    looked += 1;
    if (options['first-will-do'] && run === 0 && missed(results).length === 0) break;
  }
  for (const name of Object.keys(PROMISES)) lowest[name] = Math.min(lowest[name], score(results, name));
  lowest.shift = Math.max(lowest.shift, shift(results));
  console.log(`  ${form} ${kind} /${addressOf(file)}: ${Object.keys(PROMISES).map((name) => `${name} ${score(results, name)}`).join(', ')}, ${timings(results)}`);
  findings.push(...missed(results).map((what) => `${form} ${kind} ${file}: ${what}`));
}

async function measure(url, form) {
  const run = await lighthouse(url, { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(PROMISES) }, FORMS[form]);
  const result = run?.lhr;
  if (!result || result.runtimeError) broken('lighthouse', `${url}: ${result?.runtimeError?.message ?? 'no result'}`);
  return result;
}

function timings(results) {
  const seconds = (audit) => `${(number(results, audit) / 1000).toFixed(2)} s`;
  return `first paint ${seconds('first-contentful-paint')}, largest ${seconds('largest-contentful-paint')}, blocked ${Math.round(number(results, 'total-blocking-time'))} ms, shift ${shift(results).toFixed(3)}`;
}

// Each promise that is not kept, with what Lighthouse blames for it.
function missed(results) {
  const told = Object.entries(PROMISES)
    .filter(([name, least]) => score(results, name) < least)
    .map(([name, least]) => `${name} ${score(results, name)}, less than ${least}: ${blamed(results[0], name).join('; ')}`);
  if (!(shift(results) <= SHIFT)) told.push(`layout shift ${shift(results).toFixed(3)}, more than ${SHIFT}`);
  return told;
}

function blamed(result, name) {
  return result.categories[name].auditRefs
    .map(({ id, weight }) => ({ ...result.audits[id], weight }))
    .filter(({ score: given, weight, scoreDisplayMode }) => weight > 0 && given !== null && given < 0.9 && scoreDisplayMode !== 'informative')
    .map(({ id, title, displayValue, details }) => `${id} (${[title, displayValue, details?.items?.[0]?.node?.selector].filter(Boolean).join(', ')})`);
}
