// @ts-check
// A gateway in a process of its own, so that a test can stop it: Node 20 runs no TypeScript by itself.
import { runnerImport } from 'vite';
import { root } from '../../../scripts/process.mjs';

const { module } = await runnerImport('./server/gateway/testing/stoppable-gateway.ts', {
  root,
  logLevel: 'error',
});
await module.start(JSON.parse(process.argv[2] ?? '{}'));
