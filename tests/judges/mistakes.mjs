// Mistakes that are planted in a file with fields, one at a time.
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** What is written instead of a value; of some fields it is one, then neither the schema nor the program may mind. */
export const INSTEAD = {
  'nothing': '~', 'an empty text': '""', 'a list of lists of lists': '[[[1]]]', 'an empty list': '[]', 'a word': 'zzz', 'signs': '"?!"',
  'a group of unknown names': '{zzz: 1}', 'a number below zero': '-1', 'a large number': '123456789012', 'a long text': '长'.repeat(400),
  'a day that is none': '2026-02-40', 'a time that is none': '"25:99"', 'a Chinese yes': '是', 'several values in one': '甲，乙', 'a mobile': '"13812345678"', 'a wrong dot': '示•例',
};

/** Mistakes of every kind of file; what is written besides is one of some fields only. */
export const SORTS = ['a list that is not closed', 'an indentation that fits nothing', 'an unknown field', 'a slip in a name', 'both names', 'left out', 'an empty text', 'a list of lists of lists'];

/**
 * Texts like `text`, each with a mistake: the `field`, what is `wrong`, and whether it is `certain` to be a mistake. Of each sort only
 * what `isNew` lets through by its key: the field's place and the sort. In a field not every value of `INSTEAD` is tried, but those
 * of `SORTS` and of the others every `step`th, another one first in each field.
 */
export function* mistakes(text, root, isNew, step) {
  let turn = 0;
  const document = parseDocument(text);
  if (document.errors.length || !isMap(document.contents)) return;
  if (isNew('list')) yield { field: '', wrong: 'a list that is not closed', text: `${text}zzz: [1, 2\n`, certain: true };
  if (isNew('indentation')) yield { field: '', wrong: 'an indentation that fits nothing', text: `${text}zzz:\n    a: 1\n  b: 2\n`, certain: true };
  yield* inGroup(document.contents, resolved(root, root), '', []);

  function* inGroup(map, schema, place, above) {
    const fields = fieldsOf(schema);
    const first = map.items[0];
    const [foreign] = above.find(([name]) => !fields.flat().includes(name)) ?? [];
    if (foreign && isNew(`${place} nested`)) yield { field: place, wrong: 'a field of the group above', text: before(map, first, foreign, '1'), certain: true };
    if (isNew(`${place} unknown`)) yield { field: place, wrong: 'an unknown field', text: before(map, first, 'zzz', '1'), certain: true };
    for (const [at, pair] of map.items.entries()) {
      const names = fields.find((names) => names.includes(pair.key.value));
      if (!names) continue;
      const here = `${place}${names[0]}`;
      const [other] = names.filter((name) => name !== pair.key.value);
      if (isNew(`${here} slip`)) yield { field: here, wrong: 'a slip in a name', text: before(map, pair, pair.key.value + pair.key.value.at(-1), '1'), certain: true };
      if (isNew(`${here} both`)) yield { field: here, wrong: 'both names', text: before(map, pair, other, JSON.stringify(pair.value)), certain: true };
      if (isNew(`${here} missing`)) yield { field: here, wrong: 'left out', text: without(map, at), certain: isRequired(schema, names) };
      yield* inValue(pair.value, schema.properties[names[0]], here, (written) => instead(pair, written), fields);
    }
  }

  function* inValue(node, schema, place, replaced, beside) {
    if (isNew(`${place} instead`)) {
      turn += 1;
      const some = Object.entries(INSTEAD).filter(([wrong], at) => (at + turn) % step === 0 || SORTS.includes(wrong));
      for (const [wrong, written] of some) yield { field: place, wrong, text: replaced(written), certain: false };
    }
    for (const choice of choices(schema)) {
      if (isMap(node) && choice.properties) yield* inGroup(node, choice, `${place}.`, beside);
      if (isSeq(node) && choice.items) for (const item of node.items) yield* inValue(item, choice.items, `${place}[]`, (written) => spliced(item.range[0], item.range[1], written), beside);
    }
  }

  // What may be written in a place: alternatives and groups stand behind references.
  function choices(schema) {
    const found = resolved(schema, root);
    if (found.then) return [found.then, found.else].flatMap(choices);
    return found.anyOf ? found.anyOf.flatMap(choices) : [found];
  }

  function instead(pair, written) {
    const [, end] = pair.key.range;
    return spliced(end, pair.value?.range ? pair.value.range[1] : end + 1, `: ${written}`);
  }

  function before(map, pair, name, value) {
    const at = pair.key.range[0];
    const indent = ' '.repeat(at - (text.lastIndexOf('\n', at - 1) + 1));
    return spliced(at, at, map.flow ? `${name}: ${value}, ` : `${name}: ${value}\n${indent}`);
  }

  function without(map, at) {
    const next = map.items[at + 1];
    const from = map.items[at].key.range[0];
    if (next || map.flow) return spliced(from, next ? next.key.range[0] : map.items[at].value.range[1], '');
    const line = text.lastIndexOf('\n', from - 1) + 1;
    const alone = !text.slice(line, from).trim();
    return spliced(alone ? line : from, map.range[1], alone ? '' : '\n');
  }

  function spliced(from, to, written) {
    const newline = text.slice(from, to).endsWith('\n') && text[to - 1] === '\n' && written ? '\n' : '';
    return text.slice(0, from) + written + newline + text.slice(to);
  }
}

function resolved(schema, root) {
  return schema.$ref ? root.$defs[schema.$ref.replace('#/$defs/', '')] : schema;
}

/** Both names of each field of a group. */
function fieldsOf(schema) {
  const names = Object.keys(schema.properties);
  return Array.from({ length: names.length / 2 }, (_, at) => names.slice(at * 2, at * 2 + 2));
}

function isRequired(schema, [name]) {
  return (schema.allOf ?? []).some((rule) => rule.anyOf.some((one) => one.required?.includes(name)));
}
