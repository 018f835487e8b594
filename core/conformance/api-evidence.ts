import { expect, test } from 'vitest';
import { sampleSigner } from './sample-signer';
import { fingerprintOf } from '../audit/keys/signing-key';
import { verifyBundle } from '../audit/bundle/verify-bundle';
import { globex, type OpenApi } from './api-fixture';
import { engage, release, SWITCH } from './api-toggles';

const keys = [fingerprintOf(sampleSigner(1).publicKey)];

async function* piecesOf(text: string) {
  yield new TextEncoder().encode(text);
}

export function testEvidence(api: () => OpenApi): void {
  test('the bundle is verified with the fingerprint of the key, and against an earlier checkpoint', async () => {
    const { send, signIn } = api();
    const [ada, uma] = [await signIn('ADMIN'), await signIn('AUDITOR')];
    await send(SWITCH, { as: ada, ...engage() });
    const earlier = await send('/audit/checkpoint', { as: uma });
    expect(earlier.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    await send(SWITCH, { as: ada, ...release() });
    const bundle = await send('/audit/bundle', { as: uma });
    expect(bundle.headers.get('content-disposition')).toBe('attachment; filename="audit-bundle_acme.jsonl"');
    const report = await verifyBundle(piecesOf(bundle.text), { keys, seen: [earlier.text] });
    // Two toggles, and the row that registers the key.
    expect(report).toMatchObject({ verdict: 'verified', rows: 3, signedBy: keys, problemCount: 0 });
    const changed = bundle.text.replace('Runaway agent', 'Runaway agenT');
    expect((await verifyBundle(piecesOf(changed), { keys })).verdict).toBe('broken');
  });

  test('a checkpoint adds to the record only the row of a new key, and a toggle goes on from there', async () => {
    const { send, signIn, rows } = api();
    const [ada, uma] = [await signIn('ADMIN'), await signIn('AUDITOR')];
    for (let index = 0; index < 3; index += 1) await send('/audit/checkpoint', { as: uma });
    await send(SWITCH, { as: ada, ...engage() });
    expect((await rows()).map(({ action }) => action)).toEqual([
      'signing_key_registered',
      'kill_switch_engaged',
    ]);
  });

  test('a bundle holds one tenant only', async () => {
    const { send, signIn } = api();
    await send(SWITCH, { as: await signIn('ADMIN'), ...engage('for Acme only') });
    const { text } = await send('/audit/bundle', { as: await signIn('AUDITOR', globex) });
    expect(text).not.toContain('for Acme only');
    expect(await verifyBundle(piecesOf(text), { keys })).toMatchObject({
      verdict: 'verified',
      tenantId: globex.id,
    });
  });

  test('a server without a key has neither', async () => {
    const { signIn } = api();
    const as = await signIn('AUDITOR');
    const { send } = api().with({ signer: null });
    for (const path of ['/audit/checkpoint', '/audit/bundle'])
      expect(await send(path, { as })).toMatchObject({ status: 404, body: { error: 'no_signer' } });
  });
}
