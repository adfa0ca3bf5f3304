#!/usr/bin/env node
// Opens a report in LibreOffice without a screen: office.mjs DIR
// DIR holds report.xlsx and report.csv, made at once. Both are converted; the Chinese must be intact, the counts of both the
// same, numbers must be numbers and telephone numbers texts.
import './newer-node.mjs';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { commandLine, verdict } from './lib.mjs';

// Comma, quotes, UTF-8, from line 1; quoted texts, values as they are shown; every sheet into a file of its own.
const AS_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1';
const FROM_CSV = '--infilter=Text - txt - csv (StarCalc):44,34,76,1';

const options = commandLine('office.mjs DIR [--show N]', { values: ['show'] });
const out = fs.mkdtempSync(path.join(options.dir, 'opened-'));
const findings = [];

convert('report.xlsx', []);
const [counts, items, stations] = ['汇总', '明细', '站点'].map((name) => rows(`report-${name}.csv`));
convert('report.csv', [FROM_CSV]);
const fromCsv = rows(fs.existsSync(path.join(out, 'report.csv')) ? 'report.csv' : 'report-report.csv');

const plain = (table) => table.map((row) => row.map((cell) => cell.value));
const same = JSON.stringify(plain(counts)) === JSON.stringify(plain(fromCsv));
if (!same) findings.push(`the workbook and the CSV file differ:\n${JSON.stringify(plain(counts))}\n${JSON.stringify(plain(fromCsv))}`);
const written = fs.readFileSync(path.join(options.dir, 'report.csv'), 'utf8').replace(/^\ufeff/, '');
for (const row of counts) if (!written.includes(row[0].value)) findings.push(`the measure ${row[0].value} is not in the file as it was written`);
for (const row of counts.slice(1)) if (row[1].isText) findings.push(`${row[0].value}: ${row[1].value} is a text, not a number`);
const telephone = stations[0].findIndex((cell) => cell.value === '公开电话');
for (const row of stations.slice(1)) {
  if (!row[telephone].isText || !/^0\d{2,3}-\d{7,8}$/.test(row[telephone].value)) findings.push(`the telephone ${row[telephone].value} is no text any more`);
}
const sum = items.slice(1).filter((row) => row[0].value === counts[1][0].value).length;
if (sum !== Number(counts[1].find((_, column) => counts[0][column].value === '合计').value)) findings.push('the items do not add up to the count');
for (const sheet of [items, stations]) if (sheet.length < 2) findings.push('a sheet is empty');

fs.rmSync(out, { recursive: true });
verdict('office', { sheets: 3, rows: counts.length + items.length + stations.length }, findings, { looked: items.length, show: options.show });

// A profile of its own, so that an office that is open on the same machine is not asked.
function convert(name, more) {
  const profile = `-env:UserInstallation=file://${path.resolve(out)}/profile`;
  const words = [profile, '--headless', ...more, '--convert-to', AS_CSV, '--outdir', out, path.join(options.dir, name)];
  const { status, stderr } = spawnSync('soffice', words, { encoding: 'utf8', timeout: 120_000 });
  if (status !== 0) findings.push(`${name} does not open: ${stderr}`);
}

// The cells of a CSV file whose texts are quoted and whose numbers are not.
function rows(name) {
  const file = path.join(out, name);
  if (!fs.existsSync(file)) {
    findings.push(`there is no sheet ${name}: ${fs.readdirSync(out)}`);
    return [[{ value: '', isText: true }]];
  }
  const cell = /("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/gy;
  const table = [[]];
  const text = fs.readFileSync(file, 'utf8').replace(/^\ufeff/, '').replaceAll('\r\n', '\n').trimEnd();
  for (let at = 0; at <= text.length; ) {
    cell.lastIndex = at;
    const [whole, value, end] = cell.exec(text);
    const isText = value.startsWith('"');
    table.at(-1).push({ value: isText ? value.slice(1, -1).replaceAll('""', '"') : value, isText });
    if (end === '') break;
    if (end === '\n') table.push([]);
    at += whole.length;
  }
  return table;
}
