// A small Core, to see the Guardian at work and to read as an example. It runs with Node alone.
//
// Core has no network, no file that it may write but /tmp, and no rights. Whatever it wants done it asks of the Guardian: one
// JSON object a line on file 3. The Guardian answers there, one JSON object a line, with the same id.

import { spawn } from 'node:child_process';
import { createConnection, Socket } from 'node:net';
import { createInterface } from 'node:readline';

const ASK_EVERY_MS = 5_000;

const pipe = process.env['EXACTA_BROKER'];
const guardian = pipe ? createConnection(pipe) : new Socket({ fd: 3 });
// Without the Guardian there is nothing that Core may do.
guardian.on('close', () => process.exit(0));
guardian.on('error', () => {});

/** @type {Map<number, (answer: unknown) => void>} */
const waiting = new Map();
let asked = 0;

createInterface({ input: guardian }).on('line', (line) => {
  const answer = JSON.parse(line);
  waiting.get(answer.id)?.(answer);
  waiting.delete(answer.id);
});

/**
 * Asks the Guardian, and resolves with its answer: `{allowed: true, result}` or `{allowed: false, why}`.
 *
 * @param {string} capability
 * @param {Record<string, unknown>} details What exactly, as this capability reads it.
 */
function ask(capability, details) {
  const id = ++asked;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    guardian.write(`${JSON.stringify({ id, capability, arguments: details })}\n`);
  });
}

/** Two children that count for ever, as an agent's workers would work. They end with Core, however it ends. */
const WORK = 'let n = 0; setInterval(() => { for (let i = 0; i < 1e5; i++) n += i; }, 100);';
for (let worker = 0; worker < 2; worker++) startWorker();

function startWorker() {
  spawn(process.execPath, ['-e', WORK], { stdio: 'ignore' }).on('exit', startWorker);
}

/** What it asks for, in turn. Some of it the policy may refuse. */
const WISHES = [
  () => ask('ai_planning', { goal: 'Say what time it is' }),
  () => ask('file_operations', { operation: 'write', path: 'time.txt', content: new Date().toISOString() }),
  () => ask('file_operations', { operation: 'list', path: '' }),
  () => ask('shell_execution', { command: 'date' }),
  () => ask('network', { method: 'GET', url: 'http://127.0.0.1:9/' }),
];

for (let turn = 0; ; turn++) {
  await WISHES[turn % WISHES.length]?.();
  await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
}
