import { createHash, webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newKeys, signedRecord } from '../../testing/signed-record';
import { browserCrypto, fromBase64, verifyRecord } from './verify-record';

// Node names its own type for what is the same thing.
const subtle = webcrypto.subtle as SubtleCrypto;
const verdict = async (record: Parameters<typeof verifyRecord>[0], by: SubtleCrypto | null = subtle) =>
  (await verifyRecord(record, by)).verdict;

const keys = newKeys();
const good = signedRecord({}, keys);
const spoil = (text: string) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`);

describe('a record', () => {
  test('is valid as it was signed, whatever the order of its members', async () => {
    expect(await verdict(good)).toBe('valid');
    const turned = Object.fromEntries(Object.entries(good).toReversed()) as typeof good;
    expect(await verdict(turned)).toBe('valid');
  });

  test('is valid with members that nobody here knows, which are covered too', async () => {
    const record = signedRecord({ nested: { b: [1, 2.5, null], a: 'ü' }, witness: 'x' }, keys);
    expect(await verdict(record)).toBe('valid');
    expect(await verdict({ ...record, witness: 'y' })).toBe('invalid');
    expect(await verdict({ ...record, added: 1 })).toBe('invalid');
  });

  test('is valid with any texts in it, and invalid with any other', async () => {
    const text = fc.string({ unit: 'binary' });
    await fc.assert(
      fc.asyncProperty(text, text, async (operator, reason) => {
        const record = signedRecord({ operator, reason }, keys);
        expect(await verdict(record)).toBe('valid');
        expect(await verdict({ ...record, reason: `${reason} ` })).toBe('invalid');
      }),
      { numRuns: 30 },
    );
  });

  test.each(Object.keys(good))('is INVALID once its %s is another', async (name) => {
    expect(await verdict({ ...good, [name]: spoil(String(good[name])) })).toBe('invalid');
  });

  test.each([
    ['no base64', 'not base64!'],
    ['nothing', ''],
    ['too short', 'AAAA'],
    ['blanks in it', `${good.signature.slice(0, 8)} ${good.signature.slice(8)}`],
  ])('is INVALID with a signature that is %s', async (_, signature) => {
    expect(await verdict({ ...good, signature })).toBe('invalid');
  });

  test.each([
    ['no key', 'AAAA'],
    ['nothing', ''],
    ['no base64', '***'],
  ])('is INVALID with a public key that is %s', async (_, public_key) => {
    expect(await verdict({ ...good, public_key })).toBe('invalid');
  });

  test('is INVALID with half a character in it, which no signature can cover', async () => {
    expect(await verdict({ ...good, reason: '\ud83d' })).toBe('invalid');
  });

  test('is INVALID when its nesting is too deep to be read', async () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(await verdict({ ...good, deep })).toBe('invalid');
  });
});

describe('a browser', () => {
  const throwing = (error: Error) => ({
    ...subtleMethods(),
    importKey() {
      throw error;
    },
  });
  /** A class's methods are no own members: each is bound. */
  const subtleMethods = () =>
    ({
      importKey: subtle.importKey.bind(subtle),
      verify: subtle.verify.bind(subtle),
      digest: subtle.digest.bind(subtle),
    }) as unknown as SubtleCrypto;

  test.each([
    ['no crypto.subtle', null],
    ['no Ed25519', throwing(new DOMException('Unrecognized name', 'NotSupportedError'))],
    ['another way to refuse it', throwing(new TypeError('algorithm'))],
    ['an Ed25519 that accepts everything', { ...subtleMethods(), verify: () => Promise.resolve(true) }],
    ['an Ed25519 that accepts nothing', { ...subtleMethods(), verify: () => Promise.resolve(false) }],
  ])('with %s cannot tell, neither of a good record nor of a bad one', async (_, by) => {
    expect(await verdict(good, by)).toBe('unverifiable');
    expect(await verdict({ ...good, reason: 'another' }, by)).toBe('unverifiable');
  });

  test('computes the fingerprint of the key, and does not believe the key id', async () => {
    const { fingerprint } = await verifyRecord(good, subtle);
    const der = Buffer.from(good.public_key, 'base64');
    expect(fingerprint).toBe(createHash('sha256').update(der).digest('hex'));
    expect((await verifyRecord({ ...good, key_id: 'other' }, subtle)).fingerprint).toBe(fingerprint);
    expect((await verifyRecord(good, null)).fingerprint).toBeNull();
  });

  test('has no cryptography where the page was opened insecurely', () => {
    expect(browserCrypto()).toBe(globalThis.crypto.subtle);
  });
});

test('base64 is read strictly', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect([...(fromBase64(text) ?? [])]).toEqual([...bytes]);
      expect(fromBase64(`${text}\n`)).toBeNull();
      expect(fromBase64(text.replace(/.$/, '*'))).toBeNull();
    }),
  );
});
