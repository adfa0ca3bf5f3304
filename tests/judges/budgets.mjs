#!/usr/bin/env node
// What a page may weigh, as it travels (text compressed): budgets.mjs DIR [--prefix /rd/] [--max N]
// Every page: its HTML, its style sheets, its scripts, and sizes on every picture. About N of them
// also in Chromium: how many requests it makes, and what a story weighs apart from its photographs.
import './newer-node.mjs';
import fs from 'node:fs';
import path from 'node:path';
import { TABS, launch, newTab } from './chrome.mjs';
import { addressOf, asSent, commandLine, inParallel, isNotFoundPage, sample, seenPages, serve, typeOf, verdict } from './lib.mjs';

const KB = 1024;
const HTML = 30 * KB;
const STYLES = 15 * KB;
const SCRIPTS = 12 * KB;
const STORY = 80 * KB;
const REQUESTS = 20;
// A picture's frame may differ from it by rounding, not by shape.
const SHAPE = 0.02;

const options = commandLine('budgets.mjs DIR [--prefix /rd/] [--max N] [--show N]', { values: ['prefix', 'max', 'show'] });
const { dir } = options;
const findings = [];
const sizes = new Map();
const heaviest = { html: 0, css: 0, script: 0, story: 0, requests: 0 };
const weigh = (name, what, bytes, budget, unit = KB) => {
  heaviest[what] = Math.max(heaviest[what], bytes);
  const shown = (number) => (unit === 1 ? String(number) : `${(number / unit).toFixed(1)} KB`);
  if (bytes > budget) findings.push(`${name}: ${what} ${shown(bytes)}, more than ${shown(budget)}`);
};

const all = seenPages(dir);
for (const file of all) weighFiles(file);
const chosen = sample(dir, all, options.max).filter((file) => !isNotFoundPage(file));
const site = await serve(dir, { prefix: options.prefix, hosted: true });
const browser = await launch();
await inParallel(chosen, TABS, look);
await browser.close();
site.close();
const kb = (what) => `${(heaviest[what] / KB).toFixed(1)}_KB`;
verdict('budgets', {
  pages: all.length, html: kb('html'), css: kb('css'), script: kb('script'), in_browser: chosen.length, story: kb('story'), requests: heaviest.requests, findings: findings.length,
}, findings.sort(), { looked: all.length, show: options.show });

function weighFiles(file) {
  const text = fs.readFileSync(path.join(dir, file), 'utf8');
  const tags = (pattern, attribute) => [...text.matchAll(pattern)].map(([tag]) => new RegExp(`\\s${attribute}="([^"]+)"`).exec(tag)?.[1]).filter(Boolean);
  const total = (addresses) => addresses.reduce((sum, address) => sum + sizeOf(file, address), 0);
  weigh(file, 'html', asSent(Buffer.from(text), 'text/html').length, HTML);
  weigh(file, 'css', total(tags(/<link\b[^>]*\brel="stylesheet"[^>]*>/g, 'href')), STYLES);
  weigh(file, 'script', total(tags(/<script\b[^>]*>/g, 'src')), SCRIPTS);
  for (const [image] of text.matchAll(/<img\b[^>]*>/g)) {
    if (!/\swidth="[1-9]\d*"/.test(image) || !/\sheight="[1-9]\d*"/.test(image)) findings.push(`${file}: a picture without its size: ${image.slice(0, 120)}`);
  }
}

function sizeOf(page, address) {
  const from = new URL(addressOf(page), `http://host${options.prefix}`);
  const inside = decodeURIComponent(new URL(address, from).pathname).slice(options.prefix.length);
  const file = path.join(dir, inside);
  if (!sizes.has(file)) sizes.set(file, fs.existsSync(file) ? asSent(fs.readFileSync(file), typeOf(file)).length : 0);
  return sizes.get(file);
}

async function look(file) {
  const tab = await newTab(browser, { width: 390 });
  await tab.setCacheEnabled(false);
  const answers = [];
  tab.on('response', (response) => { if (/^http/.test(response.url())) answers.push(response); });
  await tab.goto(site.base + addressOf(file), { waitUntil: 'load', timeout: 60_000 });
  await tab.waitForNetworkIdle({ idleTime: 100 });
  weigh(file, 'requests', answers.length, REQUESTS, 1);
  const shown = await tab.evaluate(pictures);
  for (const { url, drawn, told } of shown) {
    if (Math.abs(drawn / told - 1) > SHAPE) findings.push(`${file}: a picture whose size is not the one it tells: ${url.replace(site.base, '/')}`);
  }
  if (await tab.evaluate(() => document.body.matches('.p-story, .p-practice'))) {
    const photographs = new Set(shown.filter(({ content }) => content).map(({ url }) => url));
    const weights = await Promise.all(answers.filter((answer) => !photographs.has(answer.url())).map(weightOf));
    weigh(file, 'story', weights.reduce((sum, bytes) => sum + bytes, 0), STORY);
  }
  await tab.close();
}

async function weightOf(answer) {
  const bytes = await answer.buffer().catch(() => Buffer.alloc(0));
  return asSent(bytes, answer.headers()['content-type'] ?? '').length;
}

// Runs in the page: the pictures that have come. A photograph of the story is one inside `<main>` that is no drawing.
function pictures() {
  return [...document.images].filter((image) => image.naturalWidth && image.hasAttribute('width')).map((image) => ({
    url: image.currentSrc,
    drawn: image.naturalWidth / image.naturalHeight,
    told: image.getAttribute('width') / image.getAttribute('height'),
    content: Boolean(image.closest('main')) && !/\.svg$/.test(image.currentSrc),
  }));
}
