#!/usr/bin/env node
// A picture of a page: shot.mjs DIR out.png [width] [--path /x/] [--full] [--dark] [--no-js]
import './newer-node.mjs';
import { launch, newTab } from './chrome.mjs';
import { commandLine, serve } from './lib.mjs';

const options = commandLine('shot.mjs DIR out.png [width] [--path /x/] [--height H] [--full] [--dark] [--no-js]', {
  flags: ['full', 'dark', 'no-js'], values: ['path', 'height'], positional: 2,
});
const [out, width = '1280'] = options.rest;
const site = await serve(options.dir);
const browser = await launch();
const tab = await newTab(browser, {
  width: Number(width), height: Number(options.height ?? 900), dark: options.dark, javascript: !options['no-js'],
});
const answer = await tab.goto(site.base + (options.path ?? '/').replace(/^\//, ''), { waitUntil: 'load', timeout: 60_000 });
await tab.evaluate(() => Promise.all([document.fonts.ready, ...[...document.images].map((image) => {
  image.loading = 'eager';
  return image.decode().catch(() => {});
})]));
await tab.screenshot({ path: out, fullPage: Boolean(options.full) });
const size = await tab.evaluate(() => `${document.documentElement.scrollWidth} × ${document.documentElement.scrollHeight}`);
console.log(`shot: ${answer.status()} ${options.path ?? '/'} ${size} -> ${out}`);
await browser.close();
site.close();
