#!/usr/bin/env node
// Two parsers over the calendars of a folder: ics.mjs DIR
// ical.js and Python's icalendar must read every calendar, and find the same events in it: names, days and hours, words and states.
// Besides: lines as long as RFC 5545 allows, no two events of one name, none that ends before it begins, no empty calendar.
import './newer-node.mjs';
import ICAL from 'ical.js';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { HERE, broken, commandLine, files, verdict } from './lib.mjs';

const { dir, show } = commandLine('ics.mjs DIR [--prefix /rd/] [--show N]', { values: ['prefix', 'show'] });
const all = files(dir, /\.ics$/i);
const findings = [];
let events = 0;
const second = readByIcalendar();
for (const file of all) {
  const text = fs.readFileSync(path.join(dir, file), 'utf8');
  lines(file, text);
  const [one, other] = [readByIcalJs(text), second.get(path.join(dir, file))];
  for (const fault of one.faults) findings.push(`${file}: ical.js: ${fault}`);
  for (const fault of other.faults) findings.push(`${file}: icalendar: ${fault}`);
  if (one.name !== other.name) findings.push(`${file}: its name is “${one.name}” and “${other.name}”`);
  agree(file, one.events, other.events);
  sound(file, one.events);
  events += one.events.length;
}
verdict('ics', { files: all.length, events, findings: findings.length }, findings, { looked: events, show });

function readByIcalendar() {
  const python = spawnSync(path.join(HERE, '.venv/bin/python3'), [path.join(HERE, 'ics.py')], {
    input: all.map((file) => `${path.join(dir, file)}\n`).join(''), encoding: 'utf8', maxBuffer: 1 << 28,
  });
  if (python.error || python.status !== 0) broken('ics', python.error?.message ?? python.stderr);
  return new Map(python.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line)).map((told) => [told.file, told]));
}

function readByIcalJs(text) {
  try {
    const whole = new ICAL.Component(ICAL.parse(text));
    const read = whole.getAllSubcomponents('vevent').map((part) => {
      const word = (name) => part.getFirstPropertyValue(name) ?? '';
      const moment = (name) => {
        const time = part.getFirstPropertyValue(name);
        return time?.isDate ? time.toICALString() : time?.convertToZone(ICAL.Timezone.utcTimezone).toICALString();
      };
      const words = Object.fromEntries(['uid', 'summary', 'location', 'description', 'status'].map((name) => [name, word(name)]));
      return { dtstart: moment('dtstart'), dtend: moment('dtend'), ...words, sequence: Number(word('sequence')) };
    });
    return { name: whole.getFirstPropertyValue('x-wr-calname') ?? '', events: read, faults: [] };
  } catch (fault) {
    return { name: '', events: [], faults: [fault.message] };
  }
}

function agree(file, one, other) {
  if (one.length !== other.length) findings.push(`${file}: ${one.length} events for ical.js, ${other.length} for icalendar`);
  one.slice(0, other.length).forEach((event, index) => {
    for (const [name, value] of Object.entries(event)) {
      if (value !== other[index][name]) findings.push(`${file}: ${event.uid}: ${name} is “${value}” for ical.js, “${other[index][name]}” for icalendar`);
    }
  });
}

function sound(file, found) {
  if (found.length === 0) findings.push(`${file}: no events`);
  const names = new Set();
  for (const { uid, summary, dtstart, dtend } of found) {
    if (!uid || names.has(uid)) findings.push(`${file}: ${uid ? `two events are called ${uid}` : 'an event without a name'}`);
    names.add(uid);
    if (!summary) findings.push(`${file}: ${uid}: no summary`);
    if (!(dtstart < dtend)) findings.push(`${file}: ${uid}: ends before it begins`);
  }
}

function lines(file, text) {
  if (!text.endsWith('\r\n') || /[^\r]\n/.test(text)) findings.push(`${file}: a line does not end as RFC 5545 says`);
  const long = text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75);
  if (long.length) findings.push(`${file}: ${long.length} lines of more than 75 octets`);
}
