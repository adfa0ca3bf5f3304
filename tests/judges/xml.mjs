#!/usr/bin/env node
// libxml2 over the XML of a folder: xml.mjs DIR
// Everything must be well-formed; sitemaps must also match the schema of sitemaps.org (from the
// package sitemap, and `alternate.xsd`) and name pages that exist, feeds must be what RFC 4287 says (`atom.rng`).
import './newer-node.mjs';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { HERE, broken, commandLine, files, verdict } from './lib.mjs';

const FEED = path.join(HERE, 'atom.rng');
const SCHEMA = path.join(HERE, 'sitemap.xsd');

const { dir, prefix, show } = commandLine('xml.mjs DIR [--prefix /rd/] [--show N]', { values: ['prefix', 'show'] });
const all = files(dir, /\.(xml|svg|atom|rss)$/i);
const findings = [];
let locations = 0;
for (const file of all) {
  lint(file, []);
  const text = fs.readFileSync(path.join(dir, file), 'utf8');
  if (/<feed[\s>]/.test(text)) lint(file, ['--relaxng', FEED]);
  if (!/<urlset[\s>]/.test(text)) continue;
  lint(file, ['--schema', SCHEMA]);
  for (const [, location] of text.matchAll(/<loc>\s*([^<]*?)\s*<\/loc>/g)) exists(file, location);
}
verdict('xml', { files: all.length, sitemap_locations: locations, findings: findings.length }, findings, { looked: all.length, show });

function lint(file, how) {
  const xmllint = spawnSync('xmllint', ['--noout', '--nonet', ...how, path.join(dir, file)], { encoding: 'utf8' });
  if (xmllint.error) broken('xml', xmllint.error.message);
  if (xmllint.status !== 0) findings.push(`${file}: ${xmllint.stderr.replaceAll(`${dir}/`, '').trim().split('\n').slice(0, 3).join(' | ')}`);
}

function exists(file, location) {
  locations += 1;
  let address;
  try { address = decodeURIComponent(new URL(location).pathname); } catch { findings.push(`${file}: ${location} is no whole address`); return; }
  const inside = address.startsWith(prefix) ? address.slice(prefix.length) : null;
  const target = inside === null ? null : path.join(dir, inside.endsWith('/') || inside === '' ? `${inside}index.html` : inside);
  if (!target || !fs.existsSync(target)) findings.push(`${file}: ${location} is not a page of this folder`);
}
