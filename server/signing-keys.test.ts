import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleOf, makeCheckpoint } from '../core/audit/bundle/evidence';
import { fingerprintOf, isSignedBy } from '../core/audit/keys/signing-key';
import { verifyBundle } from '../core/audit/bundle/verify-bundle';
import { createSampleChain } from '../mocks/memory-store/sample-chain';
import { openSigningKeys } from './signing-keys';

describe('the keys of checkpoints', () => {
  let dataDir = '';
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'signing-keys-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));
  const file = () => join(dataDir, 'keys', 'signing-key.pem');

  it('are made at the first start, for their owner only, and are the same at the next one', () => {
    const { signer, retired } = openSigningKeys(dataDir);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'keys')).mode & 0o777).toBe(0o700);
    expect(openSigningKeys(dataDir).signer.publicKey).toEqual(signer.publicKey);
    expect(retired).toEqual([]);
  });

  it('are read by openssl, and sign what core verifies', () => {
    const { signer } = openSigningKeys(dataDir);
    const der = execFileSync('openssl', ['pkey', '-in', file(), '-pubout', '-outform', 'DER']);
    expect(new Uint8Array(der)).toEqual(signer.publicKey);
    const message = new TextEncoder().encode('A message');
    expect(isSignedBy(signer.publicKey, message, signer.sign(message))).toBe(true);
  });

  it('are shown by nothing that prints them', () => {
    const keys = openSigningKeys(dataDir);
    const secret = readFileSync(file(), 'utf8').split('\n')[1] ?? '';
    expect(secret).toHaveLength(64);
    expect(JSON.stringify(keys)).not.toContain(secret);
  });

  it('hand over to a new one after the file was renamed', async () => {
    const { store, tenantId } = await createSampleChain();
    const first = openSigningKeys(dataDir);
    await makeCheckpoint(store, tenantId, { ...first, newId: randomUUID });
    renameSync(file(), join(dataDir, 'keys', 'retired-2026-11.pem'));
    const second = openSigningKeys(dataDir);
    expect(second.retired.map(({ publicKey }) => publicKey)).toEqual([first.signer.publicKey]);
    async function* pieces() {
      for await (const text of await bundleOf(store, tenantId, { ...second, newId: randomUUID })) {
        yield new TextEncoder().encode(text);
      }
    }
    const report = await verifyBundle(pieces(), { keys: [fingerprintOf(first.signer.publicKey)] });
    expect(report).toMatchObject({
      verdict: 'verified',
      signedBy: [fingerprintOf(second.signer.publicKey)],
    });
  });

  it('are refused when they are not of Ed25519', () => {
    openSigningKeys(dataDir);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(file(), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(() => openSigningKeys(dataDir)).toThrow('not an Ed25519 key');
  });
});
