#!/usr/bin/env node
// Judges the judges: a tiny sound site must pass every one of them, and each way of breaking it
// must be found by the judge that answers for it. self-test.mjs [NAME…]: only these judges.
import './newer-node.mjs';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BASE, SOUND, WALK, html } from './fixtures.mjs';
import { EXIT, HERE, inParallel } from './lib.mjs';

// The site that a judge is tried on, where it is not the usual one.
const SITES = { journeys: WALK };
const AT = ['--prefix', '/rd/'];
const JUDGES = {
  xml: AT, lychee: [...AT, '--base-url', BASE], links: AT, nu: [], 'html-validate': [], servers: AT,
  browser: AT, 'browser --no-js': [...AT, '--no-js'], axe: AT,
  budgets: AT, lighthouse: ['--first-will-do', '--only', 'story', '--form', 'mobile'],
  structured: AT, ics: [], journeys: [],
};

// The file gets the text before `</main>` (or whole, where it is no page); `finds` must be told.
const into = (file, text) => (files) => { files[file] = files[file].replace('</main>', `${text}</main>`); };
const whole = (file, text) => (files) => { files[file] = text; };
const change = (file, from, to) => (files) => { files[file] = files[file].replace(from, to); };
const one = 'stories/one/index.html';
const also = (file, text) => (files) => { files[file] += text; };
const noise = (kilobytes) => randomBytes(kilobytes * 512).toString('hex');
const image = (file, source) => into(file, `<p><img src="${source}" alt="示例图" width="9" height="9"></p>`);
const CASES = [
  ['xml', 'a sitemap with a stray tag', change('sitemap.xml', '</urlset>', ''), 'sitemap.xml'],
  ['xml', 'a sitemap with an impossible date', change('sitemap.xml', '2026-03-05', '2026-13-45'), '2026-13-45'],
  ['xml', 'a link to a translation without its language', change('sitemap.xml', '</lastmod>', '</lastmod><xhtml:link xmlns:xhtml="http://www.w3.org/1999/xhtml" rel="alternate" href="https://host.example/en/"/>'), 'hreflang'],
  ['xml', 'a sitemap naming no page', change('sitemap.xml', 'stories/one/', 'stories/two/'), 'stories/two/'],
  ['xml', 'a broken drawing', change('icon.svg', '/>', '>'), 'icon.svg'],
  ['xml', 'a feed whose entry has no title', change('feed.xml', '<title>一篇</title>', ''), 'feed.xml'],
  ['xml', 'a feed with a date without its zone', change('feed.xml', /\+08:00/g, ''), 'feed.xml'],
  ['structured', 'linked data that is no JSON', change('index.html', '"@graph":[', '"@graph":'), 'linked data: '],
  ['structured', 'a type that schema.org does not know', change('index.html', '"NewsArticle"', '"NewArticle"'), 'no type NewArticle'],
  ['structured', 'a property that schema.org does not know', change('index.html', '"headline"', '"heading"'), 'NewsArticle has no property heading'],
  ['structured', 'an article without a date', change('index.html', /"datePublished":"[^"]*",/, ''), 'NewsArticle without datePublished'],
  ['structured', 'a date without its zone', change('index.html', '+08:00', ''), 'is no date of ISO 8601'],
  ['structured', 'words in the place of a thing', change('index.html', /"publisher":{[^}]*}/, '"publisher":"示例"'), 'but should be Organization'],
  ['structured', 'a thing in the place of another', change('index.html', '"GovernmentOrganization"', '"PostalAddress"'), 'publisher is no PostalAddress'],
  ['structured', 'breadcrumbs out of order', change('index.html', '"position":2', '"position":3'), 'has the position 3'],
  ['structured', 'linked data to a page that is not there', change('index.html', 'stories/one/",', 'stories/two/",'), 'stories/two/ is not there'],
  ['structured', 'Open Graph of another page', change('index.html', `og:url" content="${BASE}`, `og:url" content="${BASE}stories/one/`), 'og:url and canonical differ'],
  ['structured', 'a translation that is not there', change('index.html', 'hreflang="x-default" href="', 'hreflang="en" href="en/'), 'its translation en'],
  ['structured', 'a translation that does not name the page', change('index.html', `hreflang="x-default" href="${BASE}`, `hreflang="zh" href="${BASE}stories/one/`), 'does not name it'],
  ['structured', 'a manifest with an icon that is not there', change('site.webmanifest', 'icon.svg', 'no.png'), 'no.png is not there'],
  ['structured', 'a robots.txt that keeps everybody out', change('robots.txt', 'Allow: /', 'Disallow: /'), 'keeps everybody out'],
  ['structured', 'a feed older than its entry', change('feed.xml', '2026-03-05', '2026-03-04'), 'older than its newest entry'],
  ['structured', 'a JSON feed with a day for a moment', change('feed.json', 'T10:00:00+08:00', ''), 'tells no moment'],
  ['structured', 'a JSON feed that leads nowhere', change('feed.json', /stories\/one/g, 'stories/two'), 'feed.json: '],
  ['ics', 'a calendar that does not end', change('calendar.ics', 'END:VCALENDAR\r\n', ''), 'calendar.ics'],
  ['ics', 'an event without a name', change('calendar.ics', 'UID:one@host.example\r\n', ''), 'an event without a name'],
  ['ics', 'two events of one name', change('calendar.ics', /BEGIN:VEVENT[^]*END:VEVENT\r\n/, (event) => event + event), 'are called one@host.example'],
  ['ics', 'an event on a day that there is not', change('calendar.ics', '20260310T023000Z', '20260230T023000Z'), 'calendar.ics'],
  ['ics', 'an event that ends before it begins', change('calendar.ics', '20260310T043000Z', '20260310T013000Z'), 'ends before it begins'],
  ['ics', 'a calendar with bare line feeds', change('calendar.ics', /\r\n/g, '\n'), 'does not end as RFC 5545 says'],
  ['ics', 'a line that is not folded', change('calendar.ics', 'SUMMARY:', `SUMMARY:${'接待'.repeat(20)}`), 'more than 75 octets'],
  ['lychee', 'a dead link', into(one, '<p><a href="../two/">不存在</a></p>'), '/stories/two '],
  ['lychee', 'a dead fragment', into(one, '<p><a href="#启示">不存在</a></p>'), 'ragment'],
  ['lychee', 'a dead picture in a style sheet', whole('style.css', 'body { background: url("no.png"); }'), 'no.png'],
  ['lychee', 'a dead absolute link of our own', into(one, `<p><a href="${BASE}stories/two/">不存在</a></p>`), 'stories/two/'],
  ['links', 'a dead link', into(one, '<p><a href="../two/">不存在</a></p>'), '/stories/two/'],
  ['links', 'a dead fragment', into(one, '<p><a href="#启示">不存在</a></p>'), '启示'],
  ['links', 'a dead picture', image(one, 'no.png'), 'no.png'],
  ['links', 'a page that nothing leads to', whole('lost/index.html', html('../', '丢失', '')), 'lost/index.html: the home page does not lead to it'],
  ['links', 'a dead link on the 404 page', into('404.html', '<p><a href="/rd/two/">不存在</a></p>'), '404 page: '],
  ['links', 'a relative link on the 404 page', into('404.html', '<p><a href="stories/one/">一篇</a></p>'), 'is relative'],
  ['links', 'a link that leaves the sub-path', into(one, '<p><a href="/stories/one/">一篇</a></p>'), '404'],
  ['nu', 'a block inside a phrase', into(one, '<p><em><span><h3>错</h3></span></em></p>'), 'Unclosed element “span”'],
  ['nu', 'a warning only', into(one, '<section><p>无标题</p></section>'), 'warning'],
  ['nu', 'a broken style sheet', whole('style.css', 'body { colour: red; }'), 'style.css'],
  ['nu', 'a broken drawing', change('icon.svg', 'r="8"', 'radius="8"'), 'icon.svg'],
  ['html-validate', 'a style attribute', into(one, '<p style="color: red">红</p>'), 'no-inline-style'],
  ['html-validate', 'two elements of one id', into(one, '<p id="做法">又一</p>'), 'no-dup-id'],
  ['servers', 'a dead link', into(one, '<p><a href="../two/">不存在</a></p>'), 'apache: /stories/one/: /stories/two/ 404'],
  ['servers', 'a file that a server may not read', whole(one, null), '403'],
  ['browser', 'an inline script', into(one, '<script>document.title = "x"</script>'), 'Content Security Policy'],
  ['browser', 'an inline handler', into(one, '<p onclick="alert(1)">错</p>'), ''],
  ['browser', 'a style attribute', into(one, '<p style="color: red">红</p>'), 'Content Security Policy'],
  ['browser', 'a picture from elsewhere', image(one, 'https://other.example/x.png'), 'other.example'],
  ['browser', 'an exception', whole('site.js', 'undefinedName.x();'), 'undefinedName'],
  ['browser', 'a dead picture', image(one, 'no.png'), 'no.png'],
  ['browser', 'a 404 page without its style sheet', change('404.html', '/rd/style.css', 'style.css'), '404.html: '],
  ['browser', 'a page too wide', into(one, `<p>${'https'.repeat(100)}</p>`), 'px wider than a window of 1920 px: p'],
  ['browser', 'a page too wide only when narrow', (files) => { whole('style.css', '.wide { inline-size: 24rem; }')(files); into(one, '<p class="wide">宽</p>')(files); }, 'px wider than a window of 390 px: p.wide'],
  ['browser', 'a page too wide that hides it', (files) => { whole('style.css', 'body { overflow-x: hidden; }')(files); into(one, `<p>${'https'.repeat(100)}</p>`)(files); }, 'px wider than a window of 320 px: p'],
  ['browser --no-js', 'a page too wide without its script', (files) => { whole('site.js', 'document.querySelectorAll(".wide").forEach((e) => e.remove());')(files); into(one, `<p class="wide">${'https'.repeat(100)}</p>`)(files); }, 'px wider than a window of 1280 px: p.wide'],
  ['browser --no-js', 'a page that only a script shows', whole('style.css', 'html:not([data-script]) main { display: none; }'), 'nothing to read in its main'],
  ['axe', 'a picture without a text', into(one, '<p><img src="../../icon.svg"></p>'), 'image-alt'],
  ['axe', 'pale text', (files) => { whole('style.css', 'p { color: #bbb; background: #fff; }')(files); }, 'color-contrast'],
  ['axe', 'a page without a language', change(one, ' lang="zh-CN"', ''), 'html-has-lang'],
  ['axe', 'pale text in the dark', also('style.css', '@media (prefers-color-scheme: dark) { body { color: #666; background: #222; } }'), ', dark at 1280 px: color-contrast'],
  ['axe', 'pale text in large print', also('style.css', ':root:target p { color: #bbb; background: #fff; }'), ', large at 1280 px: color-contrast'],
  ['axe', 'large print that is not large', also('style.css', ':root:target p { font-size: 20px; }'), 'its text has 20 px'],
  ['axe', 'a page without large print', change(one, ' id="large"', ''), 'stories/one/index.html: there is no look large'],
  ['axe', 'pale text on paper', also('style.css', '@media print { p { color: #bbb; background: #fff; } }'), ', print at 794 px: color-contrast'],
  ['axe', 'colours that are one grey in mourning', also('style.css', 'p { color: #f00; background: #001090; }'), ', mourning at 1280 px: color-contrast'],
  ['axe', 'mourning that stays pink', also('style.css', '.mourning { filter: grayscale(50%); }'), 'the colour stays'],
  ['budgets', 'a heavy page', into(one, `<p>${noise(60)}</p>`), 'stories/one/index.html: html'],
  ['budgets', 'a heavy style sheet', also('style.css', `/* ${noise(30)} */`), 'css 16.'],
  ['budgets', 'a heavy script', also('site.js', `// ${noise(30)}`), 'script 1'],
  ['budgets', 'a heavy drawing in a story', (files) => { image(one, '../../heavy.svg')(files); whole('heavy.svg', `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><!-- ${noise(160)} --></svg>`)(files); }, 'story 8'],
  ['budgets', 'a picture without its size', into(one, '<p><img src="../../icon.svg" alt="示例图" width="9"></p>'), 'a picture without its size'],
  ['budgets', 'a picture of another shape', into(one, '<p><img src="../../icon.svg" alt="示例图" width="16" height="9"></p>'), 'a picture whose size is not the one it tells'],
  ['budgets', 'too many requests', into(one, Array.from({ length: 20 }, (_, at) => `<img src="../../icon.svg?${at}" alt="示例图" width="9" height="9">`).join('')), 'more than 20'],
  ['lighthouse', 'a page without a description', change(one, / name="description"/, ' name="nothing"'), 'meta-description'],
  ['lighthouse', 'a script that keeps readers waiting', whole('site.js', 'for (const end = Date.now() + 900; Date.now() < end;);'), 'total-blocking-time'],
  ['lighthouse', 'text that jumps', whole('site.js', 'setTimeout(() => { document.querySelector("main").style.paddingTop = "300px"; }, 300);'), 'layout shift'],
  ['lighthouse', 'an error in the console', also('site.js', 'console.error("错");'), 'errors-in-console'],
  ['journeys', 'focus that nobody sees', also('style.css', 'a:focus { outline: none; }'), 'resident, keyboard: /: the skip link: its focus cannot be seen', ['--only', 'resident', '--way', 'keyboard']],
  ['journeys', 'no skip link', change('practices/index.html', /<a class="skip".*?<.a>/, ''), 'no skip link', ['--only', 'deputy', '--way', 'keyboard']],
  ['journeys', 'a skip link to nowhere', change('practices/index.html', 'id="main" tabindex="-1"', ''), 'the skip link does not lead into the text', ['--only', 'deputy', '--way', 'keyboard']],
  ['journeys', 'something that lies over a link', also('style.css', 'nav { position: fixed; inset: 0; z-index: 1; background: #fff; }'), 'something lies over it', ['--only', 'deputy', '--way', 'keyboard']],
  ['journeys', 'a trap for the keyboard', also('site.js', 'addEventListener("keydown", (event) => { if (document.activeElement?.matches("[href*=dsz]") && event.key === "Tab") event.preventDefault(); });'), 'the focus does not leave the page', ['--only', 'deputy', '--way', 'keyboard']],
  ['journeys', 'a link too small for a thumb', also('style.css', 'a { min-block-size: 0; }'), 'touch: /: the link /districts/kly/', ['--only', 'resident', '--way', 'touch']],
  ['journeys', 'a station that its district does not name', change('districts/kly/index.html', /<p><a href="[^"]*kly-017.*?<.p>/, ''), '/districts/kly/: no link /stations/kly-017/', ['--only', 'resident', '--way', 'keyboard']],
  ['journeys', 'a link that only a script shows', (files) => { also('style.css', 'html:not([data-script]) main a { display: none; }')(files); also('site.js', 'document.documentElement.dataset.script = "on";')(files); }, 'without JavaScript: /: no link', ['--only', 'deputy', '--way', 'keyboard']],
  ['journeys', 'large print that is small', change('style.css', '24px', '20px'), 'large print has 20 px', ['--only', 'resident', '--way', 'keyboard']],
  ['journeys', 'large print that only a script makes', change('style.css', ':root:target p, ', ''), 'without JavaScript: /stations/kly-017/: large print has 16 px', ['--only', 'resident', '--way', 'keyboard']],
  ['journeys', 'large print that is forgotten', whole('site.js', ''), 'large print is forgotten', ['--only', 'resident', '--way', 'keyboard']],
  ['journeys', 'a telephone hard to hit in large print', change('style.css', '60px', '50px'), 'the telephone is 50 px', ['--only', 'resident', '--way', 'keyboard']],
  ['journeys', 'navigation on paper', change('style.css', 'nav, .skip { display: none; }', ''), 'on paper there is nav', ['--only', 'office', '--way', 'keyboard']],
  ['journeys', 'steps that are not on paper', also('style.css', '@media print { main p { display: none; } }'), 'is not to be read', ['--only', 'office', '--way', 'keyboard']],
  ['journeys', 'a measured result left out', change('stories/2025-08-20-bandeng-yishi/index.html', '41', ''), '“41” is not to be read', ['--only', 'deputy', '--way', 'keyboard']],
  ['journeys', 'a language that leads home', change('projects/kly-2026-03-fushou-gandeng/index.html', /href="[^"]*" hreflang/, 'href="../../en/" hreflang'), 'its English page is /en/', ['--only', 'editor', '--way', 'keyboard']],
];

// A judge that has not ended after this many milliseconds never will.
const PATIENCE = 300_000;
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'judge-the-judges-'));
fs.chmodSync(scratch, 0o755);
const only = process.argv.slice(2);
const failures = [];
let tried = 0;
const trials = [
  ...Object.entries(JUDGES).map(([judge, words]) => [judge, words, 'a sound site', () => {}, null]),
  ...CASES.map(([judge, name, breaks, finds, more = []]) => [judge, [...JUDGES[judge], ...more], name, breaks, finds]),
].filter(([judge]) => !only.length || only.includes(judge.split(' ')[0]));
// Lighthouse takes time itself for a measure, so it works alone.
await inParallel(trials.filter(([judge]) => judge !== 'lighthouse'), 2, (trial) => expect(...trial));
await inParallel(trials.filter(([judge]) => judge === 'lighthouse'), 1, (trial) => expect(...trial));
fs.rmSync(scratch, { recursive: true });
console.log(`judges judged: ${failures.length ? 'FAIL' : 'ok'}  tried=${tried} wrong=${failures.length}`);
for (const failure of failures) console.log(failure);
process.exit(failures.length ? EXIT.findings : EXIT.ok);

async function expect(judge, words, name, breaks, finds) {
  const [runner] = judge.split(' ');
  tried += 1;
  const files = { ...SITES[judge] ?? SOUND };
  breaks(files);
  const dir = lay(path.join(scratch, String(tried)), files);
  const { status, told } = await run([path.join(HERE, `${runner}.mjs`), dir, ...words]);
  const right = finds === null ? status === EXIT.ok : status === EXIT.findings && told.includes(finds);
  if (!right) failures.push(`  ${judge}, ${name}: ended with ${status}: ${told.trim().replaceAll('\n', '\n    ')}`);
}

function run(words) {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { told += text; });
  return new Promise((done) => { child.on('close', (status) => done({ status, told })); });
}

// A file without text is one that nobody may read.
function lay(dir, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text ?? SOUND[name], { mode: text === null ? 0o600 : 0o644 });
  }
  return dir;
}
