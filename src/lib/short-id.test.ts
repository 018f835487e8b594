import { expect, test } from 'vitest';
import { shortId } from './short-id';

test.each([
  ['ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0', 'ac3e…e9f0'],
  ['AC3E0C0A-1A2B-4C3D-8E4F-A5B6C7D8E9F0', 'AC3E…E9F0'],
  ['acme', 'acme'],
  ['', ''],
  ['ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0 and more', 'ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0 and more'],
  ['***EMAIL_REDACTED***', '***EMAIL_REDACTED***'],
])('only a UUID is shortened, and nothing else is: %s', (id, short) => {
  expect(shortId(id)).toBe(short);
});
