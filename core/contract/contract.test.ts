import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

it('contract.d.ts matches openapi.yaml (otherwise: npm run contract)', async () => {
  const here = dirname(fileURLToPath(import.meta.url));
  const yaml = await readFile(join(here, 'openapi.yaml'), 'utf8');
  const committed = await readFile(join(here, 'contract.d.ts'), 'utf8');
  expect(committed).toBe(COMMENT_HEADER + astToString(await openapiTS(yaml)));
});

it('no call streams events to the page, and none can kill a process of a host [AEGIS-37, OPS-02]', async () => {
  const text = await readFile(new URL('openapi.yaml', import.meta.url), 'utf8');
  expect(text).not.toMatch(/text\/event-stream|websocket/i);
  const changing = Object.entries<Record<string, unknown>>(parse(text).paths).flatMap(([path, item]) =>
    ['post', 'put', 'patch', 'delete'].filter((method) => item[method]).map((method) => `${method} ${path}`),
  );
  expect(changing.filter((call) => call.includes(' /control/'))).toEqual(['post /control/api/stop']);
  expect(changing.filter((call) => /kill(?!-switch)/i.test(call))).toEqual([
    'post /guardian/kill/acknowledge',
  ]);
});
