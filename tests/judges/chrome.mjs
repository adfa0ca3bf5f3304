// Starts headless Chromium so that it speaks to the loopback address and to nothing else.
import fs from 'node:fs';
import puppeteer from 'puppeteer-core';
import { broken } from './lib.mjs';

const PLACES = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How Chromium is started. */
export const SWITCHES = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-default-apps',
  '--disable-extensions', '--disable-domain-reliability', '--font-render-hinting=none', '--force-color-profile=srgb',
  '--hide-scrollbars', '--lang=zh-CN', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** How many tabs work at once. */
export const TABS = 2;

/** Where Chromium is. */
export function chromium() {
  return PLACES.find((place) => place && fs.existsSync(place)) ?? broken('browser', 'Chromium is not installed (package chromium)');
}

/** A headless browser, spoken to through a pipe, or else through a port that others may use too. */
export function launch({ pipe = true } = {}) {
  return puppeteer.launch({ executablePath: chromium(), args: SWITCHES, headless: true, pipe, protocolTimeout: 120_000 });
}

/** A new tab of this width with a calm page: light or dark, and no movement. */
export async function newTab(browser, { width = 1280, height = 900, dark = false, javascript = true } = {}) {
  const tab = await browser.newPage();
  await tab.setJavaScriptEnabled(javascript);
  await tab.setViewport({ width, height, deviceScaleFactor: 1 });
  await tab.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  return tab;
}
