// Pages by kind (`p-…` in the class of `<body>`) and language: what to look at where one of each is enough.
import fs from 'node:fs';
import path from 'node:path';
import { seenPages } from './lib.mjs';

/** The pages of a folder as readers see them: `{file, kind, lang, size}`, sorted by file. */
export function pagesWithKinds(dir) {
  return seenPages(dir).map((file) => {
    const text = fs.readFileSync(path.join(dir, file), 'utf8');
    const kind = /<body[^>]*\bclass="(?:[^"]*\s)?p-([\w-]+)/.exec(text)?.[1] ?? 'unknown';
    const lang = /<html[^>]*\blang="([^"]+)"/.exec(text)?.[1] ?? '';
    return { file, kind, lang, size: text.length };
  });
}

/** The site's main language: the one of its home page. */
export const mainLanguage = (all) => all.find(({ file }) => file === 'index.html')?.lang ?? '';

/** Of each kind the page with the most and the one with the least on it, in further languages only the one with the most. */
export function fullestAndBarest(all) {
  const main = mainLanguage(all);
  const groups = Map.groupBy(all, ({ kind, lang }) => `${lang} ${kind}`);
  return [...groups.values()].flatMap((group) => {
    const bySize = group.toSorted((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
    return [...new Set([bySize[0], ...bySize.filter(({ lang }) => lang === main).slice(-1)])];
  });
}

/** The page of this kind with the most on it. */
export function fullest(all, kind, lang = mainLanguage(all)) {
  return all.filter((page) => page.kind === kind && page.lang === lang).reduce((best, page) => (best && best.size >= page.size ? best : page), undefined);
}
