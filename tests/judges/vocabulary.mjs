// The vocabulary of schema.org, read from the declarations of the package schema-dts: which types there
// are, which properties a type has, and what a property may be.
import fs from 'node:fs';
import path from 'node:path';
import { HERE } from './lib.mjs';

const PLAIN = new Set(['Text', 'URL', 'Date', 'DateTime', 'Time', 'Number', 'Integer', 'Float', 'Boolean']);
const lines = fs.readFileSync(path.join(HERE, 'node_modules/schema-dts/dist/schema.d.ts'), 'utf8').split('\n');
const names = (list) => list.split(/[|,]/).map((name) => name.trim().replace(/^"(?:https:\/\/schema\.org\/)?|"$/g, ''));

// What each interface takes over, and its own properties.
const interfaces = new Map();
let open;
for (const line of lines) {
  const [, name, above] = /^(?:export )?interface (\w+)(?: extends ([\w, <>]+))? \{/.exec(line) ?? [];
  if (name) interfaces.set(name, open = { above: above ? names(above) : [], own: new Map() });
  const [, property, values] = /^ +"(\w+)"\?: SchemaValue<(.*), "\w+">;/.exec(line) ?? [];
  if (property) open.own.set(property, names(values));
}

// What a type's name stands for: itself, and the types below it.
const below = new Map();
for (const line of lines) {
  const [, name, list] = /^(?:export )?type (\w+) = ([^;]+);/.exec(line) ?? [];
  if (name) below.set(name, names(list));
}

/** Is there a type of this name? */
export const isType = (type) => interfaces.has(`${type}Leaf`);

/** What a property of a type may be (`Text`, `URL`, names of types), or nothing if the type has no such property. */
export function valuesOf(type, property, from = `${type}Leaf`) {
  const here = interfaces.get(from);
  return here?.own.get(property) ?? here?.above.map((name) => valuesOf(type, property, name)).find(Boolean);
}

/** Is the type one of these, or below one of them? */
export function isOneOf(type, wanted, seen = new Set()) {
  return wanted.some((name) => {
    if (name === type || name === `${type}Leaf`) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return isOneOf(type, below.get(name) ?? [], seen);
  });
}

/** May the property be plain text, a number or a date, and not only a thing? */
export const isPlain = (values) => values.some((name) => PLAIN.has(name));
