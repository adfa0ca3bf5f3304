// The YAML language server of Visual Studio Code's YAML extension, as an editor of a site's folder would talk to it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { HERE } from './lib.mjs';

const SERVER = path.join(HERE, 'node_modules/yaml-language-server/bin/yaml-language-server');

/** A server that says nothing for so long, in milliseconds, never will. */
const PATIENCE = 60_000;

/**
 * Starts a server for the folder `root` with these `yaml` settings. `told(name, text)` is what it says of a file of that name:
 * a list of diagnostics as the protocol has them. It remembers a text by name and version, so every text needs a name of its own.
 */
export async function languageServer(root, yaml, failed) {
  const server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const patience = setInterval(() => { if (Date.now() - heard > PATIENCE) failed('the server says nothing'); }, 1000).unref();
  let heard = Date.now();
  const answers = new Map();
  const opened = new Map();
  let asked = 0;
  server.on('error', (error) => failed(error.message));
  server.on('exit', (status) => failed(`the server ended with ${status}`));
  listen(server.stdout, hear);

  const folder = pathToFileURL(root).href;
  await ask('initialize', {
    processId: process.pid,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: 'site' }],
    capabilities: { workspace: { configuration: true, workspaceFolders: true }, textDocument: { publishDiagnostics: {} } },
  });
  const configured = new Promise((resolve) => { answers.set('configuration', resolve); });
  send({ method: 'initialized', params: {} });
  await configured;
  return { told, end };

  function told(name, text) {
    const uri = pathToFileURL(path.join(root, name)).href;
    return new Promise((resolve) => {
      opened.set(uri, resolve);
      send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
    });
  }

  function end() {
    clearInterval(patience);
    server.removeAllListeners('exit');
    server.kill();
  }

  function ask(method, params) {
    asked += 1;
    send({ id: asked, method, params });
    return new Promise((resolve) => { answers.set(asked, resolve); });
  }

  function send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  function hear(message) {
    heard = Date.now();
    if (message.method === 'workspace/configuration') {
      const { items } = message.params;
      send({ id: message.id, result: items.map(({ section }) => (section === 'yaml' ? yaml : {})) });
      if (items.some(({ section }) => section === 'yaml')) setImmediate(answers.get('configuration'));
    } else if (message.method === 'textDocument/publishDiagnostics') {
      hearOf(message.params);
    } else if (message.method && message.id !== undefined) {
      send({ id: message.id, result: null });
    } else if (!message.method) {
      answers.get(message.id)?.(message.result);
    }
  }

  // Closing a file makes the server say that nothing is wrong with it: only its first word counts.
  function hearOf({ uri, diagnostics }) {
    const resolve = opened.get(uri);
    if (!resolve) return;
    opened.delete(uri);
    send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
    resolve(diagnostics);
  }
}

// A message is its length, an empty line and that many bytes.
function listen(stream, hear) {
  let bytes = Buffer.alloc(0);
  stream.on('data', (data) => {
    bytes = Buffer.concat([bytes, data]);
    for (;;) {
      const head = bytes.indexOf('\r\n\r\n');
      if (head < 0) return;
      const end = head + 4 + Number(/Content-Length: (\d+)/i.exec(bytes.subarray(0, head))[1]);
      if (bytes.length < end) return;
      hear(JSON.parse(bytes.subarray(head + 4, end)));
      bytes = bytes.subarray(end);
    }
  });
}
