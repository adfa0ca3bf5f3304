#!/usr/bin/env node
// linkinator over a folder as it is served, fragments included, from the home page on:
//   links.mjs DIR [--prefix /rd/] [--without-404]
// A page that the home page does not lead to is a finding as well, the 404 page excepted; that page
// is checked at a wrong address (--without-404 leaves it out: its links hold at one prefix only).
import './newer-node.mjs';
import { LinkChecker } from 'linkinator';
import { addressOf, commandLine, isNotFoundPage, isRedirectPage, pages, serve, verdict } from './lib.mjs';

const options = commandLine('links.mjs DIR [--prefix /rd/] [--without-404] [--show N]', {
  flags: ['without-404'], values: ['prefix', 'show'],
});
const all = pages(options.dir);
const site = await serve(options.dir, { prefix: options.prefix });
const origin = new URL(site.base).origin;
const findings = [];
const reached = new Set();
let checked = 0;
let elsewhere = 0;

const checker = new LinkChecker();
checker.on('link', (link) => {
  checked += 1;
  if (link.state === 'SKIPPED') elsewhere += 1;
  if (link.state === 'OK') reached.add(plain(link.url));
  if (link.state === 'BROKEN') findings.push(`${short(link.parent ?? '')}: ${short(link.url)} ${link.status ?? ''} ${why(link)}`);
});
await crawl(site.base, true);
const orphans = all.filter((file) => !isNotFoundPage(file) && !isReached(file) && !isRedirectPage(options.dir, file));
findings.push(...orphans.map((file) => `${file}: the home page does not lead to it`));
await crawlNotFoundPage();
site.close();
verdict(`links at ${options.prefix}`, { checked, other_sites: elsewhere, html: all.length, unreachable: orphans.length, findings: findings.length }, findings, { looked: reached.size, show: options.show });

function crawl(path, recurse) {
  return checker.check({
    path, recurse, concurrency: 32, timeout: 20_000, checkFragments: true, checkCss: true,
    linksToSkip: async (link) => !link.startsWith(`${origin}/`),
  });
}

function isReached(file) {
  return [addressOf(file), file].some((address) => reached.has(plain(site.base + address)));
}

// The page as such answers 404, which is right; what counts is what its links answer.
async function crawlNotFoundPage() {
  const file = all.find(isNotFoundPage);
  if (!file || options['without-404']) return;
  const before = findings.length;
  await crawl(site.base + file, false);
  for (let at = before; at < findings.length; at += 1) findings[at] = `404 page: ${findings[at]}`;
  await compareAtWrongAddress(site.base + file);
}

// Seen at a wrong address some way down, a relative link would lead somewhere else.
async function compareAtWrongAddress(url) {
  const text = await (await fetch(url)).text();
  for (const [, link] of text.matchAll(/\s(?:href|src)="([^"#][^"]*)"/g)) {
    if (!/^(\/|[a-z][a-z+.-]*:)/i.test(link)) findings.push(`404 page: ${link} is relative, and leads nowhere from a wrong address`);
  }
}

function plain(url) {
  try { return decodeURI(url.split('#')[0]); } catch { return url; }
}

function short(url) {
  return plain(url).replace(site.base, '/') + (url.includes('#') ? `#${url.split('#')[1]}` : '');
}

function why(link) {
  const detail = link.failureDetails?.[0];
  return detail?.statusText || detail?.message || '';
}
