#!/usr/bin/env node
// lychee, straight from the files, fragments included:
//   lychee.mjs DIR [--prefix /rd/] [--base-url https://host.example/rd/]
// Links from the root of the host count from DIR, below the prefix. Links to other sites are left
// out (no network); those to the site's own base URL are looked up in DIR.
import './newer-node.mjs';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { HERE, broken, commandLine, files, verdict } from './lib.mjs';

const options = commandLine('lychee.mjs DIR [--prefix /rd/] [--base-url URL] [--show N]', { values: ['prefix', 'base-url', 'show'] });
const { dir, prefix } = options;
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'judge-lychee-'));
const inputs = files(dir, /\.(html?|css|xml)$/i);
const lychee = spawnSync(path.join(HERE, '.venv/bin/lychee'), [
  '--offline', '--no-progress', '--no-ignore', '--include-fragments', '--root-dir', rootOfHost(), '--index-files', 'index.html',
  ...ownAddresses(), '--format', 'json', '--files-from', '-',
], { input: inputs.map((file) => path.join(dir, file)).join('\n'), encoding: 'utf8', maxBuffer: 1 << 30 });
fs.rmSync(home, { recursive: true });

let report;
try { report = JSON.parse(lychee.stdout); } catch { broken('lychee', lychee.error?.message ?? lychee.stderr.slice(0, 2000)); }
const findings = Object.entries(report.error_map).flatMap(([file, links]) => links.map((link) => (
  `${path.relative(dir, file)}:${link.span?.line ?? '?'} ${String(link.url).replace(`file://${dir}`, '')} ${link.status?.text ?? ''}`
)));
verdict(`lychee at ${prefix}`, { inputs: inputs.length, links: report.total, good: report.successful, broken: report.errors, other_sites: report.excludes }, findings, { looked: report.successful, show: options.show });

// Under a prefix the root of the host holds nothing but links down to the folder.
function rootOfHost() {
  if (prefix === '/') return dir;
  const place = path.join(home, prefix);
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.symlinkSync(dir, place.replace(/\/$/, ''));
  return home;
}

function ownAddresses() {
  const base = options['base-url'];
  if (!base) return [];
  const literally = base.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return ['--remap', `^${literally} file://${encodeURI(dir)}/`];
}
