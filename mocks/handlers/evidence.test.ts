// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../core/audit/keys/signing-key';
import { verifyBundle } from '../../core/audit/bundle/verify-bundle';
import { demoSigner } from '../demo-signer';
import { createTestApi, disengage, engage, SWITCH } from '../test-api';

const paths = [`${SWITCH}/effect`, '/audit/checkpoint', '/audit/bundle'];

async function* pieces(text: string) {
  yield new TextEncoder().encode(text);
}

describe('the evidence of the demo', () => {
  it('is a bundle that verifies with the demo’s key, and covers a checkpoint that was kept', async () => {
    const { send } = await createTestApi({ seed: 'twenty' });
    await send(SWITCH, engage('admin'));
    const kept = await (await send('/audit/checkpoint', { as: 'auditor' })).text();
    await send(SWITCH, disengage('security'));
    const bundle = await (await send('/audit/bundle', { as: 'auditor' })).text();
    const keys = [fingerprintOf(demoSigner.publicKey)];
    const report = await verifyBundle(pieces(bundle), { keys, seen: [kept] });
    expect(report).toMatchObject({ verdict: 'verified', problems: [] });
  });

  it.each(paths)('does not exist at the running Aegis: %s is 404', async (path) => {
    const { json } = await createTestApi({}, { controlPlane: false });
    const notFound = { status: 404, body: { detail: 'Not Found' } };
    expect(await json(path, { as: 'admin' })).toEqual(notFound);
  });
});
