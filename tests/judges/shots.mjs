#!/usr/bin/env node
// Pictures of a site to look at: of each kind of page the fullest, in every look and at three widths, in every language, with
// an index beside them. shots.mjs DIR OUT [--only KIND,KIND] [--looks light,dark,large,print] [--widths 390,768,1440]
// On paper a page is the PDF that the browser makes of it, and a picture of its sheets if pdftoppm is there.
import './newer-node.mjs';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { TABS, launch, newTab } from './chrome.mjs';
import { fullest, pagesWithKinds } from './kinds.mjs';
import { addressOf, commandLine, inParallel, isNotFoundPage, serve } from './lib.mjs';
import { LOOKS, looksOf } from './looks.mjs';

// Of a very long page the beginning is enough.
const TALLEST = 8000;

const options = commandLine('shots.mjs DIR OUT [--only KIND,KIND] [--looks LOOK,LOOK] [--widths W,W]', { values: ['only', 'looks', 'widths'], positional: 2 });
const out = path.resolve(options.rest[0]);
const widths = (options.widths ?? '390,768,1440').split(',').map(Number);
const wanted = options.looks?.split(',') ?? ['light', 'dark', 'large', 'print'];
const all = pagesWithKinds(options.dir);
const kinds = options.only?.split(',') ?? [...new Set(all.map(({ kind }) => kind))].sort();
const languages = [...new Set(all.map(({ lang }) => lang))];
const chosen = kinds.flatMap((kind) => languages.map((lang) => fullest(all, kind, lang))).filter(Boolean);
const site = await serve(options.dir, { hosted: true });
const browser = await launch();
const taken = [];
await inParallel(chosen, TABS, take);
await browser.close();
site.close();
fs.writeFileSync(path.join(out, 'index.html'), index());
console.log(`shots: ${taken.length} pictures of ${chosen.length} pages in ${out}`);

async function take({ file, kind, lang }) {
  const context = await browser.createBrowserContext();
  const tab = await newTab(context);
  await tab.goto(site.base + (isNotFoundPage(file) ? file : addressOf(file)), { waitUntil: 'load', timeout: 60_000 });
  await tab.evaluate(everyPicture);
  const offered = await looksOf(tab);
  const folder = path.join(out, kind);
  fs.mkdirSync(folder, { recursive: true });
  const keep = (name) => taken.push({ kind, file, name, picture: `${kind}/${name}.png` });
  for (const look of wanted.filter((one) => offered.includes(one))) {
    await LOOKS[look].on(tab);
    const stem = languages.length > 1 ? `${lang}-${look}` : look;
    if (look === 'print') await onPaper(tab, path.join(folder, stem), () => keep(stem));
    else for (const width of widths) await onScreen(tab, width, path.join(folder, `${stem}-${width}.png`), () => keep(`${stem}-${width}`));
    await LOOKS[look].off(tab);
  }
  await context.close();
}

async function onScreen(tab, width, file, keep) {
  await tab.setViewport({ width, height: 900, deviceScaleFactor: 1 });
  const height = await tab.evaluate(() => document.documentElement.scrollHeight);
  await tab.screenshot({ path: file, captureBeyondViewport: true, clip: { x: 0, y: 0, width, height: Math.min(Math.max(height, 900), TALLEST) } });
  keep();
}

async function onPaper(tab, stem, keep) {
  await tab.pdf({ path: `${stem}.pdf`, format: 'A4', preferCSSPageSize: true });
  const drawn = spawnSync('pdftoppm', ['-png', '-r', '60', `${stem}.pdf`, stem]);
  if (drawn.error) return onScreen(tab, 794, `${stem}.png`, keep);
  const first = fs.readdirSync(path.dirname(stem)).filter((name) => name.startsWith(`${path.basename(stem)}-`) && name.endsWith('.png')).sort()[0];
  fs.renameSync(path.join(path.dirname(stem), first), `${stem}.png`);
  return keep();
}

// Runs in the page: pictures further down come only when they are looked at.
async function everyPicture() {
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => {
    image.loading = 'eager';
    return image.decode().catch(() => {});
  }));
}

function index() {
  const byKind = Map.groupBy(taken.toSorted((a, b) => (a.picture < b.picture ? -1 : 1)), ({ kind }) => kind);
  const rows = [...byKind].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, pictures]) => `<h2>${kind}</h2>\n<div>${pictures.map(({ name, picture, file }) => (
    `<a href="${picture}"><img src="${picture}" alt="${file}" loading="lazy"><br>${name}</a>`)).join('\n')}</div>`);
  return `<!DOCTYPE html>\n<meta charset="utf-8"><title>Pictures of a site</title>\n<style>div { display: flex; overflow-x: auto; gap: 1rem; } img { height: 40vh; width: auto; border: 1px solid #ccc; }</style>\n${rows.join('\n')}\n`;
}
