// @ts-check
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './process.mjs';
import { securityHeaders } from './security-headers.mjs';

const conf = readFileSync(resolve(root, 'docs/nginx.conf'), 'utf8');

test('docs/nginx.conf passes on no header of the API that the console’s host decides', () => {
  const hidden = [...conf.matchAll(/proxy_hide_header ([\w-]+);/g)].map(([, name]) => name);
  expect(hidden.toSorted()).toEqual(
    [...Object.keys(securityHeaders()), 'Cache-Control', 'Strict-Transport-Security'].toSorted(),
  );
});
