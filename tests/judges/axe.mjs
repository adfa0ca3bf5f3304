#!/usr/bin/env node
// axe over the pages of a folder, WCAG 2.2 A and AA and best practice:
//   axe.mjs DIR [--prefix /rd/] [--max N] [--widths 1280,390] [--dark]
import './newer-node.mjs';
import axe from 'axe-core';
import { TABS, launch, newTab } from './chrome.mjs';
import { addressOf, commandLine, inParallel, isNotFoundPage, sample, seenPages, serve, verdict } from './lib.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const { dir, prefix, max, show, dark, widths = '1280,390' } = commandLine('axe.mjs DIR [--prefix /rd/] [--max N] [--widths W,W] [--dark] [--show N]', {
  flags: ['dark'], values: ['prefix', 'max', 'widths', 'show'],
});
const site = await serve(dir, { prefix });
const chosen = sample(dir, seenPages(dir), max);
const browser = await launch();
const findings = [];
let runs = 0;
let passes = 0;
await inParallel(chosen, TABS, async (file) => {
  const tab = await newTab(browser, { dark });
  for (const width of widths.split(',').map(Number)) await look(tab, file, width);
  await tab.close();
});
await browser.close();
site.close();
verdict(`axe ${axe.version}${dark ? ' dark' : ''}`, { pages: chosen.length, runs, passes, findings: findings.length }, findings.sort(), { looked: passes, show });

async function look(tab, file, width) {
  const url = site.base + (isNotFoundPage(file) ? file : addressOf(file));
  await tab.setViewport({ width, height: 900, deviceScaleFactor: 1 });
  await tab.goto(url, { waitUntil: 'load', timeout: 60_000 });
  await tab.evaluate(axe.source);
  const result = await tab.evaluate((rules) => window.axe.run(document, {
    runOnly: rules, resultTypes: ['violations'],
  }), RULES);
  runs += 1;
  passes += result.passes.length;
  for (const { id, impact, help, nodes } of result.violations) {
    findings.push(`${file} at ${width} px: ${id} (${impact}): ${help}: ${nodes.length} × ${nodes[0].target.join(' ')}`);
  }
}
