// The editor's live preview: what `wanjia serve` adds to every page. It brings the page up to date in place, shows what is wrong
// over the last good page, and has a bar that says where the page comes from. All it shows stands in `<wanjia-preview>`, beside
// the body and with a shadow root, out of reach of the page's styles and of updates. Data becomes text nodes, never markup.
'use strict';

(() => {
  const HOME = '/.wanjia/';
  // In the phone's frame the page keeps itself up to date, but the bar stands around the frame and not in it.
  const isFramed = window !== window.top;

  const count = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;
  const WORDS = {
    zh: {
      code: 'zh-CN', name: '网站预览', preview: '预览', fold: '收起', unfold: '展开',
      lost: '预览已停止，重新启动后会自动接上', mended: '已改好，页面是最新的',
      errors: (n) => `${n} 处错误`, title: (n) => `有 ${n} 处错误，改好后才能显示新的内容`, failure: '预览遇到问题，显示不了新的内容',
      kept: '您看到的是最后一次正确的页面，已发布的网站没有变动。', waiting: '改好保存后，这里会自动显示网站。已发布的网站没有变动。',
      more: (n) => `还有 ${n} 处错误，请看终端。`, error: '错误', warning: '提醒', hint: '怎么改',
      published: () => '会发布', draft: () => '草稿，不会发布', scheduled: (time) => `定时发布 ${time}`, expired: (time) => `已下线 ${time}`, unsigned: () => '等待审签，不会发布',
      many: '由全站内容汇总', nowhere: '没有这个页面',
      copy: '复制位置', copied: '已复制', refused: '浏览器不让复制，请按 Ctrl+C（苹果电脑按 ⌘C）',
      page: (n) => (n ? `本页问题 ${n}` : '本页没有问题'), also: '本页还用到', withheld: (n) => `未发布 ${n}`, phone: '手机宽度', large: '大字',
    },
    en: {
      code: 'en', name: 'Site preview', preview: 'Preview', fold: 'Fold', unfold: 'Unfold',
      lost: 'The preview has ended; when it is started again, this page follows', mended: 'Mended: the page is up to date',
      errors: (n) => count(n, 'error'), title: (n) => `${count(n, 'error')}: new content is shown once mended`, failure: 'The preview has a problem and cannot show new content',
      kept: 'This is the last good page. The published site is untouched.', waiting: 'The site appears here once this is mended. The published site is untouched.',
      more: (n) => `${count(n, 'more error')} in the terminal.`, error: 'Error', warning: 'Warning', hint: 'How to mend it',
      published: () => 'To be published', draft: () => 'Draft, not published', scheduled: (time) => `Scheduled ${time}`, expired: (time) => `Expired ${time}`, unsigned: () => 'Not signed off, not published',
      many: 'Made from the whole site', nowhere: 'No such page',
      copy: 'Copy the place', copied: 'Copied', refused: 'The browser does not allow copying: press Ctrl+C (⌘C on a Mac)',
      page: (n) => (n ? count(n, 'problem') : 'No problems'), also: 'Also on this page', withheld: (n) => `${n} not published`, phone: 'Phone width', large: 'Large print',
    },
  };
  let words = /^en/.test(document.documentElement.lang) ? WORDS.en : WORDS.zh;

  // What the tab remembers from page to page; a browser may refuse to.
  function recall(name) {
    try { return sessionStorage.getItem(`wanjia-${name}`); } catch { return null; }
  }
  function remember(name, value) {
    try { sessionStorage.setItem(`wanjia-${name}`, value || ''); } catch { /* then not */ }
  }

  // ---- Listening ----

  let stream = null;
  let retry = 0;
  let mourning = 0;
  let latest = null; // the newest state that was heard
  let stale = null; // files that changed since the page was last looked at; null: unknown

  // A browser opens only six connections to a server, and a stream takes one: a tab that nobody sees hangs up.
  function listen() {
    clearTimeout(retry);
    if (stream || document.hidden) return;
    stream = new EventSource(`${HOME}events`);
    stream.addEventListener('state', ({ data }) => {
      clearTimeout(mourning);
      mourning = 0;
      ui.lost(false);
      hear(JSON.parse(data));
    });
    stream.onerror = () => {
      hangUp();
      mourning = mourning || setTimeout(() => ui.lost(true), 1500);
      retry = setTimeout(listen, 1000);
    };
  }

  function hangUp() {
    clearTimeout(retry);
    if (stream) stream.close();
    stream = null;
  }

  function hear(state) {
    const step = latest && latest.run === state.run ? state.version - latest.version : NaN;
    if (step === 0 && stale) return;
    stale = step === 1 && stale && state.changed ? stale.concat(state.changed) : null;
    latest = state;
    words = WORDS[state.lang] || WORDS.en;
    look();
  }

  // One look at a time; what is heard meanwhile is looked at afterwards.
  let isLooking = false;
  async function look() {
    if (isLooking) return;
    isLooking = true;
    for (let seen = null; seen !== latest;) {
      seen = latest;
      const changed = stale;
      stale = [];
      try {
        if (concerns(changed)) await renew(changed);
        await ui.show();
      } catch {
        stale = null; // the server went away in the middle
      }
    }
    isLooking = false;
  }

  // A site meant for a folder such as `/rd/` is shown there too, so only the end of a path is compared.
  function isAmong(path, files) {
    let file = path;
    try { file = decodeURIComponent(path); } catch { /* as it is */ }
    file = file.endsWith('/') ? `${file}index.html` : file;
    return files.some((changed) => file.endsWith(`/${changed}`));
  }

  function concerns(changed) {
    return !changed || status === 404 || isAmong(location.pathname, changed)
      || borrowed().some((element) => isAmong(pathOf(element), changed));
  }

  // ---- Bringing the page up to date ----

  const load = performance.getEntriesByType('navigation')[0] || {};
  let status = load.responseStatus || 0; // 0: an older browser, which does not say
  let base = null; // the page as it was last served: what differs from it is the reader's doing or a script's
  let baseText = '';

  async function renew(changed) {
    const answer = await fetch(location.pathname + location.search, { cache: 'no-store' });
    if (answer.redirected) return location.replace(answer.url);
    if (!/^text\/html/.test(answer.headers.get('content-type'))) return reload();
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, 'text/html');
    const isAnother = status ? status !== answer.status : page.title !== document.title;
    if (isAnother) return answer.status === 503 ? undefined : reload(); // 503: nothing good yet, so what is here stays
    status = answer.status;
    const others = changed ? borrowed().filter((element) => !lasts(pathOf(element)) && isAmong(pathOf(element), changed)) : [];
    if (text !== baseText) update(page, text);
    others.filter((element) => element.isConnected && !leaving.has(element)).forEach(refresh);
  }

  function update(page, text) {
    // The parser reads as elements what a browser with scripting keeps as text.
    page.querySelectorAll('noscript').forEach((element) => element.remove());
    const [old, scripts] = [base, scriptsOf(page)];
    [base, baseText] = [page, text];
    // What the page's own scripts have done before the first look is unknown; the size tells whether this is the page that was loaded.
    if (!old && scripts && load.decodedBodySize === new TextEncoder().encode(text).length) return;
    if (scripts !== scriptsOf(old || document) || page.querySelector('meta[http-equiv="refresh" i]')) return reload();
    try {
      morphAttributes(document.documentElement, old && old.documentElement, page.documentElement);
      morphHead(document.head, old && old.head, page.head);
      morph(document.body, old && old.body, page.body);
    } catch {
      reload();
    }
  }

  const isOurs = (script) => script.getAttribute('src') === `${HOME}preview.js`;
  const runs = (script) => /^$|^module$|^importmap$|javascript|ecmascript/i.test(script.type) && !isOurs(script);
  // The theme's files move together when one of them changes: a script that only moved is the same.
  const wherever = (script) => script.outerHTML.replace(/assets\/[0-9a-f]+\//, 'assets/');
  const scriptsOf = (page) => [...page.querySelectorAll('script')].filter(runs).map(wherever).join('\n');

  // Once for each state of the site: a page that cannot be brought up to date must not blink for ever.
  function reload() {
    const why = `${latest.run} ${latest.version} ${location.href}`;
    if (recall('reloaded') === why) return;
    remember('reloaded', why);
    location.reload();
  }

  // What the page shows from other files of this site.
  const borrowed = () => [...document.querySelectorAll('link[rel~="stylesheet"][href], script[src], img[src]')].filter((element) => pathOf(element) && !isOurs(element));
  function pathOf(element) {
    const url = new URL(element.href || element.src, location.href);
    return url.origin === location.origin ? url.pathname : '';
  }

  // The theme's files stand in a folder named by their digest: there they are replaced, but never changed.
  const lasts = (path) => /\/assets\/[0-9a-f]+\//.test(path);

  // A file, as in `static/`, may change under the same address.
  function refresh(element) {
    if (element.localName === 'script') return reload();
    const fresh = element.localName === 'img' ? element : element.cloneNode();
    const url = new URL(element.href || element.src);
    url.searchParams.set('wanjia', latest.version);
    fresh[element.href ? 'href' : 'src'] = url.href;
    if (fresh !== element) swap([element], fresh);
  }

  // The old style sheet holds until the new one does: the page never stands there bare.
  const leaving = new WeakSet();
  function swap(old, link) {
    old.forEach((element) => leaving.add(element));
    if (!link.isConnected) old[0].after(link);
    const drop = () => old.forEach((element) => element.remove());
    link.addEventListener('load', drop, { once: true });
    link.addEventListener('error', drop, { once: true });
  }

  function morphHead(live, old, next) {
    const isSheet = (node) => node.localName === 'link' && /\bstylesheet\b/i.test(node.rel);
    const rest = [...live.children];
    const gone = [];
    let last = null;
    let sheet = null;
    for (const node of next.children) {
      const at = rest.findIndex((own) => own.isEqualNode(node) || (own.localName === 'title' && node.localName === 'title')
        || (own.localName === 'script' && node.localName === 'script' && wherever(own) === wherever(node)));
      const own = at < 0 ? document.importNode(node, true) : rest.splice(at, 1)[0];
      if (at >= 0) morph(own, null, node);
      else if (last) last.after(own);
      else live.prepend(own);
      if (at < 0 && isSheet(own)) sheet = own;
      last = own;
    }
    for (const node of rest) {
      // What a script has added stays, and a style sheet that holds until the next one does.
      if (leaving.has(node)) continue;
      if (old && ![...old.children].some((other) => other.isEqualNode(node)) && !isSheet(node)) continue;
      if (sheet && isSheet(node)) gone.push(node);
      else node.remove();
    }
    if (gone.length) swap(gone, sheet);
  }

  // Makes `live` what `next` is. Only the differences between `old`, as it was served before, and `next` are carried over, so what
  // the reader has opened or typed and what scripts have done stays; without `old`, `live` itself is compared. No element is ever
  // moved: that would lose its focus and scroll position.
  function morph(live, old, next) {
    if ((old || live).isEqualNode(next)) return;
    if (live.nodeType === Node.ELEMENT_NODE) {
      morphAttributes(live, old, next);
      morphChildren(live, old, next);
    } else {
      live.nodeValue = next.nodeValue;
    }
  }

  function morphAttributes(live, old, next) {
    const isReaders = (name) => !old && (name === 'inert' || (name === 'open' && /^(details|dialog)$/.test(live.localName)));
    for (const { name } of [...(old || live).attributes]) {
      if (!next.hasAttribute(name) && !isReaders(name)) live.removeAttribute(name);
    }
    for (const { name, value, namespaceURI } of next.attributes) {
      if ((old || live).getAttribute(name) !== value && !isReaders(name)) live.setAttributeNS(namespaceURI, name, value);
    }
  }

  function morphChildren(live, old, next) {
    let mine = [...live.childNodes];
    const twins = new Map();
    if (old) {
      const before = [...old.childNodes];
      pair(before, mine).forEach((at, i) => at >= 0 && twins.set(mine[i], before[at]));
      mine = mine.filter((node) => twins.has(node));
    }
    const wanted = [...next.childNodes];
    const partner = pair(mine, wanted);
    mine.forEach((node, i) => partner.includes(i) || node.remove());
    let last = null;
    wanted.forEach((node, i) => {
      const own = mine[partner[i]] || document.importNode(node, true);
      if (partner[i] >= 0) morph(own, twins.get(own), node);
      else if (last) last.after(own);
      else live.prepend(own);
      last = own;
    });
  }

  // For each of `wanted` the place of its partner in `mine`, rising; -1: none. First those that are surely the same (by id, or by
  // text), then, between these, those of the same kind.
  function pair(mine, wanted) {
    const key = (node) => node.nodeName + (node.id ? `#${node.id}` : ` ${node.textContent}`);
    const [a, b] = [mine.map(key), wanted.map(key)];
    const partner = b.map(() => -1);
    let [from, endA, endB] = [0, a.length, b.length];
    for (; from < Math.min(endA, endB) && a[from] === b[from]; from += 1) partner[from] = from;
    while (Math.min(endA, endB) > from && a[endA - 1] === b[endB - 1]) partner[endB -= 1] = endA -= 1;
    for (const [x, y] of longest(a.slice(from, endA), b.slice(from, endB))) partner[from + y] = from + x;
    for (let i = from, at = from; i < endB; i += 1) {
      const limit = partner.slice(i, endB).find((place) => place >= 0);
      for (let j = at; j < (limit === undefined ? endA : limit) && partner[i] < 0; j += 1) {
        const isAlike = mine[j].nodeName === wanted[i].nodeName && (!mine[j].id || !wanted[i].id);
        if (isAlike) partner[i] = j;
      }
      if (partner[i] >= 0) at = partner[i] + 1;
    }
    return partner;
  }

  // The longest common subsequence, as pairs of places. For very long lists the table would be too big.
  function longest(a, b) {
    if (a.length * b.length > 1e6) return [];
    const table = [...a, ''].map(() => new Uint32Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i -= 1) {
      for (let j = b.length - 1; j >= 0; j -= 1) table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
    const pairs = [];
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
      if (a[i] === b[j]) pairs.push([i++, j++]);
      else if (table[i + 1][j] >= table[i][j + 1]) i += 1;
      else j += 1;
    }
    return pairs;
  }

  // ---- What the editor sees ----

  // An element. Strings among its children become text nodes.
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  }

  function button(kind, click) {
    const element = make('button', { type: 'button', class: kind });
    element.addEventListener('click', click);
    return element;
  }

  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  const chip = (state, text) => make('span', { class: `chip ${state}` }, text);
  const stateWords = ({ state, until }) => (words[state] || String)((until || '').replace('T', ' ').slice(0, 16));

  // The bar and the card above it. The card shows what is wrong, or the list that was asked for: of this page's problems, of what is withheld.
  function dock() {
    let page = {}; // about the page, from the server
    let wrong = null; // what is wrong with the site
    let asked = ''; // the list that was asked for
    let drawn = '';
    let frame = null; // the phone

    const title = make('p', { class: 'title' });
    const note = make('p', { class: 'note' });
    const list = make('div', { class: 'list', role: 'group', tabindex: '0' });
    const close = button('quiet', closeCard);
    const card = make('section', { class: 'card', id: 'card' }, make('div', { class: 'head' }, make('div', { role: 'alert' }, title, note), close), list);
    const state = make('span', {});
    const source = make('span', { class: 'source' });
    const lists = { errors: button('', () => ask('errors')), page: button('', () => ask('page')), withheld: button('', () => ask('withheld')) };
    const phone = button('phone', () => { if (frame) leavePhone(); else enterPhone(); draw(); });
    const large = button('', () => { remember('large', recall('large') ? '' : '1'); enlarge(); draw(); });
    const fold = button('quiet', () => open(''));
    const bar = make('div', { class: 'bar' }, state, source, make('span', { class: 'tools' }, ...Object.values(lists), phone, large, fold));
    const pill = button('pill', () => open('1'));
    const lost = make('p', { class: 'lost', role: 'status' });
    const said = make('p', { class: 'said', role: 'status' });
    const stage = make('div', { class: 'stage' });
    const aside = make('aside', {}, said, lost, card, bar, pill);
    const sheet = make('link', { rel: 'stylesheet', href: `${HOME}preview.css` });
    const host = make('wanjia-preview', { hidden: '' });
    const root = host.attachShadow({ mode: 'open' });
    Object.values(lists).forEach((element) => element.setAttribute('aria-controls', 'card'));
    sheet.onload = () => { host.hidden = false; };
    root.append(sheet, stage, aside);
    root.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') (card.contains(root.activeElement) ? closeCard : fold.click.bind(fold))();
    });
    document.documentElement.append(host);
    if (recall('phone')) enterPhone();

    async function show() {
      const path = (framed() || location).pathname;
      const get = async (what) => (await fetch(HOME + what, { cache: 'no-store' })).json();
      const before = wrong;
      [page, wrong] = await Promise.all([get(`page?path=${encodeURIComponent(path)}`), latest.good ? null : get('problems')]);
      draw();
      if (before && !wrong) say(words.mended);
    }

    // Nothing is drawn twice: the focus and the scroll position inside stay.
    function draw() {
      const now = JSON.stringify([words.code, page, wrong, asked, Boolean(frame), ...['open', 'folded', 'large'].map(recall)]);
      if (now === drawn) return;
      drawn = now;
      host.lang = words.code;
      aside.setAttribute('aria-label', words.name);
      drawBar();
      drawCard();
    }

    function drawBar() {
      const { found, problems = [], also = [], withheld = [] } = page;
      const n = found ? problems.length : 0;
      const kind = found ? page.state : 'nowhere';
      bar.hidden = !recall('open');
      pill.hidden = !bar.hidden;
      state.className = `chip ${kind}`;
      write(state, found ? stateWords(page) : words.nowhere);
      source.replaceChildren(page.file ? place(page.file, page.line) : found ? words.many : '');
      label('errors', wrong && (wrong.errors ? words.errors(wrong.errors) : words.error));
      label('page', found && (n || also.length) && words.page(n));
      label('withheld', withheld.length && words.withheld(withheld.length));
      lists.page.className = n ? 'some' : '';
      write(phone, words.phone);
      write(large, words.large);
      write(fold, words.fold);
      phone.setAttribute('aria-pressed', Boolean(frame));
      large.setAttribute('aria-pressed', Boolean(recall('large')));
      pill.className = `pill ${wrong ? 'error' : kind}`;
      const parts = [words.preview, wrong ? lists.errors.textContent : kind !== 'published' && state.textContent, !wrong && n && words.page(n), recall('large') && words.large];
      write(pill, parts.filter(Boolean).join(' · '));
    }

    function label(name, text) {
      lists[name].hidden = !text;
      write(lists[name], text || '');
      if (!text && asked === name) asked = '';
      lists[name].setAttribute('aria-expanded', name === showing());
    }

    // What the card shows: errors come by themselves, unless they were folded.
    const showing = () => asked || (wrong && !recall('folded') ? 'errors' : '');

    function drawCard() {
      const what = showing();
      card.hidden = !what;
      if (!what) return list.replaceChildren();
      const isErrors = what === 'errors';
      const problems = isErrors ? wrong.problems.filter(({ severity }) => severity === 'error') : page.problems || [];
      const isWaiting = status === 503;
      write(title, !isErrors ? lists[what].textContent : !wrong.errors ? words.failure : isWaiting ? words.errors(wrong.errors) : words.title(wrong.errors));
      write(note, !isErrors ? '' : isWaiting ? words.waiting : words.kept);
      write(close, words.fold);
      card.className = `card ${what}`;
      for (const element of [card, list]) element.setAttribute('aria-label', title.textContent);
      if (what === 'withheld') return list.replaceChildren(...page.withheld.map(withheldLine));
      const rest = isErrors ? wrong.errors - problems.length : 0;
      const also = isErrors ? [] : (page.also || []).map((file) => place(file));
      return list.replaceChildren(isErrors && wrong.failure ? make('p', {}, wrong.failure) : '', ...problems.map(problem),
        also.length ? make('p', { class: 'also' }, words.also, ...also) : '', rest > 0 ? make('p', { class: 'note' }, words.more(rest)) : '');
    }

    function problem({ code, severity, file, line, column, message, hint, frame: lines }) {
      return make('div', { class: 'problem' },
        make('p', { class: 'where' }, chip(severity, words[severity]), file ? place(file, line, column) : '', make('span', { class: 'code' }, code)),
        make('p', { class: 'message' }, ...prose(message)),
        make('div', { class: 'frame' }, ...(lines || []).map(textLine)),
        hint ? make('p', { class: 'hint' }, make('b', {}, words.hint), make('span', {}, ...prose(hint))) : '');
    }

    // Names stand in backticks, as in the terminal.
    function prose(text) {
      const parts = text.split('`');
      return parts.length % 2 ? parts.map((part, i) => (i % 2 ? make('code', {}, part) : part)) : [text];
    }

    // A line of the editor's own text, its marked place counted in characters; of a very long line only the neighbourhood.
    function textLine({ line, text, from, to }) {
      const letters = Array.from(text);
      const isMarked = typeof from === 'number';
      const [start, end] = isMarked ? [from, Math.max(from, to)] : [0, 0];
      const [left, right] = letters.length > 240 ? [Math.max(0, start - 60), Math.min(letters.length, end + 120)] : [0, letters.length];
      const part = (a, b) => letters.slice(a, b).join('');
      return make('div', { class: isMarked ? 'line here' : 'line' }, make('span', { class: 'number' }, String(line)),
        make('code', {}, left ? '…' : '', part(left, start), isMarked ? make('mark', {}, part(start, end)) : '', part(end, right), right < letters.length ? '…' : ''));
    }

    function withheldLine({ path, title: name, file, state: kind, until }) {
      const url = path ? new URL(path, location.origin) : {};
      const isHere = url.origin === location.origin;
      const link = make(isHere ? 'a' : 'span', {}, name || file);
      if (isHere) {
        link.href = url.href;
        link.onclick = (event) => { if (frame) { event.preventDefault(); frame.src = url.href; } };
      }
      return make('p', { class: 'where' }, chip(kind, stateWords({ state: kind, until })), link, make('span', { class: 'code' }, file));
    }

    // Shows the place as the site calls it; of the page's own file, copies it as the machine does, so that any program's "open" finds it.
    function place(file, line, column) {
      const whole = file === page.file ? page.disk : file;
      const element = button('place', () => copy(line ? `${whole}:${line}` : whole));
      element.title = words.copy;
      element.append([file, line, column].filter(Boolean).join(':'));
      return element;
    }

    // Without encryption browsers have no clipboard for other machines: then the old way; if that is refused too, the text stands there chosen.
    async function copy(text) {
      const focused = root.activeElement;
      try {
        await navigator.clipboard.writeText(text);
        return say(words.copied);
      } catch { /* the old way */ }
      const field = make('input', { readonly: '', 'aria-label': words.copy });
      field.value = text;
      aside.prepend(field);
      field.select();
      field.onblur = () => field.remove();
      if (!document.execCommand('copy')) return say(words.refused);
      focused.focus({ preventScroll: true });
      return say(words.copied);
    }

    let silence = 0;
    function say(text) {
      clearTimeout(silence);
      write(said, text);
      silence = setTimeout(() => write(said, ''), 4000);
    }

    function ask(name) {
      const isShown = showing() === name;
      if (name === 'errors') remember('folded', isShown ? '1' : '');
      asked = isShown || name === 'errors' ? '' : name;
      draw();
      if (!isShown) list.focus({ preventScroll: true });
    }

    function closeCard() {
      const name = showing();
      if (name) ask(name);
      (bar.hidden ? pill : lists[name] || fold).focus({ preventScroll: true });
    }

    function open(how) {
      remember('open', how);
      if (how) remember('folded', '');
      else asked = '';
      draw();
      (how ? fold : pill).focus({ preventScroll: true });
    }

    function enterPhone() {
      remember('phone', '1');
      frame = make('iframe', { src: location.href, title: words.phone });
      frame.onload = () => latest && show().catch(() => {});
      stage.replaceChildren(frame);
      document.body.inert = true;
    }

    // Where the frame is, unless it has left this site.
    function framed() {
      try { return frame && frame.contentWindow.location.origin === location.origin ? frame.contentWindow.location : null; } catch { return null; }
    }

    // Whoever has walked on in the frame arrives where it is.
    function leavePhone() {
      const { href, pathname } = framed() || location;
      remember('phone', '');
      frame = null;
      stage.replaceChildren();
      document.body.inert = false;
      if (pathname !== location.pathname) location.assign(href);
    }

    return { show, lost: (isLost) => write(lost, isLost ? words.lost : '') };
  }

  // A style sheet of the document's own, not an attribute: no part of the page, and no policy refuses it.
  const print = new CSSStyleSheet();
  print.replaceSync('@media screen { :root { font-size: 200% !important } }');
  function enlarge() {
    const others = document.adoptedStyleSheets.filter((other) => other !== print);
    document.adoptedStyleSheets = recall('large') ? [...others, print] : others;
  }

  const ui = isFramed ? { show() {}, lost() {} } : dock();
  enlarge();
  // The page and the one in the phone's frame share the tab's memory.
  window.addEventListener('storage', enlarge);
  document.addEventListener('visibilitychange', () => (document.hidden ? hangUp() : listen()));
  window.addEventListener('pagehide', hangUp);
  window.addEventListener('pageshow', listen);
  listen();
})();
