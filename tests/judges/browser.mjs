#!/usr/bin/env node
// Every page in Chromium under a strict Content-Security-Policy:
//   browser.mjs DIR [--prefix /rd/] [--no-js] [--max N] [--widths 320,390]
// A finding is an error or warning in the console, an exception, a failed request, a request to
// another origin, a page wider than the window, or one with no heading or no text to read.
import './newer-node.mjs';
import { TABS, launch, newTab } from './chrome.mjs';
import { addressOf, commandLine, inParallel, isNotFoundPage, sample, seenPages, serve, verdict } from './lib.mjs';

const POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
  "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
].join('; ');

const options = commandLine('browser.mjs DIR [--prefix /rd/] [--no-js] [--max N] [--widths W,W] [--show N]', {
  flags: ['no-js'], values: ['prefix', 'max', 'widths', 'show'],
});
const widths = (options.widths ?? '320,390,768,1280,1920').split(',').map(Number);
const site = await serve(options.dir, {
  prefix: options.prefix,
  headers: { 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' },
});
const origin = new URL(site.base).origin;
const all = seenPages(options.dir);
const chosen = sample(options.dir, all, options.max);
const visits = chosen.filter((file) => !isNotFoundPage(file)).map((file) => ({ name: file, url: site.base + addressOf(file) }));
// The page for wrong addresses is judged where readers meet it: at a wrong address, some way down.
if (all.some(isNotFoundPage)) visits.push({ name: '404.html', url: `${site.base}no/such/page/`, wrong: true });

const findings = [];
let requests = 0;
const browser = await launch();
await inParallel(visits, TABS, visit);
await browser.close();
site.close();
verdict(`browser${options['no-js'] ? ' without JavaScript' : ''} at ${options.prefix}`, {
  pages: visits.length, of: all.length, widths: widths.length, requests, findings: findings.length,
}, findings.sort(), { looked: requests, show: options.show });

async function visit({ name, url, wrong }) {
  const report = (text) => findings.push(`${name}: ${text.replaceAll(site.base, '/').slice(0, 300)}`);
  const tab = await newTab(browser, { width: widths[0], javascript: !options['no-js'] });
  listen(tab, { url, wrong, report });
  try {
    await tab.goto(url, { waitUntil: 'load', timeout: 60_000 });
    for (const width of widths) await measure(tab, width, report);
    for (const what of await tab.evaluate(unreadable)) report(`nothing to read in its ${what}`);
  } catch (error) {
    report(`could not be shown: ${error.message}`);
  }
  await tab.close();
}

function listen(tab, { url, wrong, report }) {
  const isPage = (other) => other.split('#')[0] === url;
  tab.on('console', (message) => {
    if (!['error', 'warn', 'assert'].includes(message.type())) return;
    if (wrong && isPage(message.location().url ?? '') && message.text().includes('404')) return;
    report(`console ${message.type()}: ${message.text()}`);
  });
  tab.on('pageerror', (error) => report(`exception: ${error}`));
  tab.on('request', (request) => {
    requests += 1;
    if (/^(https?|wss?|ftp):/.test(request.url()) && new URL(request.url()).origin !== origin) report(`foreign request: ${request.url()}`);
  });
  tab.on('requestfailed', (request) => report(`request failed (${request.failure()?.errorText}): ${request.url()}`));
  tab.on('response', (response) => {
    if (response.status() >= 400 && !(wrong && isPage(response.url()))) report(`HTTP ${response.status()}: ${response.url()}`);
  });
}

// Runs in the page. A redirect page has neither, and needs neither.
function unreadable() {
  if (document.querySelector('meta[http-equiv="refresh" i]')) return [];
  const shown = (element) => element?.checkVisibility() && element.innerText.trim() !== '';
  return ['h1', 'main'].filter((name) => !shown(document.querySelector(name)));
}

// A page that hides what sticks out (`overflow-x: hidden` on its root) is wider than its window all
// the same, so elements are looked at too; what scrolls or clips inside a box of its own is fine.
async function measure(tab, width, report) {
  await tab.setViewport({ width, height: 900, deviceScaleFactor: 1 });
  const wide = await tab.evaluate(() => {
    const root = document.documentElement;
    const window = root.clientWidth;
    const scrolls = (element) => getComputedStyle(element).overflowX !== 'visible';
    const clipped = [root, document.body].some((element) => element && scrolls(element));
    const over = root.scrollWidth - window;
    if (over <= 0 && !clipped) return null;
    const boxed = (element) => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) if (scrolls(at)) return true;
      return false;
    };
    // How far an element reaches, its own text included. Of several that reach as far, the last is the innermost.
    const reach = (element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && !scrolls(element) ? Math.max(right, left + element.scrollWidth) : right;
    };
    const beyond = [...document.body.querySelectorAll('*')]
      .map((element) => ({ element, right: Math.round(reach(element)) }))
      .filter(({ element, right }) => right > window + 1 && !boxed(element))
      .sort((a, b) => b.right - a.right)
      .findLast(({ right }, _, [widest]) => right >= widest.right - 1);
    if (over <= 0 && !beyond) return null;
    const who = beyond?.element;
    const name = who ? [who.localName, ...who.classList].join('.') : 'an unknown element';
    return { by: over > 0 ? over : Math.round(beyond.right - window), name };
  });
  if (wide) report(`${wide.by} px wider than a window of ${width} px: ${wide.name}`);
}
