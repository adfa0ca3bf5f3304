#!/usr/bin/env node
// html-validate over the pages of a folder: html-validate.mjs DIR [--max N]
import './newer-node.mjs';
import path from 'node:path';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { commandLine, pages, sample, verdict } from './lib.mjs';

// The recommended, document and accessibility rules, less those of pure taste (how attributes and
// void elements are written, white space, the length of a title, the doctype's letter case) and
// less `require-sri`, which is about other people's servers; and no style attributes.
const RULES = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    'attr-quotes': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    'no-inline-style': 'error',
    'no-trailing-whitespace': 'off',
    'require-sri': 'off',
    'void-style': 'off',
  },
};

const { dir, max, show } = commandLine('html-validate.mjs DIR [--max N] [--show N]', { values: ['max', 'show'] });
const html = sample(dir, pages(dir), max);
const checker = new HtmlValidate(new FileSystemConfigLoader(RULES));
const findings = [];
for (const file of html) {
  const report = await checker.validateFile(path.join(dir, file));
  for (const { messages } of report.results) {
    for (const { line, column, ruleId, message } of messages) findings.push(`${file}:${line}:${column} ${ruleId}: ${message}`);
  }
}
verdict('html-validate', { html: html.length, findings: findings.length }, findings, { looked: html.length, show });
