#!/usr/bin/env node
// The four people that a site of liaison stations is made for, on the demonstration site: by keyboard alone
// and by touch, with and without JavaScript. journeys.mjs DIR [--only resident] [--way keyboard]
// A finding is what stands in their way.
import './newer-node.mjs';
import fs from 'node:fs';
import path from 'node:path';
import { commandLine, serve, verdict } from './lib.mjs';
import { WAYS, arrive, open } from './visitor.mjs';

const STATION = '/stations/kly-017/';
const PRACTICE = '/stories/2025-08-20-bandeng-yishi/';
const SHEET = '/stories/2026-05-20-zaoshi-jiedai/';
const PROJECT = '/projects/kly-2026-03-fushou-gandeng/';
// How far anything may be from the home page.
const CLICKS = 3;
// Large print: text, and what is to be hit, in CSS pixels.
const LARGE = { text: 24, target: 60 };

const JOURNEYS = { resident, deputy, office, editor };

const options = commandLine('journeys.mjs DIR [--prefix /rd/] [--only JOURNEY] [--way keyboard|touch] [--show N]', { values: ['prefix', 'only', 'way', 'show'] });
const hasEnglish = fs.existsSync(path.join(options.dir, 'en/index.html'));
const site = await serve(options.dir, { prefix: options.prefix });
const browser = await open();
const findings = [];
const figures = { journeys: 0, clicks: 0, findings: 0 };
for (const [name, walk] of Object.entries(JOURNEYS)) {
  if (options.only && name !== options.only) continue;
  for (const way of options.way ? [options.way] : WAYS) {
    for (const javascript of [true, false]) await go(name, walk, way, javascript);
  }
}
await browser.close();
site.close();
figures.findings = findings.length;
verdict('journeys', figures, [...new Set(findings)], { looked: figures.clicks, show: options.show });

async function go(name, walk, way, javascript) {
  const report = (what) => findings.push(`${name}, ${way}${javascript ? '' : ', without JavaScript'}: ${what}`);
  const visitor = await arrive(browser, site.base, { way, javascript, report });
  visitor.javascript = javascript;
  visitor.walked = 0;
  try {
    await walk(visitor);
  } catch (error) {
    report(`${visitor.place}: ${error.message.split('\n')[0]}`);
  }
  figures.journeys += 1;
  figures.clicks += visitor.walked;
  await visitor.leave();
}

// From where the visitor is, along these places, in few enough clicks.
async function along(visitor, ...targets) {
  for (const target of targets) {
    const [wanted, within] = typeof target === 'string' ? [{ to: target }, 'main'] : [target, target.within ?? 'main'];
    if (!await visitor.follow(wanted, within)) return false;
    visitor.walked += 1;
    if (!visitor.touch && visitor.javascript) await visitor.tabThrough();
  }
  if (visitor.clicks > CLICKS) visitor.report(`${visitor.place}: ${visitor.clicks} clicks from home, more than ${CLICKS}`);
  return true;
}

// A resident looks for the station of their township and when somebody is there, reads it in large print, and telephones.
async function resident(visitor) {
  if (!await along(visitor, '/districts/kly/')) return;
  await visitor.reads(['河畔街道']);
  if (!await along(visitor, STATION)) return;
  await visitor.reads(['白杨里', /每周二 ?16:00/]);
  await largePrint(visitor);
  if (!await visitor.sees('main a[href="tel:09900000017"]')) visitor.report(`${visitor.place}: the station's telephone cannot be dialled`);
  else if (!visitor.touch && !await visitor.reach({ css: 'a[href="tel:09900000017"]' })) visitor.report(`${visitor.place}: the keyboard does not reach the telephone`);
}

async function largePrint(visitor) {
  const css = 'a[href$="#large"]';
  if (!await visitor.follow({ css, stays: true }, 'body')) return;
  const is = () => visitor.page.evaluate(() => {
    const text = parseFloat(getComputedStyle(document.querySelector('main p')).fontSize);
    const dial = document.querySelector('main a[href^="tel:"]').getBoundingClientRect();
    return { text, target: Math.round(Math.min(dial.width, dial.height)), wide: document.documentElement.scrollWidth > window.innerWidth + 1 };
  });
  const { text, target, wide } = await is();
  if (text < LARGE.text) visitor.report(`${visitor.place}: large print has ${text} px`);
  if (target < LARGE.target) visitor.report(`${visitor.place}: in large print the telephone is ${target} px, less than ${LARGE.target}`);
  if (wide) visitor.report(`${visitor.place}: in large print the page is wider than the window`);
  if (!visitor.javascript) return;
  await visitor.page.goto(visitor.page.url().replace(/#.*/, ''));
  if ((await is()).text < LARGE.text) visitor.report(`${visitor.place}: large print is forgotten on the next page`);
}

// A deputy looks for a practice: what it measured, and its steps.
async function deputy(visitor) {
  if (!await along(visitor, '/practices/')) return;
  await visitor.reads(['板凳议事', /9\D{0,9}→\D{0,9}41/]);
  if (!await along(visitor, PRACTICE)) return;
  await visitor.reads(['每月接待来访', '41', '截至', '步骤', '先在两个单元试', '花多少钱']);
  await along(visitor, '/deputies/ma-yulan/');
  await visitor.reads(['马玉兰']);
}

// Another district's office wants to copy a practice: who uses it, whom to ask, the sheet of paper, its attachments.
async function office(visitor) {
  if (!await along(visitor, '/practices/', PRACTICE)) return;
  await visitor.reads(['独山子区', '照搬', '河畔街道人大工委', /0990.0000018/]);
  await visitor.onPaper(async () => {
    for (const css of ['nav', '.skip', 'video', 'form']) if (await visitor.sees(css)) visitor.report(`${visitor.place}: on paper there is ${css}`);
    await visitor.reads(['板凳议事', '每月接待来访', '步骤', '月底贴出第一张回音单', '河畔街道人大工委']);
  });
  await attachments(visitor);
  if (await along(visitor, '/districts/dsz/')) await visitor.reads(['独山子区']);
}

async function attachments(visitor) {
  const files = await visitor.page.evaluate(() => [...document.querySelectorAll('main a[href]')].map(({ href }) => href).filter((href) => /\.(pdf|docx?|xlsx?|ods|odt|csv)$/.test(href)));
  for (const file of files) {
    const answer = await visitor.page.request.get(file);
    if (!answer.ok()) visitor.report(`${visitor.place}: ${file} answers ${answer.status()}`);
  }
}

// An editor shows the site to a leader: district, model station, a project's vote and progress, and all of it in English.
async function editor(visitor) {
  if (!await along(visitor, '/districts/kly/', STATION)) return;
  await visitor.reads(['示范', '白杨里']);
  await visitor.home();
  if (!await along(visitor, '/projects/', PROJECT)) return;
  await visitor.reads(['票', /\d+%/]);
  await english(visitor);
}

async function english(visitor) {
  const { place } = visitor;
  const css = 'a[hreflang="en"]';
  if (!hasEnglish) return;
  if (!await visitor.follow({ css }, 'body')) return;
  if (visitor.place !== `/en${place}`) visitor.report(`${place}: its English page is ${visitor.place}`);
  const lang = await visitor.page.evaluate(() => document.documentElement.lang);
  if (!/^en\b/.test(lang)) visitor.report(`${visitor.place}: its language is ${lang}`);
  if (!await visitor.follow({ css: 'a[hreflang^="zh"]' }, 'body')) return;
  if (visitor.place !== place) visitor.report(`${place}: back from English is ${visitor.place}`);
}
