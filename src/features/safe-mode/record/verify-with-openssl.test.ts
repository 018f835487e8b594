import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import { newKeys, publicKeyOf, signedRecord } from '../../../testing/signed-record';
import { approvalFile, approvalFileName, opensslCommands } from './approval-file';
import { canonicalJson } from './canonical-json';

const openssl = versionOfOpenssl();
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'approval-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** For example `OpenSSL 3.0.19 …`; null when there is no suitable one, or no shell to run it in. */
function versionOfOpenssl(): string | null {
  try {
    const version = execFileSync('sh', ['-c', 'openssl version'], { encoding: 'utf8' });
    return /^OpenSSL [3-9]/.test(version) ? version : null;
  } catch {
    return null;
  }
}

/** What the shown commands do with the downloaded file. Without OpenSSL, node does the same steps. */
function verified(record: ApprovalRecord, evidence?: Parameters<typeof approvalFile>[1]): boolean {
  const { name, text } = approvalFile(record, evidence);
  writeFileSync(join(folder, name), text);
  if (openssl === null) return verifiedByNode(text);
  const { stdout } = spawnSync('sh', ['-c', opensslCommands(name)], { cwd: folder, encoding: 'utf8' });
  const byOpenssl = /^Signature Verified Successfully$/m.test(stdout);
  expect(byOpenssl).toBe(verifiedByNode(text));
  return byOpenssl;
}

/** Cuts the parts out as the commands' `sed` does. */
function part(text: string, member: string): Buffer {
  const lines = text.split('\n').flatMap((line) => {
    const found = new RegExp(`^  "${member}": "([A-Za-z0-9+/=]*)",$`).exec(line);
    return found?.[1] === undefined ? [] : [found[1]];
  });
  return Buffer.from(lines.join('\n'), 'base64');
}

function verifiedByNode(text: string): boolean {
  try {
    const key = createPublicKey({ key: part(text, 'public_key_base64'), format: 'der', type: 'spki' });
    return verify(null, part(text, 'payload_base64'), key, part(text, 'signature_base64'));
  } catch {
    return false;
  }
}

const record = signedRecord();

describe('the shown openssl commands', () => {
  test('verify the downloaded record', () => expect(verified(record)).toBe(true));

  test('are not misled when the server’s text looks like the file', () => {
    const source = JSON.stringify({ ...record, payload_base64: 'e30=', signature_base64: 'AAAA' }, null, 2);
    for (const text of [source, source.replaceAll('  "', '"'), source.replaceAll('\n', '\r\n')])
      expect(verified(record, { source: text })).toBe(true);
    expect(approvalFile(record, { source }).text).toContain('"record": {');
    expect(JSON.parse(approvalFile(record, { source }).text).record).toEqual(JSON.parse(source));
  });

  test('verify a record that was signed with numbers as the server wrote them', () => {
    const { signature: _, ...unsigned } = record;
    const covered = canonicalJson({ ...unsigned, z: 1 }).replace('"z":1', '"z":1.0');
    const keys = newKeys();
    const own = covered.replace(record.public_key, publicKeyOf(keys.publicKey));
    const signature = sign(null, Buffer.from(own), keys.privateKey).toString('base64');
    const signed = { ...(JSON.parse(own) as typeof record), signature };
    expect(verified(signed, { covered: own })).toBe(true);
    expect(verified(signed)).toBe(false);
  });

  test('leave a readable file with the signed text', () => {
    const { signature: _, ...covered } = record;
    expect(verified(record)).toBe(true);
    const { text } = approvalFile(record);
    const payload =
      openssl === null ? part(text, 'payload_base64') : readFileSync(join(folder, 'payload.json'));
    expect(payload.toString()).toBe(canonicalJson(covered));
  });

  test.each([
    ['reason', { ...record, reason: 'Something else' }],
    ['key', { ...record, public_key: signedRecord().public_key }],
    ['signature', { ...record, signature: signedRecord().signature }],
    ['unknown member', { ...record, added: true }],
    ['half character', { ...record, reason: '\ud83d' }],
  ])('refuse a record with another %s', (_, tampered) => expect(verified(tampered)).toBe(false));

  test.each([
    [
      'line breaks that imitate the file',
      'x",\n  "payload_base64": "e30=",\n  "signature_base64": "AAAA",\n',
    ],
    ['text that a shell would run', '$(touch hacked) `touch hacked` ; touch hacked #'],
    ['a format of sed', '|\\1|p\n/e touch hacked'],
  ])('are not misled by %s in the record', (_, reason) => {
    const hostile = signedRecord({ reason, key_id: reason, [reason]: reason });
    expect(verified(hostile)).toBe(true);
    expect(verified({ ...hostile, reason: `${reason}!` })).toBe(false);
    expect(() => readFileSync(join(folder, 'hacked'))).toThrow('ENOENT');
  });

  test('contain no file name that a shell would read as anything else', () => {
    expect(approvalFileName(record)).toBe(`approval-record-${record.correlation_id}.json`);
    for (const correlation_id of [
      '',
      '-rf',
      'a b',
      '$(id)',
      "a'b",
      '../x',
      'a\nb',
      'a'.repeat(65),
      '{}',
      '__proto__',
    ])
      expect(approvalFileName({ ...record, correlation_id })).toBe('approval-record.json');
  });

  test('are those of the OpenSSL documentation, in their order', () => {
    expect(
      opensslCommands('record.json')
        .split('\n')
        .map((line) => line.replace(/^sed .* \| /, '')),
    ).toEqual([
      'openssl base64 -d -A | openssl pkey -pubin -inform DER -out key.pem'.replace(/^.*\| /, ''),
      'openssl base64 -d -A > payload.json',
      'openssl base64 -d -A > signature.bin',
      'openssl pkey -pubin -in key.pem -outform DER | openssl dgst -sha256',
      'openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in payload.json -sigfile signature.bin',
    ]);
  });
});
