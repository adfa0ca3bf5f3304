#!/usr/bin/env node
// The same folder behind nginx, Apache and Python's http.server, each with a configuration of its
// own in a temporary folder, on loopback only: servers.mjs DIR [--prefix /rd/] [--only nginx,apache,python]
// Behind each, linkinator follows every link from the home page, every file must come back byte for
// byte, and a wrong address must bring the folder's 404 page (Python's server has no such setting).
import './newer-node.mjs';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LinkChecker } from 'linkinator';
import { EXIT, broken, commandLine, files, inParallel, verdict } from './lib.mjs';

const AS_ROOT = process.getuid() === 0;
const options = commandLine('servers.mjs DIR [--prefix /rd/] [--only NAME,NAME] [--show N]', { values: ['prefix', 'only', 'show'] });
const { dir, prefix } = options;
const notFound = fs.existsSync(path.join(dir, '404.html')) ? `${prefix}404.html` : null;

const SERVERS = {
  nginx: {
    config: nginxConfig,
    command: (home) => ['nginx', ['-p', home, '-c', path.join(home, 'server.conf'), '-e', path.join(home, 'error.log')]],
    ownNotFoundPage: true,
  },
  apache: {
    config: apacheConfig,
    command: (home) => ['apache2', ['-d', home, '-f', path.join(home, 'server.conf'), '-DFOREGROUND']],
    ownNotFoundPage: true,
  },
  python: {
    config: () => '',
    command: (home, root, port) => ['python3', ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', root]],
    ownNotFoundPage: false,
  },
};

function nginxConfig(home, root, port) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`);
  return `daemon off; worker_processes 1; pid ${home}/pid; ${AS_ROOT ? `user ${os.userInfo().username};` : ''}
events { worker_connections 256; }
http {
  types { ${mediaTypes().map(([type, endings]) => `${type} ${endings};`).join(' ')} }
  default_type application/octet-stream; access_log off; ${temporary.join(' ')}
  server { listen 127.0.0.1:${port}; root ${root}; index index.html; charset utf-8; ${notFound ? `error_page 404 ${notFound};` : ''} }
}
`;
}

function apacheConfig(home, root, port) {
  fs.writeFileSync(path.join(home, 'types'), mediaTypes().map((pair) => pair.join(' ')).join('\n'));
  const modules = ['mpm_event', 'authz_core', 'dir', 'mime']
    .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
  return `${modules.join('\n')}
Listen 127.0.0.1:${port}
ServerName 127.0.0.1
PidFile ${home}/pid
ErrorLog ${home}/error.log
Mutex file:${home}
TypesConfig ${home}/types
DocumentRoot ${root}
DirectoryIndex index.html
StartServers 1
ThreadsPerChild 16
MaxRequestWorkers 16
AddDefaultCharset utf-8
${AS_ROOT ? 'User www-data\nGroup www-data' : ''}
${notFound ? `ErrorDocument 404 ${notFound}` : ''}
<Directory ${root}>
  Options FollowSymLinks
  Require all granted
</Directory>
`;
}

function mediaTypes() {
  return [
    ['text/html', 'html htm'], ['text/css', 'css'], ['text/javascript', 'js mjs'], ['application/json', 'json'],
    ['text/xml', 'xml'], ['image/svg+xml', 'svg'], ['image/png', 'png'], ['image/jpeg', 'jpg jpeg'], ['image/webp', 'webp'],
    ['text/plain', 'txt'], ['application/pdf', 'pdf'], ['text/calendar', 'ics'],
  ];
}

const wanted = (options.only ?? Object.keys(SERVERS).join(',')).split(',');
const findings = [];
const figures = {};
let looked = 0;
// However this run ends, it leaves no server and no folder behind.
const running = new Set();
process.on('exit', () => running.forEach((tidy) => tidy()));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(EXIT.broken));
for (const name of wanted) await judge(name, SERVERS[name] ?? broken('servers', `no server ${name}`));
verdict(`servers at ${prefix}`, { ...figures, findings: findings.length }, findings, { looked, show: options.show });

async function judge(name, server) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), `judge-${name}-`));
  fs.chmodSync(home, 0o755);
  const root = documentRoot(home);
  const port = await freePort();
  fs.writeFileSync(path.join(home, 'server.conf'), server.config(home, root, port));
  const [program, words] = server.command(home, root, port);
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
  const tidy = () => { child.kill('SIGTERM'); fs.rmSync(home, { recursive: true, force: true }); };
  running.add(tidy);
  let said = '';
  child.stderr.on('data', (text) => { said = (said + text).slice(-4000); });
  child.on('error', (error) => broken('servers', `${name}: ${error.message}`));
  const ended = new Promise((done) => { child.on('exit', done); });
  const base = `http://127.0.0.1:${port}${prefix}`;
  if (await answers(port, child)) await look(name, server, base);
  else findings.push(`${name}: did not start: ${said.trim()}`);
  child.kill('SIGTERM');
  await ended;
  running.delete(tidy);
  tidy();
}

// Under a prefix the document root holds nothing but links down to the folder.
function documentRoot(home) {
  if (prefix === '/') return dir;
  const root = path.join(home, 'root');
  const place = path.join(root, prefix);
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.symlinkSync(dir, place.replace(/\/$/, ''));
  return root;
}

function freePort() {
  return new Promise((done) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function answers(port, child) {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries += 1) {
    try { await fetch(`http://127.0.0.1:${port}/`); return true; } catch { await wait(100); }
  }
  return false;
}

async function look(name, server, base) {
  const links = await crawl(name, base);
  const same = await compare(name, base);
  if (server.ownNotFoundPage && notFound) await wrongAddress(name, base);
  figures[name] = `${links}_links_${same}_files`;
  looked += links;
}

async function crawl(name, base) {
  let links = 0;
  const checker = new LinkChecker();
  checker.on('link', (link) => {
    if (link.state !== 'SKIPPED') links += 1;
    if (link.state === 'BROKEN') findings.push(`${name}: ${decodeURI(link.parent ?? '').replace(base, '/')}: ${decodeURI(link.url).replace(base, '/')} ${link.status ?? ''}`);
  });
  const origin = new URL(base).origin;
  await checker.check({
    path: base, recurse: true, concurrency: 8, timeout: 20_000, checkCss: true,
    linksToSkip: async (link) => !link.startsWith(`${origin}/`),
  });
  return links;
}

async function compare(name, base) {
  const all = files(dir);
  await inParallel(all, 8, async (file) => {
    const answer = await fetch(base + file.split('/').map(encodeURIComponent).join('/'));
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.status !== 200) findings.push(`${name}: ${file}: HTTP ${answer.status}`);
    else if (!bytes.equals(fs.readFileSync(path.join(dir, file)))) findings.push(`${name}: ${file}: other bytes than in the folder`);
  });
  return all.length;
}

async function wrongAddress(name, base) {
  const answer = await fetch(`${base}no/such/page/`);
  const text = await answer.text();
  if (answer.status !== 404 || text !== fs.readFileSync(path.join(dir, '404.html'), 'utf8')) {
    findings.push(`${name}: a wrong address answers ${answer.status} without the folder's 404 page`);
  }
}
