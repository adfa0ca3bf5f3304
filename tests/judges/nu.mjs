#!/usr/bin/env node
// The Nu HTML checker over the HTML, CSS and SVG of a folder: nu.mjs DIR [--max N]
import './newer-node.mjs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { HERE, broken, commandLine, files, pages, sample, verdict } from './lib.mjs';

const JAR = path.join(HERE, 'node_modules/vnu-jar/build/dist/vnu.jar');
// Few enough that the addresses of one round fit on a command line.
const ROUND = 500;

const { dir, max, show } = commandLine('nu.mjs DIR [--max N] [--show N]', { values: ['max', 'show'] });
const html = sample(dir, pages(dir), max);
const others = files(dir, /\.(css|svg)$/i);

function check(round) {
  const java = spawnSync('java', [
    '-Xss4m', '-XX:+UseSerialGC', '-jar', JAR, '--also-check-css', '--also-check-svg', '--format', 'json', '--stdout', '--exit-zero-always',
    ...round.map((file) => path.join(dir, file)),
  ], { encoding: 'utf8', maxBuffer: 1 << 30 });
  try {
    return JSON.parse(java.stdout).messages;
  } catch {
    return broken('nu', java.error?.message ?? java.stderr.slice(0, 2000));
  }
}

const all = [...html, ...others];
const messages = [];
for (let at = 0; at < all.length; at += ROUND) messages.push(...check(all.slice(at, at + ROUND)));

const root = `${pathToFileURL(dir).href.replace('file://', 'file:')}/`;
const kind = (message) => (message.type === 'info' ? message.subType ?? 'info' : 'error');
const told = messages.filter((message) => kind(message) !== 'info');
const findings = told.map((message) => {
  const place = `${(message.url ?? '').replace(root, '')}:${message.lastLine ?? '?'}:${message.lastColumn ?? '?'}`;
  return `${kind(message)} ${place} ${message.message}`;
});
const count = (what) => messages.filter((message) => kind(message) === what).length;
verdict('nu', { html: html.length, css_and_svg: others.length, errors: count('error'), warnings: count('warning') }, findings, { looked: html.length, show });
