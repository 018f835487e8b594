import { createHash, sign, webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newKeys, signedRecord } from '../../../testing/signed-record';
import { canonicalJson } from './canonical-json';
import { browserCrypto, fromBase64, verifyRecord } from './verify-record';

// Node has its own type for the same thing.
const subtle = webcrypto.subtle as SubtleCrypto;
const verdict = async (record: Parameters<typeof verifyRecord>[0], by: SubtleCrypto | null = subtle) =>
  (await verifyRecord(record, by)).verdict;

const keys = newKeys();
const good = signedRecord({}, keys);
const spoil = (text: string) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`);

describe('a record', () => {
  test('is valid as it was signed, in any order of its members', async () => {
    expect(await verdict(good)).toBe('valid');
    const turned = Object.fromEntries(Object.entries(good).toReversed()) as typeof good;
    expect(await verdict(turned)).toBe('valid');
  });

  test('is valid with unknown members, which the signature covers too', async () => {
    const record = signedRecord({ nested: { b: [1, 2.5, null], a: 'ü' }, witness: 'x' }, keys);
    expect(await verdict(record)).toBe('valid');
    expect(await verdict({ ...record, witness: 'y' })).toBe('invalid');
    expect(await verdict({ ...record, added: 1 })).toBe('invalid');
  });

  test('is valid with any texts in it, and invalid with any other texts', async () => {
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

  test.each(Object.keys(good))('is INVALID after its %s was changed', async (name) => {
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

  test('that is nested too deeply is reported as such, with its text and without', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const record = { ...good, deep: JSON.parse(deep) as unknown };
    expect(await verdict(record)).toBe('too-deep');
    const text = `${JSON.stringify(good).slice(0, -1)},"deep":${deep}}`;
    expect((await verifyRecord(record, subtle, text)).verdict).toBe('too-deep');
  });

  /** A record from a signer with its own way to write numbers: the text is signed as written. */
  function signedAsWritten(member: string) {
    const { signature: _signature, ...unsigned } = good;
    const covered = canonicalJson({ ...unsigned, z: 0 }).replace('"z":0', `"z":${member}`);
    const signature = sign(null, Buffer.from(covered), keys.privateKey).toString('base64');
    const text = `{"signature":"${signature}",${covered.slice(1)}`;
    return { record: JSON.parse(text) as typeof good, text, covered };
  }

  test.each(['9007199254740993', '1.0', '1234567890123456789', '1e2'])(
    'with the number %s in it is valid over the server’s own text',
    async (member) => {
      const { record, text, covered } = signedAsWritten(member);
      expect(await verifyRecord(record, subtle, text)).toMatchObject({ verdict: 'valid', covered });
    },
  );

  test('is also valid over RFC 8785, however its numbers were written', async () => {
    const record = signedRecord({ risk: 1 }, keys);
    const text = JSON.stringify(record).replace('"risk":1', '"risk":1.0');
    expect((await verifyRecord(record, subtle, text)).verdict).toBe('valid');
  });

  test('that fits no text is INVALID, except when a number in it is beyond 2^53', async () => {
    const changed = (member: string) => {
      const { record, text } = signedAsWritten(member);
      const other = { ...record, reason: 'another' };
      return verifyRecord(other, subtle, text.replace(JSON.stringify(good.reason), '"another"'));
    };
    expect((await changed('1.0')).verdict).toBe('invalid');
    expect((await changed('9007199254740991')).verdict).toBe('invalid');
    expect((await changed('9007199254740993')).verdict).toBe('inexact');
  });

  test('that the server redacted in part is not called INVALID', async () => {
    expect(await verdict({ ...good, operator: '***EMAIL_REDACTED***' })).toBe('redacted');
    // Except when this text was there when the record was signed.
    expect(await verdict(signedRecord({ operator: '***EMAIL_REDACTED***' }, keys))).toBe('valid');
  });
});

describe('the verdict of a browser', () => {
  const throwing = (error: Error) => ({
    ...subtleMethods(),
    importKey() {
      throw error;
    },
  });
  /** The methods of a class are not own members, so each is bound. */
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
  ])('with %s is unverifiable, for a good record and for a bad one', async (_, by) => {
    expect(await verdict(good, by)).toBe('unverifiable');
    expect(await verdict({ ...good, reason: 'another' }, by)).toBe('unverifiable');
  });

  test('has the computed fingerprint of the key, and does not rely on the key id', async () => {
    const { fingerprint } = await verifyRecord(good, subtle);
    const der = Buffer.from(good.public_key, 'base64');
    expect(fingerprint).toBe(createHash('sha256').update(der).digest('hex'));
    expect((await verifyRecord({ ...good, key_id: 'other' }, subtle)).fingerprint).toBe(fingerprint);
    expect((await verifyRecord(good, null)).fingerprint).toBeNull();
  });

  test('is unverifiable when the page was opened insecurely', () => {
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
