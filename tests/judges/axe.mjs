#!/usr/bin/env node
// axe over the pages of a folder in every look that readers can give them, WCAG 2.2 A and AA and best practice:
//   axe.mjs DIR [--prefix /rd/] [--all | --max N] [--widths 1280,390] [--looks light,dark,large,mourning,print]
// Of each kind of page the fullest and the barest are looked at, in further languages the fullest and in one look: other words have no other colours.
// `--all` looks at every page in every look, `--max N` at about N, of every layout.
import './newer-node.mjs';
import axe from 'axe-core';
import { TABS, launch, newTab } from './chrome.mjs';
import { fullestAndBarest, mainLanguage, pagesWithKinds } from './kinds.mjs';
import { addressOf, commandLine, inParallel, isNotFoundPage, sample, serve, verdict } from './lib.mjs';
import { LOOKS, looksOf } from './looks.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const options = commandLine('axe.mjs DIR [--prefix /rd/] [--all | --max N] [--widths W,W] [--looks LOOK,LOOK] [--show N]', {
  flags: ['all'], values: ['prefix', 'max', 'widths', 'looks', 'show'],
});
const widths = (options.widths ?? '1280,390').split(',').map(Number);
const site = await serve(options.dir, { prefix: options.prefix });
const everything = pagesWithKinds(options.dir);
const chosen = choose();
const looks = options.looks?.split(',') ?? Object.keys(LOOKS);
const main = mainLanguage(everything);
const browser = await launch();
const missing = [];
const violations = new Map();
const runs = Object.fromEntries(Object.keys(LOOKS).map((look) => [look, 0]));
let passes = 0;
await inParallel(chosen, TABS, visit);
await browser.close();
site.close();
const findings = [...missing, ...[...violations.values()].map(told)].sort();
verdict(`axe ${axe.version}`, {
  pages: chosen.length, of: everything.length, ...runs, passes, findings: findings.length,
}, findings, { looked: passes, show: options.show });

function choose() {
  if (options.all) return everything;
  if (!options.max) return fullestAndBarest(everything);
  const files = new Set(sample(options.dir, everything.map(({ file }) => file), options.max));
  return everything.filter(({ file }) => files.has(file));
}

async function visit({ file, lang }) {
  // What a page remembers of one look is no other page's.
  const context = await browser.createBrowserContext();
  const tab = await newTab(context);
  await tab.goto(site.base + (isNotFoundPage(file) ? file : addressOf(file)), { waitUntil: 'load', timeout: 60_000 });
  await tab.evaluate(axe.source);
  const offered = await looksOf(tab);
  for (const look of options.all || lang === main ? looks : looks.slice(0, 1)) {
    if (!offered.includes(look)) {
      missing.push(`${file}: there is no look ${look}`);
      continue;
    }
    for (const width of LOOKS[look].widths ?? widths) await judge(tab, file, look, width);
  }
  await context.close();
}

async function judge(tab, file, look, width) {
  await tab.setViewport({ width, height: 900, deviceScaleFactor: 1 });
  const wear = LOOKS[look];
  for (const what of await wear.on(tab)) missing.push(`${file}, ${look}: ${what}`);
  const result = await tab.evaluate((runOnly, without) => window.axe.run(document, {
    runOnly, rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])), resultTypes: ['violations'],
  }), RULES, wear.without ?? []);
  await wear.off(tab);
  runs[look] += 1;
  passes += result.passes.length;
  for (const { id, impact, help, nodes } of result.violations) {
    for (const { target } of nodes) {
      const key = `${look} ${id} ${target.join(' ')}`;
      if (!violations.has(key)) violations.set(key, { id, impact, help, target, file, look, width, seen: 0 });
      violations.get(key).seen += 1;
    }
  }
}

// One fault of a component is told once in each look, with the place where it was first met.
function told({ id, impact, help, target, file, look, width, seen }) {
  return `${file}, ${look} at ${width} px: ${id} (${impact}): ${help}: ${target.join(' ')}${seen > 1 ? `, and ${seen - 1} times more` : ''}`;
}
