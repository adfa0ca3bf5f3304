#!/usr/bin/env node
// yaml-language-server over the fields of a site: yaml.mjs SITE --program WANJIA
// With the schemas and settings that `wanjia schema --write` makes, the server must accept every YAML file and the front matter of
// every story and page, and of their translations. Then mistakes are planted, each in a copy of a file: what `check` rejects in a field the server must reject on
// the same line, and what it rejects `check` must not accept.
import './newer-node.mjs';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { languageServer } from './language-server.mjs';
import { TABLE_FILES } from './fixtures.mjs';
import { INSTEAD, SORTS, mistakes } from './mistakes.mjs';
import { broken, commandLine, files, inParallel, verdict } from './lib.mjs';

const FOLDERS = { stations: 'station', deputies: 'deputy', campaigns: 'campaign', projects: 'project', suggestions: 'suggestion', tasks: 'tasks', opinions: 'opinions', deeds: 'deeds', stories: 'story', pages: 'page' };
const TABLES = { 'data/holidays.yaml': 'holidays', 'data/wording.yaml': 'wording' };
const IN_MARKDOWN = ['story', 'page', 'story-translation', 'page-translation'];
const KINDS = ['site', 'district', ...new Set([...Object.values(FOLDERS), ...Object.values(TABLES), ...IN_MARKDOWN])];
// What a schema cannot know, because it depends on the settings or on another field; nor does it know quotation marks.
const BEYOND = ['site columns[].kinds', 'site columns[].kinds[]', 'suggestion result', 'story facts', 'station tel'];

const { dir, program: given, thorough, show } = commandLine('yaml.mjs SITE --program WANJIA [--thorough] [--show N]', { flags: ['thorough'], values: ['program', 'show'] });
const program = path.resolve(given);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'wanjia-yaml-'));
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));

const wrote = spawnSync(program, ['schema', '--write', '--site', work], { encoding: 'utf8' });
if (wrote.status !== 0) broken('yaml', wrote.stderr || String(wrote.error));
const schemas = JSON.parse(fs.readFileSync(path.join(work, '.vscode/settings.json'), 'utf8'))['yaml.schemas'];
for (const kind of IN_MARKDOWN) schemas[`./.vscode/wanjia/${kind}.json`] = [`/front-matter/${kind}/*.yaml`];
const server = await languageServer(work, { validate: true, schemas, schemaStore: { enable: false } }, (why) => broken('yaml', why));
const findings = [];

const written = ['site.yaml', ...files(dir, /\.(ya?ml|md)$/).filter((file) => /^(content|data)\//.test(file))];
const texts = { ...TABLE_FILES, ...Object.fromEntries(written.map((file) => [file, fs.readFileSync(path.join(dir, file), 'utf8')])) };
const sources = Object.entries(texts).flatMap(fieldsOf);
await inParallel(sources, 64, async ({ name, text }) => {
  for (const { message, range } of await server.told(name, text)) findings.push(`${name}:${range.start.line + 1}: sound, but: ${message.split('\n')[0]}`);
});

const planted = [...plants()];
await inParallel(planted, 64, async (plant) => {
  plant.server = (await server.told(plant.name, plant.text)).map(({ range, message }) => ({ line: range.start.line + 1, message: message.split('\n')[0] }));
});
server.end();
await check();
for (const plant of planted) judge(plant);
const rejected = planted.filter((plant) => plant.check.some((problem) => isOfField(problem, plant)));
for (const kind of KINDS) {
  for (const sort of SORTS) if (!rejected.some((plant) => plant.kind === kind && plant.wrong === sort)) findings.push(`${kind}: no mistake was planted and rejected: ${sort}`);
}
for (const sort of Object.keys(INSTEAD)) if (!rejected.some(({ wrong }) => wrong === sort)) findings.push(`no mistake was planted and rejected: ${sort}`);
verdict('yaml', { files: sources.length, planted: planted.length, rejected: rejected.length, findings: findings.length }, findings, { looked: rejected.length, show });

/** The kind, the name and the text under which the server sees a file's fields. */
function fieldsOf([file, text]) {
  const folder = file.split('/').findLast((part) => FOLDERS[part]);
  const kind = file === 'site.yaml' ? 'site' : TABLES[file] ?? (file.endsWith('/district.yaml') ? 'district' : FOLDERS[folder]);
  if (kind && file.endsWith('.yaml')) return [{ kind, name: file, text }];
  const front = /^---\n([\s\S]*?\n)---\n/.exec(text);
  const whole = /\.[a-z]{2,3}\.md$/.test(file) ? `${kind}-translation` : kind;
  if (front && IN_MARKDOWN.includes(whole)) return [{ kind: whole, name: `front-matter/${whole}/${file.replaceAll('/', '-')}.yaml`, text: front[1] }];
  findings.push(`${file}: was not examined, for nobody knows what it is`);
  return [];
}

/** A text for every mistake, under names by which the server and the program know its kind. */
function* plants() {
  const known = new Set();
  const schemaOf = Object.fromEntries([...new Set(sources.map(({ kind }) => kind))].map((kind) => [kind, JSON.parse(fs.readFileSync(path.join(work, `.vscode/wanjia/${kind}.json`), 'utf8'))]));
  let number = 0;
  // The shortest files first: what is planted in them is judged soonest.
  for (const source of sources.toSorted((a, b) => a.text.length - b.text.length)) {
    const isNew = (key) => !known.has(`${source.kind} ${key}`) && known.add(`${source.kind} ${key}`);
    for (const mistake of mistakes(source.text, schemaOf[source.kind], isNew, thorough ? 1 : 4)) {
      number += 1;
      yield { kind: source.kind, from: source.name, ...mistake, ...placeOf(source.kind, `m${String(number).padStart(5, '0')}`) };
    }
  }
}

function placeOf(kind, id) {
  if (kind === 'site') return { name: `alone/${id}/site.yaml`, alone: id, file: 'site.yaml' };
  const table = Object.keys(TABLES).find((name) => TABLES[name] === kind);
  if (table) return { name: `alone/${id}/${table}`, alone: id, file: table };
  if (kind === 'district') return same(`content/districts/${id}/district.yaml`);
  if (!IN_MARKDOWN.includes(kind)) return same(`content/${Object.keys(FOLDERS).find((name) => FOLDERS[name] === kind)}/${id}.yaml`);
  const [thing, translation] = kind.split('-');
  const place = Object.keys(FOLDERS).find((name) => FOLDERS[name] === thing);
  return { name: `front-matter/${kind}/${id}.yaml`, file: `content/${place}/2026-01-01-${id}${translation ? '.en' : ''}.md` };
}

function same(name) {
  return { name, file: name };
}

/** What `check` says of each text: of settings one at a time, of all others in one site. */
async function check() {
  const settings = fs.readFileSync(path.join(dir, 'site.yaml'), 'utf8');
  const together = planted.filter((plant) => !plant.alone);
  lay('together', { 'site.yaml': settings, ...Object.fromEntries(together.map((plant) => [plant.file, IN_MARKDOWN.includes(plant.kind) ? `---\n${plant.text}---\n\n示例正文。\n` : plant.text])) });
  const said = await checked('together');
  for (const plant of together) {
    const before = IN_MARKDOWN.includes(plant.kind) ? 1 : 0;
    plant.check = said.filter(({ file }) => file === plant.file).map((problem) => ({ ...problem, line: problem.line - before }));
  }
  await inParallel(planted.filter((plant) => plant.alone), 2, async (plant) => {
    // Settings without a title are enough to have the file judged, and no site is made with them.
    const title = plant.file === 'site.yaml' && !plant.field.startsWith('title') ? lineOf(plant.text, /^title:.*$/m) : 0;
    lay(plant.alone, { 'site.yaml': settings, [plant.file]: title ? plant.text.replace(/^title:.*$/m, 'title: ~') : plant.text });
    plant.check = (await checked(plant.alone)).filter(({ file, line, message }) => file === plant.file && !(line === title && message.startsWith('`title`')));
  });
}

function lineOf(text, pattern) {
  return text.slice(0, pattern.exec(text).index).split('\n').length;
}

function lay(site, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const file = path.join(work, 'sites', site, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}

function checked(site) {
  const place = ['--site', path.join(work, 'sites', site), '--out', path.join(work, 'out', site)];
  const child = spawn(program, ['check', ...place, '--format', 'json', '--lang', 'en', '--as-of', '2026-05-06'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let told = '';
  child.stdout.on('data', (text) => { told += text; });
  return new Promise((resolve) => {
    child.on('close', (status) => {
      if (status > 1) findings.push(`${site}: check ended with ${status}`);
      resolve(told.split('\n').filter(Boolean).map((line) => JSON.parse(line)));
    });
  });
}

/** Whether the problem is one of the planted field by itself: what a schema can know. */
function isOfField({ code }, { kind, field, wrong, certain }) {
  if (!certain && (BEYOND.includes(`${kind} ${field}`) || (field.endsWith('[]') && wrong === 'several values in one'))) return false;
  // A field that only some values of others make necessary is missing as well when it is wrong.
  return code === 'FLD102' ? certain : /^(FLD1(0[1-9]|10)|DAT10[1-3]|LNG104|YML)/.test(code);
}

function judge(plant) {
  const { kind, field, wrong, certain, from, server, check } = plant;
  const place = `${kind} (from ${from}): ${field}: ${wrong}`;
  const inField = check.filter((problem) => isOfField(problem, plant));
  if (certain && !inField.length) findings.push(`${place}: accepted by check`);
  for (const problem of inField) {
    if (!server.some(({ line }) => isThere(line, problem))) findings.push(`${place}: the server does not say in line ${problem.line}: ${problem.code} ${problem.message}${server.length ? `; but ${server[0].line}: ${server[0].message}` : ''}`);
  }
  if (!certain && server.length && !server.some(({ line }) => check.some((problem) => isThere(line, problem)))) {
    findings.push(`${place}: the server says in line ${server[0].line} what check does not: ${server[0].message}`);
  }
}

// Of a group without a field that it needs, the server marks the name, the program the first field below it.
function isThere(line, problem) {
  return line === problem.line || (problem.code === 'FLD102' && line === problem.line - 1);
}
