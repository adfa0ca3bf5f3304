// Two tiny sound sites that the judges are tried on, as `{file: text}`: one of four pages, and one in which
// the journeys of the demonstration site can be walked.

/** Where the sites say that they are. */
export const BASE = 'https://host.example/rd/';

// What the home page says to machines.
const SPOKEN = `
<link rel="canonical" href="${BASE}"><link rel="manifest" href="site.webmanifest"><link rel="alternate" hreflang="zh-CN" href="${BASE}"><link rel="alternate" hreflang="x-default" href="${BASE}">
<meta property="og:title" content="示例站"><meta property="og:type" content="website"><meta property="og:url" content="${BASE}">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"示例","datePublished":"2026-03-05T10:00:00+08:00","url":"${BASE}stories/one/",
"publisher":{"@type":"GovernmentOrganization","name":"示例"}},{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"首页","item":"${BASE}"},{"@type":"ListItem","position":2,"name":"示例"}]}]}</script>`;

/** A sound page; `up` leads to the root of the site. */
export const html = (up, title, main, kind = 'page') => `<!DOCTYPE html>
<html lang="zh-CN" id="large"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="示例：${title}">
<link rel="stylesheet" href="${up}style.css"><link rel="icon" href="${up}icon.svg"><script src="${up}site.js" defer></script>${up ? '' : SPOKEN}</head>
<body class="p-${kind}"><header><a href="${up}./">示例首页</a></header><main><h1>${title}</h1>${main}</main></body></html>
`;

const icon = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><circle cx="8" cy="8" r="8" fill="#b00"/></svg>\n';

export const SOUND = {
  'index.html': html('', '示例站', '<ul><li><a href="tags/%E5%85%BB%E8%80%81/">养老服务</a></li><li><a href="stories/one/#%E5%81%9A%E6%B3%95">做法示例</a></li></ul>', 'home'),
  'tags/养老/index.html': html('../../', '养老', '<p>示例话题。</p>', 'tag'),
  'stories/one/index.html': html('../../', '一篇', '<h2 id="做法">做法</h2><p>示例正文。</p>', 'story'),
  '404.html': html('/rd/', '没有这一页', '<p><a href="/rd/stories/one/">去看一篇示例</a></p>', 'not_found'),
  'style.css': 'body { margin: 1rem; font-family: sans-serif; line-height: 2; } :root:target { font-size: 24px; } .mourning { filter: grayscale(100%); }\n',
  'site.js': 'document.documentElement.dataset.script = "on";\n',
  'icon.svg': icon,
  'sitemap.xml': `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${BASE}</loc></url><url><loc>${BASE}stories/one/</loc><lastmod>2026-03-05</lastmod></url></urlset>
`,
  'site.webmanifest': '{"name":"示例","start_url":"./","display":"browser","icons":[{"src":"icon.svg","sizes":"any"}]}\n',
  'robots.txt': `User-agent: *\nAllow: /\nSitemap: ${BASE}sitemap.xml\n`,
  'calendar.ics': [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//示例//ZH', 'X-WR-CALNAME:示例', 'BEGIN:VEVENT', 'UID:one@host.example', 'DTSTAMP:20260301T000000Z',
    'DTSTART:20260310T023000Z', 'DTEND:20260310T043000Z', 'SUMMARY:代表接待', 'END:VEVENT', 'END:VCALENDAR', '',
  ].join('\r\n'),
  'feed.xml': `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${BASE}feed.xml</id><title>示例</title><updated>2026-03-05T10:00:00+08:00</updated><author><name>示例</name></author><link href="${BASE}"/>
<entry><id>${BASE}stories/one/</id><title>一篇</title><updated>2026-03-05T10:00:00+08:00</updated><link href="${BASE}stories/one/"/></entry></feed>
`,
  'feed.json': `{"version":"https://jsonfeed.org/version/1.1","title":"示例","home_page_url":"${BASE}","items":[{"id":"${BASE}stories/one/","url":"${BASE}stories/one/","title":"一篇","content_text":"示例。","date_published":"2026-03-05T10:00:00+08:00"}]}
`,
};

const STATION = 'stations/kly-017/';
const PRACTICE = 'stories/2025-08-20-bandeng-yishi/';
const PROJECT = 'projects/kly-2026-03-fushou-gandeng/';

// A page's address, its main text, and where its links lead.
const PLACES = [
  ['', '示例首页', ['districts/kly/', 'practices/', 'projects/']],
  ['districts/kly/', '河畔街道', [STATION]],
  ['districts/dsz/', '独山子区', []],
  [STATION, '白杨里，示范站，每周二 16:00，<a href="tel:09900000017">0990-0000017</a>', []],
  ['practices/', '板凳议事 9 → 41', [PRACTICE]],
  [PRACTICE, '板凳议事，每月接待来访 41，截至七月；步骤：先在两个单元试，月底贴出第一张回音单；花多少钱；独山子区照搬；河畔街道人大工委，0990-0000018', ['deputies/ma-yulan/', 'districts/dsz/']],
  ['deputies/ma-yulan/', '马玉兰', []],
  ['projects/', '实事', [PROJECT]],
  [PROJECT, '同意 41 票，进度 60%', []],
];

function place([address, text, links], english) {
  const own = (english ? 'en/' : '') + address;
  const up = '../'.repeat(own.split('/').length - 1);
  const other = english ? `<a href="${up}${address}" hreflang="zh-CN">中文</a>` : `<a href="${up}en/${address}" hreflang="en">English</a>`;
  return `<!DOCTYPE html>
<html lang="${english ? 'en' : 'zh-CN'}" id="large"><head><meta charset="utf-8"><title>${address}</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${up}style.css"><link rel="icon" href="${up}icon.svg"><script src="${up}site.js"></script></head>
<body><a class="skip" href="#main">跳到正文</a><nav><a href="#large">大字版</a> ${other}</nav>
<main id="main" tabindex="-1"><p>${text}</p>${links.map((link) => `<p><a href="${up}${english ? 'en/' : ''}${link}">${link}</a></p>`).join('')}</main></body></html>
`;
}

export const WALK = {
  ...Object.fromEntries(PLACES.flatMap((one) => [[`${one[0]}index.html`, place(one, false)], [`en/${one[0]}index.html`, place(one, true)]])),
  'style.css': `a { display: inline-block; min-inline-size: 48px; min-block-size: 48px; } a:focus { outline: 3px solid #00f; }
.skip:not(:focus) { position: absolute; inset-inline-start: -999px; }
:root:target p, [data-mode] p { font-size: 24px; } :root:target a, [data-mode] a { min-block-size: 60px; }
@media print { nav, .skip { display: none; } }
`,
  'site.js': `const remember = () => {
  if (location.hash === '#large') localStorage.mode = 'large';
  if (localStorage.mode) document.documentElement.dataset.mode = localStorage.mode;
};
remember();
addEventListener('hashchange', remember);
`,
  'icon.svg': icon,
};

/** The tables that a site may have, for sites that have none. */
export const TABLE_FILES = {
  'data/holidays.yaml': `years:
  - year: 2027
    provisional: true
    source: 示例通知
    rest:
      - {name: 元旦, from: 2027-01-01, to: 2027-01-03}
      - name: {zh: 清明节, en: Tomb-sweeping Day}
        from: 2027-04-05
    work: [2027-01-09]
`,
  'data/wording.yaml': `words:
  - wrong: 示例大院
    right: 示例社区
    level: error
    except: [示例大院路]
    quoted: true
    source: 地名办示例通知
    from: 2025-01-01
    until: 2030-12-31
leaders: [示·例, 王示例]
`,
};
