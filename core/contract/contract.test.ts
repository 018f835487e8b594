import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, it } from 'vitest';

it('contract.d.ts matches openapi.yaml (otherwise: npm run contract)', async () => {
  const here = dirname(fileURLToPath(import.meta.url));
  const yaml = await readFile(join(here, 'openapi.yaml'), 'utf8');
  const committed = await readFile(join(here, 'contract.d.ts'), 'utf8');
  expect(committed).toBe(COMMENT_HEADER + astToString(await openapiTS(yaml)));
});
