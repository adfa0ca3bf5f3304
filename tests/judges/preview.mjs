#!/usr/bin/env node
// The live preview in Chromium: an editor's session with `wanjia serve` on a copy of a site.
//   preview.mjs SITE --program PATH [--only WORD] [--shots DIR]
// A finding is a promise to the editor that the preview does not keep: the text is there without losing the place, the last good
// page stays under the panel, what is deleted is gone, and so on. `--only` runs the steps whose name holds the word.
import './newer-node.mjs';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import { launch, newTab } from './chrome.mjs';
import { EXIT, commandLine, verdict } from './lib.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const TAG = '<script src="/.wanjia/preview.js" defer></script>';
const PATIENCE = 15_000;
const STORY = 'content/stories/2026-01-15-yulan-shiyan.md';
const PLACE = '/stories/2026-01-15-yulan-shiyan/';
const BASE = 'templates/base.html';
const STYLE = 'themes/default/static/style.css';

const options = commandLine('preview.mjs SITE --program PATH [--only WORD] [--shots DIR] [--show N]', { values: ['program', 'only', 'shots', 'show'] });
const program = path.resolve(options.program ?? path.join(options.dir, 'target/release/wanjia'));
if (!fs.existsSync(program)) {
  console.error(`${program}: no such program; build it, or name it with --program`);
  process.exit(EXIT.usage);
}
if (options.shots) fs.mkdirSync(options.shots, { recursive: true });

const findings = [];
let checks = 0;
let now = '';
const expect = (holds, what) => {
  checks += 1;
  if (!holds) findings.push(`${now}: ${what}`);
};
const same = (is, wanted, what) => {
  const [one, other] = [JSON.stringify(is), JSON.stringify(wanted)];
  expect(one === other, `${what}: ${one.slice(0, 300)} and not ${other.slice(0, 300)}`);
};

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'wanjia-preview-'));
const browser = await launch();
const servers = new Set();
// ---- The editor's site ----

function story(more = {}) {
  const { title = '试验稿件', date = '2026-01-15 10:00', opening = '开头一段话，说明试验的来由。', middle = '中间这一段会被修改。', draft = '' } = more;
  const paragraphs = (from, to) => Array.from({ length: to - from }, (_, i) => `第${from + i}段，${'说的都是同一件事，写得长一些，好让页面需要滚动。'.repeat(4)}`).join('\n\n');
  return `---\ntitle: ${title}\nkind: news\ndate: ${date}\nsource: 示例编辑部\n${draft}summary: 预览试验用的一篇稿件。\n---\n\n${opening}\n\n`
    + `<details><summary>更多说明</summary>\n\n收起来的一段话。\n\n</details>\n\n${paragraphs(1, 12)}\n\n## 中间\n\n${middle} 请看[站点](/stations/)。\n\n${paragraphs(12, 24)}\n`;
}

// A copy with one story of ours, and with a field and a box that scrolls on every page.
function copySite(name) {
  const site = path.join(scratch, name);
  fs.mkdirSync(site);
  for (const part of ['site.yaml', 'content', 'themes', 'templates', 'static']) {
    const from = path.join(options.dir, part);
    if (fs.existsSync(from)) fs.cpSync(from, path.join(site, part), { recursive: true });
  }
  const write = (file, text) => {
    const whole = path.join(site, file);
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    // As editors save: the old file is there until the new one is whole.
    fs.writeFileSync(`${whole}~`, text);
    fs.renameSync(`${whole}~`, whole);
  };
  const read = (file) => fs.readFileSync(path.join(site, file), 'utf8');
  const themed = fs.existsSync(path.join(site, BASE)) ? read(BASE) : read('themes/default/templates/base.html');
  const extra = `<div id="box" tabindex="0" role="group" aria-label="试"><p>${'框里的字。'.repeat(400)}</p></div><label>试<input id="field" value="原值"></label>`;
  write(BASE, themed.replace('</main>', `${extra}\n</main>`));
  write(STYLE, `${read(STYLE)}\n#box { block-size: 6rem; overflow: auto; }\n`);
  write(STORY, story());
  return {
    site, write, read,
    replace: (file, from, to) => write(file, read(file).replace(from, () => to)),
    remove: (file) => fs.rmSync(path.join(site, file)),
    rename: (from, to) => fs.renameSync(path.join(site, from), path.join(site, to)),
  };
}

// ---- The server ----

const freePort = () => new Promise((done) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});

async function start(site, speech, wanted) {
  const port = wanted ?? await freePort();
  const server = spawn(program, ['serve', '--site', site, '--lang', speech, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  servers.add(server);
  server.on('exit', () => servers.delete(server));
  return new Promise((done, fail) => {
    let said = '';
    const hear = (part) => {
      said += part;
      const url = /http:\/\/[\d.]+:\d+\//.exec(said);
      if (url) done({ base: url[0].slice(0, -1), stop: () => stop(server) });
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.on('exit', (code) => fail(new Error(`serve ended with ${code}: ${said}`)));
    setTimeout(() => fail(new Error(`serve told no address: ${said}`)), PATIENCE).unref();
  });
}

// The first build is done.
async function ready(server) {
  const until = Date.now() + PATIENCE;
  while ((await fetch(server.base)).status === 503 && Date.now() < until) await new Promise((done) => { setTimeout(done, 50); });
  return server;
}

function stop(server) {
  if (server.exitCode !== null) return Promise.resolve();
  const ended = new Promise((done) => { server.on('exit', done); });
  server.kill('SIGINT');
  return ended;
}

// ---- What the editor sees ----

async function open(url, { width = 1280, dark = false, offline = false } = {}) {
  const tab = await newTab(browser, { width, height: 900, dark });
  tab.on('pageerror', (error) => findings.push(`${now}: exception: ${error}`));
  tab.on('dialog', (dialog) => { findings.push(`${now}: the page opened a dialog: ${dialog.message()}`); dialog.dismiss(); });
  tab.on('console', (message) => {
    const isExpected = /status of (404|503)/.test(message.text()) || (offline && /ERR_/.test(message.text()));
    if (message.type() === 'error' && !isExpected) findings.push(`${now}: console: ${message.text()}`);
  });
  await tab.goto(url, { waitUntil: 'load', timeout: 30_000 });
  await until(tab, () => {
    const root = document.querySelector('wanjia-preview')?.shadowRoot;
    return root && (root.querySelector('.pill').textContent || !root.querySelector('.bar').hidden);
  }, 'the toolbar is not there');
  await tab.evaluate(() => { window.survives = true; });
  return tab;
}

// Waits for `seen` in the page, and reports `what` if it does not come.
async function until(tab, seen, what, ...given) {
  checks += 1;
  try {
    await tab.waitForFunction(seen, { timeout: PATIENCE, polling: 20 }, ...given);
    return true;
  } catch {
    findings.push(`${now}: ${what}`);
    return false;
  }
}

const untilText = (tab, text) => until(tab, (wanted) => document.body?.innerText.includes(wanted), `the page does not show “${text}”`, text);
const survived = async (tab) => expect(await tab.evaluate(() => window.survives === true), 'the page was reloaded');

// In the shadow root: the text of an element, null when it cannot be seen.
const shown = (tab, selector) => tab.evaluate((wanted) => {
  const element = document.querySelector('wanjia-preview').shadowRoot.querySelector(wanted);
  return element && element.checkVisibility() ? element.innerText : null;
}, selector);

const untilShown = (tab, selector, text = '') => until(tab, (wanted, part) => {
  const element = document.querySelector('wanjia-preview')?.shadowRoot.querySelector(wanted);
  return element && element.checkVisibility() && element.innerText.includes(part);
}, `“${selector}” does not say “${text}”`, selector, text);

const untilHidden = (tab, selector) => until(tab, (wanted) => {
  const root = document.querySelector('wanjia-preview')?.shadowRoot;
  const element = root?.querySelector(wanted);
  return root && (!element || !element.checkVisibility() || !element.innerText.trim());
}, `“${selector}” does not go away`, selector);

const click = async (tab, selector) => (await tab.waitForSelector(`wanjia-preview >>> ${selector}`, { timeout: PATIENCE })).click();
const toggle = (tab, text) => click(tab, `.tools >>> ::-p-text(${text})`);

async function picture(tab, name) {
  if (options.shots) await tab.screenshot({ path: path.join(options.shots, `${name}.png`) });
}

async function judgeWithAxe(tab, what) {
  await tab.evaluate(axe.source);
  const result = await tab.evaluate((rules) => window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), RULES);
  expect(result.passes.length > 0, 'axe looked at nothing');
  for (const { id, help, nodes } of result.violations) expect(false, `axe, ${what}: ${id}: ${help}: ${nodes.length} × ${nodes[0].target.flat().join(' ')}`);
}

// ---- The session ----

const WORDS = {
  zh: { kept: '已发布的网站没有变动', draft: '草稿，不会发布', withheld: '未发布', phone: '手机宽度', large: '大字', fold: '收起', lost: '预览已停止', copied: '已复制', problems: '本页问题' },
  en: { kept: 'The published site is untouched', draft: 'Draft, not published', withheld: 'not published', phone: 'Phone width', large: 'Large print', fold: 'Fold', lost: 'The preview has ended', copied: 'Copied', problems: 'problem' },
};

async function step(name, work) {
  if (options.only && !name.includes(options.only)) return;
  now = name;
  try {
    await work();
  } catch (error) {
    findings.push(`${name}: ${error.message.split('\n')[0]}`);
  }
}

async function session(speech) {
  const editor = copySite(speech);
  const words = WORDS[speech];
  let server = await ready(await start(editor.site, speech));
  const visit = async (place, look, more) => {
    const tab = await open(server.base + place, more);
    try { await look(tab); } finally { await tab.close(); }
  };
  const both = speech === 'zh';

  if (both) {
    await step('one tag', () => oneTag(editor, server));
    await step('edit', () => visit(PLACE, (tab) => edit(tab, editor)));
    await step('saved again and again', () => visit(PLACE, (tab) => savedAgain(tab, editor)));
    await step('scripts of the site', () => visit(PLACE, (tab) => siteScripts(tab, editor)));
    await step('a tab in the background', () => visit(PLACE, (tab) => background(tab, editor, server)));
    await step('style sheet', () => visit(PLACE, (tab) => styleSheet(tab, editor)));
    await step('rename and delete', () => visit(PLACE, (tab) => renameAndDelete(tab, editor, server)));
    await step('phone width and large print', () => visit(PLACE, (tab) => widthAndPrint(tab, editor, words)));
    await step('copied text', () => visit(PLACE, (tab) => copiedText(tab, editor, server, words)));
    await step('keyboard', () => visit(PLACE, (tab) => keyboard(tab)));
  }
  for (const fault of faults(editor)) await step(`broken ${fault.name}, ${speech}`, () => visit(PLACE, (tab) => broken(tab, editor, fault, words, speech)));
  await step(`draft, ${speech}`, () => draft(visit, editor, words, speech));
  await step(`accessible, ${speech}`, () => accessible(visit, editor, words, speech));
  await step(`connection lost, ${speech}`, () => visit(PLACE, async (tab) => {
    const port = new URL(server.base).port;
    await server.stop();
    await untilShown(tab, '.lost', words.lost);
    editor.write(STORY, story({ middle: '停下来的时候写的。' }));
    server = await start(editor.site, speech, port);
    await untilText(tab, '停下来的时候写的');
    await untilHidden(tab, '.lost');
    await server.stop();
    const settings = editor.read('site.yaml');
    editor.write('site.yaml', settings.replace('stories_per_page: 20', 'stories_per_page: 很多'));
    server = await start(editor.site, speech, port);
    await untilShown(tab, '.card', words.kept);
    await untilText(tab, '停下来的时候写的');
    editor.write('site.yaml', settings);
    await untilHidden(tab, '.card');
    await survived(tab);
  }, { offline: true }));
  await server.stop();
}

// What `serve` adds to a page is one tag; the rest is what `build` publishes.
async function oneTag(editor, server) {
  const out = path.join(scratch, 'out');
  const built = spawnSync(program, ['build', '--site', editor.site, '--out', out, '--lang', 'en'], { encoding: 'utf8' });
  expect(built.status === 0, `build ended with ${built.status}: ${built.stderr.slice(-300)}`);
  for (const [place, file] of [['/', 'index.html'], [PLACE, `${PLACE.slice(1)}index.html`], ['/no/such/page/', '404.html']]) {
    const text = await (await fetch(server.base + place)).text();
    same(text.split(TAG).length, 2, `tags on ${place}`);
    const at = text.lastIndexOf(TAG);
    expect(text.slice(at + TAG.length).startsWith('</body>') && text.replace(TAG, '') === fs.readFileSync(path.join(out, file), 'utf8'), `${place} is not what build publishes`);
  }
}

async function edit(tab, editor) {
  // Comes back from the page as it was a moment ago: the place on the screen, the focus, what is open, typed and scrolled.
  const look = () => tab.evaluate(() => {
    const field = document.querySelector('#field');
    return {
      heading: Math.round([...document.querySelectorAll('h2')].find((element) => element.textContent === '中间').getBoundingClientRect().top),
      isOpen: document.querySelector('details').open, focus: document.activeElement === window.focused,
      field: field.value, box: document.querySelector('#box').scrollTop,
    };
  });
  await tab.evaluate(() => {
    document.querySelector('details').open = true;
    document.querySelector('#field').value = '打了一半';
    document.querySelector('#box').scrollTop = 60;
    [...document.querySelectorAll('h2')].find((element) => element.textContent === '中间').scrollIntoView({ block: 'center' });
    window.focused = [...document.querySelectorAll('.prose a')].find((element) => element.textContent === '站点');
    window.focused.focus({ preventScroll: true });
  });
  const before = await look();
  const scroll = await tab.evaluate(() => window.scrollY);
  editor.write(STORY, story({ middle: '中间这一段刚刚改过。' }));
  await untilText(tab, '中间这一段刚刚改过。');
  same(await look(), before, 'after a word was changed');
  same(await tab.evaluate(() => window.scrollY), scroll, 'scroll position');
  await tab.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
  editor.write(STORY, story({ middle: '中间这一段刚刚改过。', opening: '新写的一段。\n\n再新写一段。\n\n开头一段话，说明试验的来由。', title: '改了标题' }));
  await untilText(tab, '再新写一段。');
  await tab.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
  const after = await look();
  expect(Math.abs(after.heading - before.heading) <= 2, `what is read moved by ${after.heading - before.heading} px when something was written above it`);
  same({ ...after, heading: 0 }, { ...before, heading: 0 }, 'after a paragraph was added');
  expect((await tab.title()).includes('改了标题'), 'the title of the window is the old one');
  await tab.evaluate(() => { const field = document.querySelector('#field'); field.focus(); field.setSelectionRange(1, 3); });
  editor.write(STORY, story());
  await untilText(tab, '中间这一段会被修改');
  same(await tab.evaluate(() => { const { selectionStart, selectionEnd, value } = document.activeElement; return [selectionStart, selectionEnd, value]; }), [1, 3, '打了一半'], 'the selection in a field');
  expect(!(await tab.evaluate(() => document.body.innerText)).includes('再新写一段'), 'a deleted paragraph is still there');
  await survived(tab);
}

async function savedAgain(tab, editor) {
  for (let i = 1; i <= 20; i += 1) {
    editor.write(STORY, story({ middle: `第${i}次保存。` }));
    await new Promise((done) => { setTimeout(done, i * 7 % 40); });
  }
  await untilText(tab, '第20次保存。');
  editor.write(STORY, story());
  await untilText(tab, '中间这一段会被修改');
  await survived(tab);
}

// What a script of the site has done stays; a script that changed runs anew.
async function siteScripts(tab, editor) {
  const base = editor.read(BASE);
  const script = (word) => `document.documentElement.classList.add('scripted'); document.querySelector('main').append(Object.assign(document.createElement('p'), { id: 'made', textContent: '${word}' }));\n`;
  editor.write('static/own.js', script('脚本写的'));
  editor.write(BASE, base.replace('</head>', '<script src="/own.js" defer></script>\n</head>'));
  await untilText(tab, '脚本写的');
  expect(await tab.evaluate(() => window.survives !== true), 'a new script without reading the page again');
  await tab.evaluate(() => { window.survives = true; });
  editor.write(STORY, story({ middle: '有脚本的时候改的。' }));
  await untilText(tab, '有脚本的时候改的。');
  same(await tab.evaluate(() => [document.querySelector('#made')?.textContent, document.documentElement.className]), ['脚本写的', 'scripted'], 'what the script did');
  await survived(tab);
  editor.write('static/own.js', script('脚本改了'));
  await untilText(tab, '脚本改了');
  editor.write(BASE, base);
  editor.remove('static/own.js');
  editor.write(STORY, story());
  await until(tab, () => !document.querySelector('#made') && document.body?.innerText.includes('中间这一段会被修改'), 'the removed script is still at work');
}

// A tab that nobody sees holds no connection, of which a browser has six, and catches up when it is seen.
async function background(tab, editor, server) {
  const others = [];
  for (let i = 0; i < 7; i += 1) others.push(await open(server.base + PLACE));
  editor.write(STORY, story({ middle: '在后台的时候改的。' }));
  await untilText(others[6], '在后台的时候改的。');
  expect(await tab.evaluate(() => document.hidden), 'the judge means a tab in the background');
  await tab.bringToFront();
  await untilText(tab, '在后台的时候改的。');
  await survived(tab);
  for (const other of others) await other.close();
  editor.write(STORY, story());
  await untilText(tab, '中间这一段会被修改');
}

async function styleSheet(tab, editor) {
  const before = editor.read(STYLE);
  editor.write(STYLE, `${before}\nh1 { letter-spacing: 7px; }\n`);
  await until(tab, () => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px', 'the new style does not come');
  await until(tab, () => document.querySelectorAll('link[rel="stylesheet"]').length === 1, 'the old style sheet stays');
  editor.write(STYLE, before);
  await until(tab, () => getComputedStyle(document.querySelector('h1')).letterSpacing !== '7px', 'the old style does not come back');
  editor.write('static/own.css', 'h1 { word-spacing: 1px; }\n');
  const base = editor.read(BASE);
  editor.write(BASE, base.replace('</head>', '<link rel="stylesheet" href="/own.css">\n</head>'));
  await until(tab, () => getComputedStyle(document.querySelector('h1')).wordSpacing === '1px', 'an added style sheet does not come');
  editor.write('static/own.css', 'h1 { word-spacing: 2px; }\n');
  await until(tab, () => getComputedStyle(document.querySelector('h1')).wordSpacing === '2px', 'a style sheet that keeps its name is not read again');
  editor.write(BASE, base);
  editor.remove('static/own.css');
  await until(tab, () => document.querySelectorAll('link[rel="stylesheet"]').length === 1, 'a removed style sheet stays');
  await survived(tab);
}

async function renameAndDelete(tab, editor, server) {
  const status = async (place) => (await fetch(server.base + place)).status;
  const renamed = STORY.replace('shiyan', 'gaiming');
  editor.rename(STORY, renamed);
  await until(tab, () => document.body && !document.body.innerText.includes('中间这一段'), 'the page of a renamed story stays');
  same([await status(PLACE), await status(PLACE.replace('shiyan', 'gaiming'))], [404, 200], 'the old and the new address');
  await untilShown(tab, '.pill');
  editor.rename(renamed, STORY);
  await untilText(tab, '中间这一段会被修改');
  same([await status(PLACE), await status(PLACE.replace('shiyan', 'gaiming'))], [200, 404], 'the old and the new address, renamed back');
  editor.remove(STORY);
  await until(tab, () => document.body && !document.body.innerText.includes('中间这一段'), 'the page of a deleted story stays');
  same(await status(PLACE), 404, 'the address of a deleted story');
  editor.write(STORY, story());
  await untilText(tab, '中间这一段会被修改');
}

async function widthAndPrint(tab, editor, words) {
  await click(tab, '.pill');
  await toggle(tab, words.large);
  same(await tab.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px', 'the size of large print');
  await picture(tab, 'large');
  await toggle(tab, words.phone);
  const handle = await tab.waitForSelector('wanjia-preview >>> iframe', { timeout: PATIENCE });
  const frame = await handle.contentFrame();
  await frame.waitForFunction(() => document.readyState === 'complete' && location.href !== 'about:blank', { timeout: PATIENCE });
  same(await frame.evaluate(() => [window.innerWidth, getComputedStyle(document.documentElement).fontSize]), [390, '32px'], 'width and print in the phone');
  expect(await frame.evaluate(() => !document.querySelector('wanjia-preview')), 'there is a second toolbar in the phone');
  await toggle(tab, words.large);
  await until(frame, () => getComputedStyle(document.documentElement).fontSize === '16px', 'the phone keeps large print');
  await picture(tab, 'phone');
  await frame.evaluate(() => { window.survives = true; });
  editor.write(STORY, story({ middle: '手机里也看得见。' }));
  await untilText(frame, '手机里也看得见。');
  await survived(frame);
  await frame.evaluate(() => { location.href = '/stations/'; });
  await until(tab, () => document.querySelector('wanjia-preview')?.shadowRoot.querySelector('iframe')?.contentDocument?.title.includes('站点'), 'a link in the phone leads nowhere');
  await Promise.all([tab.waitForNavigation({ timeout: PATIENCE }), toggle(tab, words.phone)]);
  same(new URL(tab.url()).pathname, '/stations/', 'the page after the phone');
  await toggle(tab, words.large);
  await click(tab, '.bar > .tools > .quiet');
  await untilShown(tab, '.pill', words.large);
  await tab.evaluate(() => sessionStorage.clear());
  editor.write(STORY, story());
}

async function copiedText(tab, editor, server, words) {
  const { origin } = new URL(server.base);
  const whole = `${path.join(fs.realpathSync(editor.site), STORY)}:1`;
  await browser.defaultBrowserContext().overridePermissions(origin, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
  await tab.bringToFront();
  await click(tab, '.pill');
  same(await shown(tab, '.bar .place'), `${STORY}:1`, 'where the page comes from');
  await click(tab, '.bar .place');
  await untilShown(tab, '.said', words.copied);
  same(await tab.evaluate(() => navigator.clipboard.readText()), whole, 'the copied text');
  // As on another machine of the office, where there is no clipboard.
  await tab.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.execCommand = () => { window.chosen = document.querySelector('wanjia-preview').shadowRoot.querySelector('input').value; return false; };
  });
  await click(tab, '.bar .place');
  await untilShown(tab, '.said', 'Ctrl+C');
  same(await tab.evaluate(() => window.chosen), whole, 'the text that stands there to be copied');
  await picture(tab, 'copy-refused');
  await browser.defaultBrowserContext().clearPermissionOverrides();
}

async function keyboard(tab) {
  const focus = () => tab.evaluate(() => { const root = document.querySelector('wanjia-preview').shadowRoot; return root.activeElement ? root.activeElement.className : ''; });
  await tab.evaluate(() => { document.querySelector('wanjia-preview').shadowRoot.querySelector('.pill').focus(); });
  await tab.keyboard.press('Enter');
  await untilShown(tab, '.bar');
  same(await focus(), 'quiet', 'the focus after unfolding');
  await tab.keyboard.press('Escape');
  await untilHidden(tab, '.bar');
  expect((await focus()).startsWith('pill'), 'the focus is lost after folding');
  await tab.emulateMediaType('print');
  same(await shown(tab, '.pill'), null, 'what is printed of the toolbar');
}

function faults(editor) {
  const once = (file, from, to) => ({ file, break: () => editor.replace(file, from, to), own: to.split('\n')[0] });
  return [
    { name: 'front matter', ...once(STORY, 'date: 2026-01-15 10:00', 'date: <script>alert(1)</script>&amp;') },
    { name: 'template', ...once(BASE, '<main id="main"', '{% endfor %}<main id="main"') },
    { name: 'settings', ...once('site.yaml', 'stories_per_page: 20', 'stories_per_page: <b>&lt;') },
    { name: 'YAML', ...once('site.yaml', 'title: ', 'title: [') },
  ];
}

async function broken(tab, editor, fault, words, speech) {
  const before = editor.read(fault.file);
  const text = await tab.evaluate(() => document.body.innerText);
  fault.break();
  await untilShown(tab, '.card', words.kept);
  const line = editor.read(fault.file).split('\n').findIndex((one) => one.includes(fault.own)) + 1;
  const card = await shown(tab, '.card') ?? '';
  expect(card.includes(`${fault.file}:${line}`), `the panel does not say ${fault.file}:${line}: ${card.slice(0, 200)}`);
  expect(card.includes(fault.own), `the panel does not show the editor's text: ${card.slice(0, 300)}`);
  const messages = await tab.evaluate(() => [...document.querySelector('wanjia-preview').shadowRoot.querySelectorAll('.card .message, .card .hint')].map((element) => element.innerText).join(' '));
  expect(/\p{Script=Han}/u.test(messages) === (speech === 'zh'), `the panel speaks another language: ${messages.slice(0, 200)}`);
  expect(await tab.evaluate(() => !document.querySelector('wanjia-preview').shadowRoot.querySelector('script, b:not(.hint > b)')), 'text became markup in the panel');
  same(await tab.evaluate(() => document.body.innerText), text, 'the last good page');
  expect((await tab.evaluate((place) => fetch(place).then((answer) => answer.status), PLACE)) === 200, 'the page is not served any more');
  await picture(tab, `broken-${fault.name}-${speech}`);
  await click(tab, '.card .quiet');
  await untilHidden(tab, '.card');
  await tab.reload();
  await untilShown(tab, '.pill.error');
  same(await shown(tab, '.card'), null, 'a folded panel after reading the page again');
  await click(tab, '.pill');
  await untilShown(tab, '.card', words.kept);
  await click(tab, '.bar > .tools > .quiet');
  editor.write(fault.file, before);
  await untilHidden(tab, '.card');
  await untilHidden(tab, '.pill.error');
}

async function draft(visit, editor, words, speech) {
  const file = STORY.replace('shiyan', 'caogao');
  const place = PLACE.replace('shiyan', 'caogao');
  editor.write(file, story({ title: '一篇草稿', draft: 'draft: true\n', opening: '草稿的开头。' }));
  await visit(PLACE, async (tab) => {
    await click(tab, '.pill');
    await untilShown(tab, '.tools', words.withheld);
    await toggle(tab, words.withheld);
    await untilShown(tab, '.card', '一篇草稿');
    await picture(tab, `withheld-${speech}`);
    // Pages of what is withheld are made after those of the site.
    await until(tab, (wanted) => [...document.querySelector('wanjia-preview')?.shadowRoot.querySelectorAll('.card a') ?? []].some((element) => element.getAttribute('href').endsWith(wanted)), 'no link leads to the draft', place);
    await tab.evaluate(() => sessionStorage.clear());
  });
  await visit(place, async (tab) => {
    await untilText(tab, '草稿的开头。');
    await untilShown(tab, '.pill.draft', words.draft);
    await picture(tab, `draft-${speech}`);
    editor.write(file, story({ title: '一篇草稿', draft: 'draft: true\n', opening: '草稿的另一个开头。' }));
    await untilText(tab, '草稿的另一个开头。');
    await survived(tab);
    editor.write(file, story({ title: '一篇草稿', opening: '不再是草稿。' }));
    await untilText(tab, '不再是草稿。');
    await untilShown(tab, '.pill.published');
  });
  editor.remove(file);
}

// axe looks at the whole page with the bar, each list and the panel open.
async function accessible(visit, editor, words, speech) {
  const before = editor.read(STORY);
  // A picture without a text, and a draft: something for each list.
  editor.write(STORY, story({ opening: '开头见[[no-such-station]]。' }).replace('kind: news', 'kind: newss'));
  editor.write(STORY.replace('shiyan', 'caogao'), story({ draft: 'draft: true\n' }));
  for (const [width, dark] of [[1280, false], [390, true], [1280, true], [390, false]]) {
    await visit(PLACE, async (tab) => {
      const name = `${speech}-${dark ? 'dark' : 'light'}-${width}`;
      await untilShown(tab, '.card', words.kept);
      await picture(tab, `panel-${name}`);
      await judgeWithAxe(tab, `panel ${name}`);
      await click(tab, '.pill');
      await untilShown(tab, '.bar');
      await picture(tab, `bar-${name}`);
      await judgeWithAxe(tab, `bar ${name}`);
      for (const list of [words.problems, words.withheld]) {
        await toggle(tab, list);
        await judgeWithAxe(tab, `${list} ${name}`);
      }
      same(await tab.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, `nothing wider than ${width} px`);
      await tab.evaluate(() => sessionStorage.clear());
    }, { width, dark });
  }
  editor.write(STORY, before);
  editor.remove(STORY.replace('shiyan', 'caogao'));
}

async function firstBuildBroken() {
  for (const speech of ['zh', 'en']) {
    await step(`first build broken, ${speech}`, async () => {
      const editor = copySite(`first-${speech}`);
      const before = editor.read('site.yaml');
      editor.replace('site.yaml', 'stories_per_page: 20', 'stories_per_page: 很多');
      const server = await start(editor.site, speech);
      try {
        const answer = await fetch(server.base + PLACE);
        same(answer.status, 503, 'the status while there is no site');
        const tab = await open(server.base + PLACE);
        await untilShown(tab, '.card', 'site.yaml');
        await picture(tab, `first-${speech}`);
        await judgeWithAxe(tab, 'first build broken');
        editor.write('site.yaml', before);
        await untilText(tab, '中间这一段会被修改');
        await untilHidden(tab, '.card');
        await tab.close();
      } finally {
        await server.stop();
      }
    });
  }
}

try {
  for (const speech of ['zh', 'en']) await session(speech);
  await firstBuildBroken();
} finally {
  for (const server of servers) server.kill('SIGKILL');
  await browser.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}
verdict('preview', { checks, findings: findings.length }, findings, { looked: checks, show: options.show });
