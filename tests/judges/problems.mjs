#!/usr/bin/env node
// ajv over what `check` prints for programs: problems.mjs FOLDER --program WANJIA
// For every site in the folder, SARIF must match its schema (as Microsoft's package brings it), and each line of JSON ours; the sites take turns
// between the two languages.
import './newer-node.mjs';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Draft4 from 'ajv-draft-04';
import Draft2020 from 'ajv/dist/2020.js';
import { HERE, broken, commandLine, inParallel, verdict } from './lib.mjs';

const SARIF = path.join(HERE, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const LINE = path.join(HERE, '../../docs/reference/schemas/problem.json');
const options = { strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false };

const { dir, program, show } = commandLine('problems.mjs FOLDER --program WANJIA [--show N]', { values: ['program', 'show'] });
const isSarif = new (Draft4.default ?? Draft4)(options).compile(JSON.parse(fs.readFileSync(SARIF, 'utf8')));
const isLine = new (Draft2020.default ?? Draft2020)(options).compile(JSON.parse(fs.readFileSync(LINE, 'utf8')));
const beside = fs.mkdtempSync(path.join(os.tmpdir(), 'wanjia-problems-'));
process.on('exit', () => fs.rmSync(beside, { recursive: true, force: true }));
const findings = [];
const sites = fs.readdirSync(dir).filter((name) => fs.existsSync(path.join(dir, name, 'site.yaml')));
let problems = 0;
await inParallel(sites.entries(), os.availableParallelism(), async ([number, site]) => {
  const lang = number % 2 ? 'zh' : 'en';
  const log = JSON.parse(await printed(site, 'sarif', lang));
  if (!isSarif(log)) findings.push(...isSarif.errors.map((error) => `${site}: SARIF${error.instancePath} ${error.message}`));
  const lines = (await printed(site, 'json', lang)).split('\n').filter(Boolean).map((line) => JSON.parse(line));
  for (const line of lines) if (!isLine(line)) findings.push(...isLine.errors.map((error) => `${site}: JSON${error.instancePath} ${error.message}`));
  if (log.runs[0].results.length !== lines.length) findings.push(`${site}: ${lines.length} lines of JSON, but ${log.runs[0].results.length} results`);
  problems += lines.length;
});
if (isSarif({ version: '2.1.0' }) || isLine({ code: 'LNK101' })) findings.push('the schemas accept what they must not');
verdict('problems', { sites: sites.length, problems, findings: findings.length }, findings, { looked: problems, show });

function printed(site, format, lang) {
  const place = ['--site', path.join(dir, site), '--out', path.join(beside, site)];
  const child = spawn(path.resolve(program), ['check', ...place, '--format', format, '--lang', lang, '--as-of', '2026-05-06'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const told = { stdout: '', stderr: '' };
  for (const stream of Object.keys(told)) child[stream].setEncoding('utf8').on('data', (text) => { told[stream] += text; });
  return new Promise((done) => {
    child.on('error', (error) => broken('problems', error.message));
    child.on('close', (status) => (status > 1 || status === null ? broken('problems', told.stderr) : done(told.stdout)));
  });
}
