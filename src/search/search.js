// Searches the site: reads the few files of the index that a question needs, and shows what it found. Without this file the page lists everything.
(function (global) {
  'use strict';
  // Scripts without blanks; the generator has the same table.
  var HAN = /[\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u2e80-\u2fd5\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  var WORD = /[\p{Alphabetic}\p{N}]/u;

  var FEW = 10;

  function fold(text) { return text.normalize('NFKC').toLowerCase(); }

  // A text's runs of units: characters of scripts without blanks, and whole words. All else parts runs.
  function runs(text) {
    var all = [], run = null, word = false;
    Array.from(fold(text)).forEach(function (c) {
      var han = HAN.test(c);
      if (!han && !WORD.test(c)) { run = null; return; }
      if (!run) all.push(run = []);
      if (run.length && word && !han) run[run.length - 1] += c; else run.push(c);
      word = !han;
    });
    return all;
  }

  function endsInHan(term) { return HAN.test(Array.from(term).pop()); }

  // The number by which a term's shard is chosen.
  function number(term) {
    var key = Array.from(term), h = 0x811c9dc5;
    if (!endsInHan(term)) key = key.slice(0, 2);
    key.forEach(function (c) { h = Math.imul(h ^ c.codePointAt(0), 0x01000193); });
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
    return (h ^ (h >>> 15)) >>> 0;
  }

  function Reader(bytes) { this.bytes = bytes; this.at = 0; }
  Reader.prototype.pull = function () {
    var n = 0, factor = 1, byte;
    do { byte = this.bytes[this.at++]; n += (byte & 127) * factor; factor *= 128; } while (byte > 127);
    return n;
  };

  // What a shard has of `wanted`, or of all terms that begin with it: documents with their fields, and where their places stand.
  function look(bytes, wanted, open) {
    var r = new Reader(bytes), decoder = new TextDecoder(), found = [], places = 0;
    while (r.at < bytes.length) {
      var length = r.pull(), term = decoder.decode(bytes.subarray(r.at, r.at += length)), count = r.pull(), end = r.pull(), size = r.pull();
      end += r.at;
      if (term === wanted || open && term.indexOf(wanted) === 0 && !endsInHan(term)) {
        var documents = [], fields = [], last = 0;
        for (var i = 0; i < count; i++) { var one = r.pull(); documents.push(last += Math.floor(one / 4)); fields.push(one % 4); }
        found.push({ documents: documents, fields: fields, places: places });
      }
      r.at = end;
      places += size;
    }
    return found;
  }

  // `load(name)` promises the bytes of a file of the index.
  function Search(load) {
    var files = {}, self = this;
    function file(name) { return files[name] || (files[name] = load(name, self.manifest && self.manifest.digest)); }
    function bytes(name) { return file(name).then(function (b) { return new Uint8Array(b); }); }
    function json(name) { return bytes(name).then(function (b) { return JSON.parse(new TextDecoder().decode(b)); }); }
    function terms(folder, bits, term, open) {
      var shard = number(term) >>> (32 - bits);
      return bytes(folder + '/' + shard + '.bin').then(function (b) { return { shard: shard, found: look(b, term, open) }; });
    }
    function best(found) {
      var map = new Map();
      found.forEach(function (one) {
        one.documents.forEach(function (d, i) { if (!map.has(d) || map.get(d) > one.fields[i]) map.set(d, one.fields[i]); });
      });
      return map;
    }
    // The places of a pair, as document → set of places, in documents of `wanted` alone.
    function places(pair, wanted) {
      return bytes('p/' + pair.shard + '.bin').then(function (b) {
        var map = new Map(), r = new Reader(b);
        pair.found.forEach(function (one) {
          r.at = one.places;
          one.documents.forEach(function (d) {
            var set = map.get(d) || new Set(), at = 0;
            for (var n = r.pull(); n > 0; n--) set.add((at += r.pull()) - pair.at);
            if (wanted.has(d)) map.set(d, set);
          });
        });
        return map;
      });
    }
    // Those of a few documents whose texts hold a run: their texts are shown next anyway, and are less than the places of all.
    function read(all, units) {
      var wanted = units.join(' ');
      return Promise.all(Array.from(all.keys()).map(function (d) {
        return self.text(d).then(function (doc) {
          var stands = [1, 3, 4, 5].some(function (part) {
            return runs(doc[part]).some(function (run) { return (' ' + run.join(' ') + ' ').indexOf(' ' + wanted + (endsInHan(wanted) ? ' ' : '')) >= 0; });
          });
          if (!stands) all.delete(d);
        });
      })).then(function () { return all; });
    }
    // Documents that hold a run, each with its best field.
    function run(units) {
      var m = self.manifest, last = units.length - 2;
      if (units.length === 1) {
        var han = HAN.test(units[0]);
        return terms(han ? 'c' : 'd', han ? m.charBits : m.bits, units[0], !han && Array.from(units[0]).length > 1)
          .then(function (t) { return best(t.found); });
      }
      var pairs = [];
      for (var at = 0; at <= last; at++) if (at % 2 === 0 || at === last) pairs.push(at);
      return Promise.all(pairs.map(function (at) {
        var term = units[at] + units[at + 1];
        return terms('d', m.bits, term, at === last && !endsInHan(term)).then(function (t) { t.at = at; return t; });
      })).then(function (pairs) {
        var all = meet(pairs.map(function (p) { return best(p.found); }));
        if (pairs.length === 1 || !all.size) return all;
        if (all.size <= FEW) return read(all, units);
        return Promise.all(pairs.map(function (p) { return places(p, all); })).then(function (maps) {
          all.forEach(function (field, d) {
            var stands = false;
            maps[0].get(d).forEach(function (at) { stands = stands || maps.every(function (m) { return m.get(d).has(at); }); });
            if (!stands) all.delete(d);
          });
          return all;
        });
      });
    }
    // Documents that all maps have; of fields the worst.
    function meet(maps) {
      return maps.reduce(function (all, one) {
        var both = new Map();
        all.forEach(function (field, d) { if (one.has(d)) both.set(d, Math.max(field, one.get(d))); });
        return both;
      });
    }
    // What answers `query` and `only` (districts, kind, year): numbers of documents, best first; the newest first among equals.
    this.find = function (query, only) {
      var wanted = runs(query);
      return this.ready().then(function (m) {
        if (!wanted.length) return [];
        return Promise.all(wanted.map(run)).then(function (maps) {
          var all = meet(maps), hits = [];
          all.forEach(function (field, d) { if (fits(m, m.sorts[m.documents[d]], only || {})) hits.push(d); });
          return hits.sort(function (a, b) { return all.get(a) - all.get(b) || b - a; });
        });
      });
    };
    function fits(m, sort, only) {
      var is = function (labels, numbers, key) { return !key || numbers.some(function (n) { return labels[n][0] === key; }); };
      return is(m.districts, sort[0], only.district) && is(m.kinds, [sort[1]], only.kind) && (!only.year || sort[2] === only.year);
    }
    this.ready = function () { return json('manifest.json').then(function (m) { self.manifest = m; return m; }); };
    // A document's path, title, day, tags, summary and text.
    this.text = function (d) {
      var block = self.manifest.block;
      return json('t/' + Math.floor(d / block) + '.json').then(function (texts) { return texts[d % block]; });
    };
  }

  // Cuts `text` into [text, isMarked] where the query's runs stand.
  function mark(text, query) {
    var signs = Array.from(text), folded = [], origin = [];
    signs.forEach(function (c, i) { Array.from(fold(c)).forEach(function (f) { folded.push(f); origin.push(i); }); });
    var marked = [];
    runs(query).forEach(function (units) {
      var wanted = Array.from(units.join('')), latin = !HAN.test(wanted[0]);
      for (var i = 0; i + wanted.length <= folded.length; i++) {
        if (latin && i && WORD.test(folded[i - 1]) && !HAN.test(folded[i - 1])) continue;
        if (wanted.every(function (c, k) { return folded[i + k] === c; })) {
          for (var k = 0; k < wanted.length; k++) marked[origin[i + k]] = true;
        }
      }
    });
    var parts = [];
    signs.forEach(function (c, i) {
      var last = parts[parts.length - 1], on = !!marked[i];
      if (last && last[1] === on) last[0] += c; else parts.push([c, on]);
    });
    return parts;
  }

  // The lines of a document worth showing: where the query stands, with what stands around it.
  function snippet(doc, query) {
    var text = [doc[4], doc[5], doc[3]].join('\n'), parts = mark(text, query), at = 0, first = -1;
    parts.forEach(function (p) { if (p[1] && first < 0) first = at; at += p[0].length; });
    if (first < 0) return mark((doc[4] || doc[5]).slice(0, 100), query);
    var from = Math.max(0, text.lastIndexOf('\n', first) + 1, first - 40), to = from + 110;
    if (from && /[\udc00-\udfff]/.test(text[from])) from++;
    if (/[\udc00-\udfff]/.test(text[to] || '')) to++;
    var cut = (from && text[from - 1] !== '\n' ? '…' : '') + text.slice(from, to) + (to < text.length ? '…' : '');
    return mark(cut.replace(/\n/g, ' '), query);
  }

  var core = { Search: Search, runs: runs, number: number, mark: mark, snippet: snippet };
  if (typeof module !== 'undefined' && module.exports) { module.exports = core; return; }

  var PAGE = FEW, box = document.querySelector('[data-search]');
  if (!box) return;
  var form = box.querySelector('form'), field = form.elements.q, told = box.querySelector('[role="status"]'), list = box.querySelector('ol');
  var more = box.querySelector('[data-more]'), filters = box.querySelector('[data-filters]');
  var root = box.getAttribute('data-root'), base = root + box.getAttribute('data-index'), asked = 0;
  var search = new Search(function (name, version) {
    return fetch(base + name + (version ? '?v=' + version : ''), version ? {} : { cache: 'no-cache' }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.arrayBuffer();
    });
  });

  function say(text) { told.textContent = text; }
  function word(name) { return box.getAttribute('data-' + name); }
  function element(name, parent, text) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    return parent.appendChild(made);
  }
  function write(parent, parts) {
    parts.forEach(function (p) { if (p[1]) element('mark', parent, p[0]); else parent.appendChild(document.createTextNode(p[0])); });
  }
  function only() {
    return { district: form.elements.district.value, kind: form.elements.kind.value, year: form.elements.year.value };
  }
  function show(hits, start, query, turn) {
    return Promise.all(hits.slice(start, start + PAGE).map(search.text)).then(function (texts) {
      if (turn !== asked) return;
      var firstLink = null;
      texts.forEach(function (doc, i) {
        var item = element('li', list), head = element('h2', item), link = element('a', head), m = search.manifest;
        var sort = m.sorts[m.documents[hits[start + i]]];
        link.href = root + doc[0];
        firstLink = firstLink || link;
        write(link, mark(doc[1], query));
        write(element('p', item), snippet(doc, query));
        element('p', item, [m.kinds[sort[1]][1]].concat(sort[0].map(function (n) { return m.districts[n][1]; }), doc[2] || []).join(' · ')).className = 'about';
      });
      var next = start + PAGE;
      more.hidden = next >= hits.length;
      more.onclick = function () { show(hits, next, query, turn).then(function (link) { if (link) link.focus(); }); };
      return firstLink;
    });
  }
  function go() {
    var query = field.value.trim(), turn = ++asked;
    if (!query) { list.textContent = ''; more.hidden = true; say(''); return; }
    say(word('busy'));
    search.find(query, only()).then(function (hits) {
      if (turn !== asked) return;
      list.textContent = '';
      more.hidden = true;
      say(hits.length ? word('found').replace('{}', hits.length) : word('none'));
      return show(hits, 0, query, turn);
    }).catch(function () { if (turn === asked) say(word('failed')); });
  }
  function address() {
    var wanted = new URLSearchParams(), values = only();
    wanted.set('q', field.value.trim());
    Object.keys(values).forEach(function (key) { if (values[key]) wanted.set(key, values[key]); });
    history.replaceState(null, '', '?' + wanted);
  }
  function fill(name, options, value) {
    var select = form.elements[name];
    options.forEach(function (one) { element('option', select, one[1]).value = one[0]; });
    select.value = value || '';
    if (select.selectedIndex < 0) select.value = '';
  }
  search.ready().then(function (m) {
    var query = new URLSearchParams(location.search), years = {};
    m.sorts.forEach(function (sort) { if (sort[2]) years[sort[2]] = true; });
    fill('district', m.districts, query.get('district'));
    fill('kind', m.kinds, query.get('kind'));
    fill('year', Object.keys(years).sort().reverse().map(function (y) { return [y, y]; }), query.get('year'));
    filters.hidden = false;
    if (!field.value) field.value = query.get('q') || '';
    go();
  }).catch(function () { say(word('failed')); });
  var wait = 0, composing = false;
  function soon() { clearTimeout(wait); wait = setTimeout(function () { address(); go(); }, 250); }
  field.addEventListener('compositionstart', function () { composing = true; });
  field.addEventListener('compositionend', function () { composing = false; soon(); });
  field.addEventListener('input', function () { if (!composing) soon(); });
  form.addEventListener('change', function (event) { if (event.target !== field) soon(); });
  form.addEventListener('submit', function (event) { event.preventDefault(); clearTimeout(wait); address(); go(); });
})(this);
