#!/usr/bin/env node
// What a page says to machines: structured.mjs DIR [--prefix /rd/]
// Linked data against the vocabulary of schema.org and against what a search engine needs of it; Open Graph; the page's
// translations, which must name each other; the web manifest; robots.txt; feeds. Every address of the site's own must be there.
import './newer-node.mjs';
import fs from 'node:fs';
import path from 'node:path';
import { commandLine, files, isNotFoundPage, isRedirectPage, pages, verdict } from './lib.mjs';
import { isOneOf, isPlain, isType, valuesOf } from './vocabulary.mjs';

// What a thing that pages speak of must tell.
const NEEDED = {
  WebSite: ['name', 'url'],
  GovernmentOffice: ['name', 'address'],
  GovernmentOrganization: ['name'],
  NewsArticle: ['headline', 'datePublished', 'publisher', 'url'],
  BreadcrumbList: ['itemListElement'],
  ListItem: ['position', 'name'],
  Event: ['name', 'startDate', 'location'],
  Person: ['name'],
  ImageObject: ['url'],
};
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?$/;
// Properties that may lead to somebody else's site.
const ELSEWHERE = new Set(['sameAs', 'isBasedOn', 'license']);
const OPEN_GRAPH = ['og:title', 'og:type', 'og:url'];

const { dir, prefix, show } = commandLine('structured.mjs DIR [--prefix /rd/] [--show N]', { values: ['prefix', 'show'] });
const findings = [];
const figures = { pages: 0, things: 0, addresses: 0, translations: 0, feeds: 0, manifests: 0, robots: 0 };
const heads = new Map(pages(dir).filter((file) => !isRedirectPage(dir, file)).map((file) => [file, headOf(file)]));
const base = heads.get('index.html')?.links.find(({ rel }) => rel === 'canonical')?.href;
for (const [file, head] of heads) {
  figures.pages += 1;
  for (const text of head.data) linkedData(file, text);
  openGraph(file, head);
  translations(file, head);
}
for (const manifest of new Set([...heads].flatMap(([file, { links }]) => links.filter(({ rel }) => rel === 'manifest').map(({ href }) => beside(file, href))))) webManifest(manifest);
for (const file of files(dir, /\.xml$/)) feed(file);
for (const file of files(dir, /(^|\/)feed\.json$/)) jsonFeed(file);
robots();
figures.findings = findings.length;
verdict('structured', figures, findings, { looked: figures.things, show });

// ---- Reading ----

function headOf(file) {
  const text = fs.readFileSync(path.join(dir, file), 'utf8');
  const tags = (name) => [...text.matchAll(new RegExp(`<${name}\\b[^>]*>`, 'g'))].map(([tag]) => attributes(tag));
  return {
    lang: attributes(/<html\b[^>]*>/.exec(text)?.[0] ?? '').lang,
    links: tags('link'),
    meta: tags('meta'),
    data: [...text.matchAll(/<script[^>]*type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)].map(([, inside]) => inside),
  };
}

function attributes(tag) {
  const plain = (text) => text.replace(/&(quot|amp|lt|gt|#39|#x27);/g, (_, name) => ({ quot: '"', amp: '&', lt: '<', gt: '>' }[name] ?? "'"));
  return Object.fromEntries([...tag.matchAll(/\s([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, plain(value)]));
}

/** The file of the folder that an address means, or nothing if it is not the site's own. */
function fileOf(address) {
  if (!base || !address.startsWith(base)) return undefined;
  const inside = decodeURIComponent(address.slice(base.length).replace(/[#?].*/, ''));
  return inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
}

// The file that a link of a page means.
function beside(file, href) {
  const { pathname } = new URL(href, `http://host${prefix}${file}`);
  const inside = decodeURIComponent(pathname).slice(prefix.length);
  return inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
}

function isThere(file) { return fs.statSync(path.join(dir, file), { throwIfNoEntry: false })?.isFile(); }

function ownAddress(where, address) {
  figures.addresses += 1;
  const file = fileOf(address);
  if (file === undefined) findings.push(`${where}: ${address} is not below ${base}`);
  else if (!isThere(file)) findings.push(`${where}: ${address} is not there`);
}

// ---- Linked data ----

function linkedData(file, text) {
  let data;
  try { data = JSON.parse(text); } catch (error) { findings.push(`${file}: linked data: ${error.message}`); return; }
  if (data['@context'] !== 'https://schema.org') findings.push(`${file}: linked data of the context ${data['@context']}`);
  for (const one of data['@graph'] ?? [data]) thing(file, one);
}

function thing(file, { '@type': type, '@context': _, '@graph': __, '@id': id, ...properties }) {
  figures.things += 1;
  if (!isType(type)) { findings.push(`${file}: schema.org has no type ${type}`); return; }
  if (id?.startsWith('http')) ownAddress(`${file}: ${type}`, id);
  for (const name of NEEDED[type] ?? []) if (properties[name] === undefined) findings.push(`${file}: ${type} without ${name}`);
  for (const [name, given] of Object.entries(properties)) {
    const values = valuesOf(type, name);
    if (!values) findings.push(`${file}: ${type} has no property ${name}`);
    else for (const value of [given].flat()) property(file, `${type}.${name}`, value, values);
  }
  if (type === 'BreadcrumbList') inOrder(file, properties.itemListElement ?? []);
}

function property(file, name, value, values) {
  const last = name.split('.').at(-1);
  if (value === '' || value === null) findings.push(`${file}: ${name} is empty`);
  else if (typeof value === 'object') {
    if (value['@type'] === undefined && value['@id'] !== undefined) return;
    if (!isOneOf(value['@type'], values)) findings.push(`${file}: ${name} is no ${value['@type']}, but ${values.join(' or ')}`);
    thing(file, value);
  } else if (/^https:\/\/schema\.org\//.test(value)) {
    if (!isOneOf(value.replace('https://schema.org/', ''), values)) findings.push(`${file}: ${name} is no ${value}`);
  } else if (/^https?:/.test(value)) {
    if (!ELSEWHERE.has(last)) ownAddress(`${file}: ${name}`, value);
  } else if (!isPlain(values)) findings.push(`${file}: ${name} is “${value}”, but should be ${values.join(' or ')}`);
  else if (/^(date|start|end).*/.test(last) && isOneOf('DateTime', values) && !DATE.test(value)) findings.push(`${file}: ${name}: ${value} is no date of ISO 8601 with seconds and zone`);
}

function inOrder(file, items) {
  items.forEach(({ position, item }, at) => {
    if (position !== at + 1) findings.push(`${file}: breadcrumb ${at + 1} has the position ${position}`);
    if (item === undefined && at + 1 < items.length) findings.push(`${file}: breadcrumb ${at + 1} leads nowhere`);
  });
}

// ---- The rest of the head ----

function openGraph(file, { meta, links }) {
  const told = Object.fromEntries(meta.filter(({ property: name }) => name).map(({ property: name, content }) => [name, content]));
  if (Object.keys(told).length === 0 || isNotFoundPage(file)) return;
  for (const name of OPEN_GRAPH) if (!told[name]) findings.push(`${file}: Open Graph without ${name}`);
  for (const name of ['og:url', 'og:image']) if (told[name]) ownAddress(`${file}: ${name}`, told[name]);
  const canonical = links.find(({ rel }) => rel === 'canonical')?.href;
  if (told['og:url'] && canonical && told['og:url'] !== canonical) findings.push(`${file}: og:url and canonical differ`);
  if (told['og:image'] && !told['og:image:alt']) findings.push(`${file}: og:image without a text`);
}

// Pages in several languages name each other and themselves, and are in the language that is said.
function translations(file, head) {
  const named = alternates(file, head);
  for (const [lang, other] of named) {
    figures.translations += 1;
    const target = heads.get(other);
    if (!target) findings.push(`${file}: its translation ${lang} (${other}) is not there`);
    else if (lang !== 'x-default' && !sameLanguage(target.lang, lang)) findings.push(`${file}: its translation ${lang} is in ${target.lang}`);
    else if (![...alternates(other, target).values()].includes(file)) findings.push(`${file}: its translation ${other} does not name it`);
  }
  if (named.size && ![...named].some(([lang, other]) => lang !== 'x-default' && other === file)) findings.push(`${file}: names its translations and not itself`);
}

function alternates(file, { links }) {
  return new Map(links
    .filter(({ rel, hreflang }) => rel === 'alternate' && hreflang)
    .map(({ hreflang, href }) => [hreflang, /^https?:/.test(href) ? fileOf(href) : beside(file, href)]));
}

function sameLanguage(one, other) { return one?.split('-')[0] === other.split('-')[0]; }

// ---- Files ----

function webManifest(file) {
  figures.manifests += 1;
  let manifest;
  try { manifest = JSON.parse(fs.readFileSync(path.join(dir, file), 'utf8')); } catch (error) { findings.push(`${file}: ${error.message}`); return; }
  for (const name of ['name', 'start_url', 'display', 'icons']) if (!manifest[name]?.length) findings.push(`${file}: a manifest without ${name}`);
  for (const address of [manifest.start_url, manifest.scope, ...(manifest.icons ?? []).map(({ src }) => src)].filter(Boolean)) {
    if (!isThere(beside(file, address))) findings.push(`${file}: ${address} is not there`);
  }
  for (const { src, sizes } of manifest.icons ?? []) {
    if (!/^(any|\d+x\d+)( \d+x\d+)*$/.test(sizes ?? '')) findings.push(`${file}: the icon ${src} tells no size`);
  }
}

function feed(file) {
  const text = fs.readFileSync(path.join(dir, file), 'utf8');
  if (!/<feed\b[^>]*xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/.test(text)) return;
  figures.feeds += 1;
  for (const [, address] of text.matchAll(/<link\b[^>]*\bhref="([^"]+)"/g)) ownAddress(file, address);
  const entries = [...text.matchAll(/<entry>(.*?)<\/entry>/gs)].map(([, entry]) => ({ id: /<id>(.*?)<\/id>/.exec(entry)?.[1], updated: /<updated>(.*?)<\/updated>/.exec(entry)?.[1] }));
  if (new Set(entries.map(({ id }) => id)).size !== entries.length) findings.push(`${file}: two entries with one id`);
  const newest = entries.map(({ updated }) => Date.parse(updated)).sort((a, b) => b - a)[0];
  if (newest > Date.parse(/<updated>(.*?)<\/updated>/.exec(text)?.[1])) findings.push(`${file}: older than its newest entry`);
}

// JSON Feed 1.1 (jsonfeed.org).
function jsonFeed(file) {
  figures.feeds += 1;
  let feed;
  try { feed = JSON.parse(fs.readFileSync(path.join(dir, file), 'utf8')); } catch (error) { findings.push(`${file}: ${error.message}`); return; }
  if (feed.version !== 'https://jsonfeed.org/version/1.1' || !feed.title || !Array.isArray(feed.items)) { findings.push(`${file}: no JSON Feed 1.1`); return; }
  for (const address of [feed.home_page_url, feed.feed_url, ...feed.items.map(({ url }) => url)].filter(Boolean)) ownAddress(file, address);
  if (new Set(feed.items.map(({ id }) => id)).size !== feed.items.length) findings.push(`${file}: two items with one id`);
  for (const { id, title, content_text: text, date_published: date } of feed.items) {
    if (typeof id !== 'string' || !title || typeof text !== 'string') findings.push(`${file}: the item ${id} has no title or no text`);
    if (!/T/.test(date) || !DATE.test(date)) findings.push(`${file}: the item ${id} tells no moment: ${date}`);
  }
}

function robots() {
  const file = path.join(dir, 'robots.txt');
  if (!fs.existsSync(file)) return;
  figures.robots = 1;
  for (const line of fs.readFileSync(file, 'utf8').split('\n').map((one) => one.replace(/#.*/, '').trim()).filter(Boolean)) {
    const [, name, value] = /^(User-agent|Allow|Disallow|Sitemap): *(.*)$/i.exec(line) ?? [];
    if (!name) findings.push(`robots.txt: nobody understands “${line}”`);
    else if (/^disallow$/i.test(name) && value === '/') findings.push('robots.txt: keeps everybody out');
    else if (/^sitemap$/i.test(name)) ownAddress('robots.txt', value);
  }
}
