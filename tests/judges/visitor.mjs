// A visitor of a site who has nothing but a keyboard, or nothing but a thumb. Whatever is in their way
// is told to `report`: focus that cannot be seen, a target that a thumb misses, a link that is not there.
import { chromium as playwright } from 'playwright-core';
import { SWITCHES, chromium } from './chrome.mjs';

/** The ways a visitor can get about. */
export const WAYS = ['keyboard', 'touch'];

// Nobody presses the tabulator more often than this to get somewhere.
const PATIENCE = 300;
// The side of the smallest thing that a thumb hits, and that a pointer hits, in CSS pixels.
const THUMB = 44;

/** Starts the browser that visitors share. */
export const open = () => playwright.launch({ executablePath: chromium(), args: SWITCHES });

/** A visitor at the home page. */
export async function arrive(browser, base, { way, javascript, report }) {
  const touch = way === 'touch';
  const context = await browser.newContext({
    javaScriptEnabled: javascript, hasTouch: touch, isMobile: touch, reducedMotion: 'reduce', locale: 'zh-CN',
    viewport: touch ? { width: 390, height: 844 } : { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(base);
  return new Visitor({ page, base, touch, report });
}

class Visitor {
  constructor(given) { Object.assign(this, given, { clicks: 0 }); }

  /** Where the visitor is, from the root of the site. */
  get place() { return decodeURI(this.page.url()).replace(this.base, '/').replace(/#.*/, ''); }

  /** Goes home, not counted, to begin anew. */
  async home() {
    await this.page.goto(this.base);
    this.clicks = 0;
  }

  async leave() { await this.page.context().close(); }

  /**
   * Follows the first link that can be seen: `{to: '/stations/'}` by where it leads, or `{css}`; `within` a part of the page.
   * False when there is none. A link that `stays` changes the page and need not go anywhere.
   */
  async follow(target, within = 'main') {
    if (!await this.page.evaluate(find, { ...this.wanted(target), within })) {
      this.report(`${this.place}: no link ${target.to ?? target.css} in ${within}`);
      return false;
    }
    if (!this.touch && !await this.reach(target, within)) {
      this.report(`${this.place}: the keyboard does not reach ${target.to ?? target.css}`);
      return false;
    }
    const before = this.page.url();
    await (this.touch ? this.tap(target, within) : this.page.keyboard.press('Enter'));
    this.clicks += 1;
    if (target.stays) {
      if (this.javascript) await this.settled();
      return true;
    }
    await this.page.waitForURL((url) => url.href !== before, { timeout: 5000, waitUntil: 'load' })
      .catch(() => this.report(`${this.place}: ${target.to ?? target.css} leads nowhere`));
    return true;
  }

  // The page's scripts have been told that its address changed. Without JavaScript a page has no timers, and nobody to tell.
  settled() {
    return this.page.evaluate(() => new Promise((done) => { setTimeout(done, 50); }));
  }

  wanted({ to, css }) { return { to: to && encodeURI(to.replace(/^\//, new URL(this.base).pathname)), css }; }

  async tap(target, within) {
    const size = await this.page.evaluate(reach, { ...this.wanted(target), within });
    if (Math.min(size.width, size.height) < THUMB) {
      this.report(`${this.place}: the link ${target.to ?? target.css} (${size.text}) is ${size.width} × ${size.height} px, less than ${THUMB} for a thumb`);
    }
    await this.page.touchscreen.tap(size.x, size.y);
  }

  /** Moves the focus to the target, past the header by its skip link. */
  async reach(target, within = 'main') {
    if (within === 'main') await this.skip();
    for (let tries = 0; tries < PATIENCE; tries += 1) {
      await this.page.keyboard.press('Tab');
      const at = await this.page.evaluate(focused, { ...this.wanted(target), within });
      if (at.fault) this.report(`${this.place}: ${at.name}: ${at.fault}`);
      if (at.here) return true;
    }
    return false;
  }

  // From the top of the page the first stop must be the skip link, and it must lead into the text.
  async skip() {
    await this.page.evaluate(() => { document.activeElement?.blur(); getSelection().removeAllRanges(); });
    if (await this.page.evaluate(() => window.location.hash !== '')) return;
    await this.page.keyboard.press('Tab');
    const first = await this.page.evaluate(focused, { css: 'a[href^="#"]:not([href="#large"])', within: 'body' });
    if (!first.here) this.report(`${this.place}: the first stop is ${first.name}, no skip link`);
    else if (first.fault) this.report(`${this.place}: the skip link: ${first.fault}`);
    if (!first.here) return;
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.press('Tab');
    const next = await this.page.evaluate(() => document.activeElement?.closest('main, footer') !== null);
    if (!next) this.report(`${this.place}: the skip link does not lead into the text`);
    await this.page.keyboard.press('Shift+Tab');
  }

  /** Tabs through the whole page: every stop can be seen, and after the last one the focus leaves. */
  async tabThrough() {
    await this.page.evaluate(() => document.activeElement?.blur());
    const stops = await this.page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((element) => element.checkVisibility() && !element.disabled).length);
    for (let at = 0; at <= stops; at += 1) {
      await this.page.keyboard.press('Tab');
      const stop = await this.page.evaluate(focused, { css: '*', within: 'body' });
      if (stop.name === 'body' || stop.name === 'html') return;
      if (stop.fault) this.report(`${this.place}: ${stop.name}: ${stop.fault}`);
    }
    this.report(`${this.place}: the focus does not leave the page after its ${stops} stops`);
  }

  /** What is not to be read in this part of the page. */
  async reads(texts, within = 'main') {
    const shown = await this.page.evaluate((part) => [...document.querySelectorAll(part)].map((element) => element.innerText).join('\n').replace(/[\s\u2060-]+/g, ' '), within);
    for (const text of texts) {
      if (!(text instanceof RegExp ? text.test(shown) : shown.includes(text))) this.report(`${this.place}: “${text}” is not to be read`);
    }
  }

  /** Looks at the sheet of paper. */
  async onPaper(look) {
    await this.page.emulateMedia({ media: 'print' });
    await look();
    await this.page.emulateMedia({ media: 'screen' });
  }

  /** Can any of these be seen? */
  sees(css) { return this.page.evaluate((selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height > 1), css); }
}

// ---- What follows runs in the page ----

function find({ to, css, within }) {
  return [...document.querySelectorAll(within)].flatMap((part) => [...part.querySelectorAll('a[href]')])
    .some((link) => (css ? link.matches(css) : new URL(link.href).pathname === to && !link.hash) && link.checkVisibility());
}

// The area around a link's middle that belongs to it, whatever paints it: other elements end it.
function reach({ to, css, within }) {
  const links = [...document.querySelectorAll(within)].flatMap((part) => [...part.querySelectorAll('a[href]')])
    .filter((link) => (css ? link.matches(css) : new URL(link.href).pathname === to && !link.hash) && link.checkVisibility());
  const measure = (link) => {
    link.scrollIntoView({ block: 'center' });
    const box = link.getClientRects()[0];
    const x = Math.round(box.left + box.width / 2);
    const y = Math.round(box.top + box.height / 2);
    const own = (left, top) => document.elementFromPoint(left, top)?.closest('a') === link;
    const run = (dx, dy) => {
      let steps = 0;
      while (steps < 60 && own(x + dx * (steps + 1), y + dy * (steps + 1))) steps += 1;
      return steps;
    };
    return { x, y, width: run(-1, 0) + run(1, 0) + 1, height: run(0, -1) + run(0, 1) + 1, text: link.innerText.trim().slice(0, 20) };
  };
  // Of several links to one place a thumb takes the biggest.
  const best = links.map((link) => ({ link, side: Math.min(measure(link).width, measure(link).height) })).sort((a, b) => b.side - a.side)[0];
  return measure(best.link);
}

function focused({ to, css, within }) {
  const element = document.activeElement ?? document.body;
  const name = [element.localName, element.getAttribute('href') ?? '', element.innerText?.trim().slice(0, 20) ?? ''].join(' ').trim();
  if (element === document.body || element === document.documentElement) return { name: element.localName };
  const style = getComputedStyle(element);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = element.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth;
  const rect = element.getClientRects()[0] ?? box;
  const top = document.elementFromPoint(Math.min(Math.max(rect.left + rect.width / 2, 1), window.innerWidth - 1), Math.min(Math.max(rect.top + rect.height / 2, 1), window.innerHeight - 1));
  const covered = inView && top !== null && !element.contains(top) && !top.contains(element);
  const fault = !ring && style.boxShadow === 'none' ? 'its focus cannot be seen' : !inView ? 'it has the focus outside the window' : covered ? `something lies over it: ${top.localName}.${top.className}` : null;
  const here = Boolean(element.closest(within)) && (css ? element.matches(css) : Boolean(element.href) && new URL(element.href).pathname === to && !element.hash);
  return { name, fault, here };
}
