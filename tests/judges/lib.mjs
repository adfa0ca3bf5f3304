// What the runners share: reading the command line, listing and sampling pages, serving a folder
// on this machine's loopback address, and reporting.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

/** The folder of the runners. */
export const HERE = path.dirname(fileURLToPath(import.meta.url));

/** Exit codes of a runner: all well, findings, wrong usage, the judge itself broke. */
export const EXIT = { ok: 0, findings: 1, usage: 2, broken: 3 };

/**
 * Reads `DIR [--name value] [--flag]`. `flags` names the options that take no value and `values`
 * those that do; anything else ends the run with the usage.
 */
export function commandLine(usage, { flags = [], values = [], positional = 1 } = {}) {
  const options = {};
  const rest = [];
  const words = process.argv.slice(2);
  while (words.length) {
    const word = words.shift();
    const name = word.replace(/^--/, '');
    if (!word.startsWith('--')) rest.push(word);
    else if (flags.includes(name)) options[name] = true;
    else if (values.includes(name) && words.length) options[name] = words.shift();
    else stop(usage);
  }
  if (rest.length < positional) stop(usage);
  const dir = path.resolve(rest[0]);
  if (!fs.statSync(dir, { throwIfNoEntry: false })?.isDirectory()) {
    console.error(`${rest[0]}: not a folder`);
    process.exit(EXIT.usage);
  }
  if (options.prefix && !/^\/(.*\/)?$/.test(options.prefix)) stop(usage);
  return { dir, rest: rest.slice(1), prefix: '/', ...options, max: Number(options.max ?? 0) };
}

function stop(usage) {
  console.error(`usage: ${usage}`);
  process.exit(EXIT.usage);
}

/** Every file of the folder, as sorted paths with `/`, hidden ones left out. */
export function files(dir, pattern = /./) {
  return fs.readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !/(^|\/)\./.test(file) && pattern.test(file))
    .sort();
}

/** Every HTML page of the folder. */
export const pages = (dir) => files(dir, /\.html?$/i);

/** Is this an old address that only sends its readers on? Nothing leads to it, and nobody can look at it. */
export const isRedirectPage = (dir, file) => /<meta http-equiv="refresh"/i.test(fs.readFileSync(path.join(dir, file), 'utf8'));

/** Every HTML page of the folder that readers see. */
export const seenPages = (dir) => pages(dir).filter((file) => !isRedirectPage(dir, file));

/** Is this the page that a web server shows for a wrong address? */
export const isNotFoundPage = (file) => /^404\.html?$/.test(file);

/**
 * At most about `max` pages (0: all), with every layout kept. A layout is the first folder, the
 * depth and the class of `<body>`; of each layout the longest page comes first, then the shortest,
 * then an even spread, and the layouts take turns.
 */
export function sample(dir, all, max) {
  if (!max || all.length <= max) return all;
  const layouts = new Map();
  for (const file of all) {
    const key = layoutOf(dir, file);
    layouts.set(key, [...(layouts.get(key) ?? []), file]);
  }
  const queues = [...layouts.values()].map((group) => byInterest(dir, group));
  const chosen = [];
  for (let round = 0; queues.some((queue) => queue.length > round); round += 1) {
    for (const queue of queues) {
      if (queue.length > round && (round === 0 || chosen.length < max)) chosen.push(queue[round]);
    }
    if (chosen.length >= max) break;
  }
  return chosen.sort();
}

function layoutOf(dir, file) {
  const folders = file.split('/').slice(0, -1);
  const head = fs.readFileSync(path.join(dir, file), 'utf8');
  const body = /<body[^>]*\bclass\s*=\s*["']?([^"'>]*)/i.exec(head)?.[1] ?? '';
  const place = folders.length === 0 ? file : `${folders[0]}|${folders.includes('page') ? 'page' : folders.length}`;
  return `${place}|${body.trim().split(/\s+/).sort().join(' ')}`;
}

function byInterest(dir, group) {
  const bySize = group
    .map((file) => ({ file, size: fs.statSync(path.join(dir, file)).size }))
    .sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1))
    .map(({ file }) => file);
  const [longest, ...others] = bySize;
  const shortest = others.pop();
  const spread = spreadOut(others);
  return [longest, shortest, ...spread].filter((file) => file !== undefined);
}

// The middle first, then the middles of the halves, and so on: any beginning of it is even.
function spreadOut(list) {
  const out = [];
  const spans = [[0, list.length]];
  while (spans.length) {
    const [from, to] = spans.shift();
    if (from >= to) continue;
    const middle = (from + to) >> 1;
    out.push(list[middle]);
    spans.push([from, middle], [middle + 1, to]);
  }
  return out;
}

/** The path of a page's address below the site's root: `a/index.html` is `a/`. */
export const addressOf = (file) => file.replace(/(^|\/)index\.html?$/i, '$1').split('/').map(encodeURIComponent).join('/');

const TYPES = {
  html: 'text/html; charset=utf-8', htm: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8', json: 'application/json',
  xml: 'application/xml', txt: 'text/plain; charset=utf-8', svg: 'image/svg+xml', png: 'image/png',
  jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp', avif: 'image/avif', gif: 'image/gif',
  ico: 'image/x-icon', woff2: 'font/woff2', pdf: 'application/pdf', ics: 'text/calendar; charset=utf-8',
  webmanifest: 'application/manifest+json', zip: 'application/zip',
};

/** Is this a kind of file that a web server compresses? */
export const isText = (type) => /^text\/|javascript|json|xml/.test(type);

/** The type that a web server tells of a file. */
export const typeOf = (file) => TYPES[path.extname(file).slice(1).toLowerCase()] ?? 'application/octet-stream';

/** The bytes as they travel: text compressed at gzip's usual level, anything else as it is. */
export const asSent = (bytes, type) => (isText(type) ? zlib.gzipSync(bytes, { level: 6 }) : bytes);

/**
 * Serves the folder on a free loopback port under `prefix`, the way a plain web server would; with
 * `hosted`, as a well-kept host does: text compressed, and files named by their digest kept for good.
 */
export function serve(dir, { prefix = '/', headers = {}, hosted = false, sent = () => {} } = {}) {
  const server = http.createServer((request, response) => {
    const { status, file, location } = resolve(dir, prefix, request.url);
    if (location) return response.writeHead(status, { location }).end();
    if (!file) return response.writeHead(status, { 'content-type': 'text/plain' }).end(String(status));
    const type = typeOf(file);
    const compressed = hosted && isText(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(status, { 'content-type': type, ...headers, ...(hosted && caching(dir, file)), ...(compressed && { 'content-encoding': 'gzip', vary: 'accept-encoding' }) });
    if (request.method === 'HEAD') return response.end();
    const bytes = compressed && asSent(fs.readFileSync(file), type);
    sent(bytes ? bytes.length : fs.statSync(file).size);
    if (compressed) return response.end(bytes);
    return fs.createReadStream(file).pipe(response);
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done({
      base: `http://127.0.0.1:${server.address().port}${prefix}`,
      close() { server.closeAllConnections(); server.close(); },
    }));
  });
}

// A digest in the name, of the file or of its folder, tells that the content never changes.
function caching(dir, file) {
  const forGood = /(^|[-/])[0-9a-f]{8,}[./]/.test(path.relative(dir, file));
  return { 'cache-control': forGood ? 'public, max-age=31536000, immutable' : 'public, max-age=600' };
}

function resolve(dir, prefix, address) {
  let wanted;
  try { wanted = decodeURIComponent(new URL(address, 'http://host').pathname); } catch { return { status: 400 }; }
  if (!wanted.startsWith(prefix)) return { status: 404 };
  const inside = path.join(dir, wanted.slice(prefix.length));
  if (inside !== dir && !inside.startsWith(dir + path.sep)) return { status: 404 };
  const stat = fs.statSync(inside, { throwIfNoEntry: false });
  if (stat?.isFile()) return { status: 200, file: inside };
  if (stat?.isDirectory() && !wanted.endsWith('/')) {
    return { status: 301, location: `${encodeURI(wanted)}/` };
  }
  const index = path.join(inside, 'index.html');
  if (stat?.isDirectory() && fs.existsSync(index)) return { status: 200, file: index };
  const notFound = path.join(dir, '404.html');
  return { status: 404, file: fs.existsSync(notFound) ? notFound : undefined };
}

/** Runs `work` over the list, `width` at a time. */
export async function inParallel(list, width, work) {
  const queue = [...list];
  const worker = async () => { while (queue.length) await work(queue.shift()); };
  await Promise.all(Array.from({ length: width }, worker));
}

/**
 * Prints one line with the verdict and the figures, then the findings, and ends the run. A judge
 * that looked at nothing has not judged: `looked` must be above zero.
 */
export function verdict(judge, figures, findings, { looked, show = 40 }) {
  const line = Object.entries(figures).map(([name, value]) => `${name}=${value}`).join(' ');
  const word = findings.length ? 'FAIL' : looked ? 'ok' : 'FAIL (nothing to judge)';
  console.log(`${judge}: ${word}  ${line}`);
  for (const finding of findings.slice(0, Number(show))) console.log(`  ${finding}`);
  if (findings.length > show) console.log(`  … and ${findings.length - show} more`);
  process.exit(findings.length || !looked ? EXIT.findings : EXIT.ok);
}

/** Ends the run because the judge itself could not work. */
export function broken(judge, why) {
  console.error(`${judge}: could not judge: ${why}`);
  process.exit(EXIT.broken);
}
