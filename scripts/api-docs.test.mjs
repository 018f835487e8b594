// @vitest-environment node
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { apiDocs, FILE, readContract } from './api-docs.mjs';
import { root } from './process.mjs';

const page = await apiDocs(readContract());

test('docs/api.md matches the contract (otherwise: npm run api-docs)', () => {
  expect(readFileSync(resolve(root, FILE), 'utf8')).toBe(page);
});

test('every call of the contract has its table, with who may call it', () => {
  const operations = [...readContract().matchAll(/^ {6}operationId: /gm)];
  const who = [...readContract().matchAll(/^ {6}x-who: /gm)];
  expect(operations.length).toBeGreaterThan(30);
  expect(who).toHaveLength(operations.length);
  expect([...page.matchAll(/^### (?:GET|POST|DELETE|any method) \//gm)]).toHaveLength(operations.length);
});

test('a call names its request, its answers and its codes', () => {
  expect(page).toMatch(
    /`DELETE \/decision\/kill-switch\/\{tenant_id\}` +\| ADMIN, SECURITY +\| .*`If-Match` \(optional\), body \[DisengageRequest\]/,
  );
  expect(page).toMatch(/\| 412 +\| \[EpochChanged\]\(#epochchanged\) +\| `epoch_changed`/);
});
