import { byteStream } from '../audit/bundle/byte-stream';
import { bundleOf, makeCheckpoint } from '../audit/bundle/evidence';
import type { SigningPorts } from '../audit/keys/introduce-key';
import type { Tenant } from '../ports/records';
import { refuseStrangers } from './audit';
import type { Call } from './call';
import { readAs, type Limit } from './caller';
import { isReply, refuse, type Reply } from './reply';

/** The reader's tenant, and the keys to sign with; or why there is no checkpoint for them. */
async function allow(call: Call, limit: Limit): Promise<{ tenant: Tenant; signing: SigningPorts } | Reply> {
  const { signer, retiredSigners: retired, newId, sha256 } = call.ports;
  return readAs<{ tenant: Tenant; signing: SigningPorts }>(call, limit, async ({ tenant }, caller) => {
    const stranger = refuseStrangers(caller);
    if (stranger) return stranger;
    return signer ? { tenant, signing: { signer, retired, newId, sha256 } } : refuse(404, 'no_signer');
  });
}

/** A signed note of the whole chain as of now. */
export async function readCheckpoint(call: Call, limit: Limit): Promise<Reply> {
  const allowed = await allow(call, limit);
  if (isReply(allowed)) return allowed;
  const body = await makeCheckpoint(call.ports.store, allowed.tenant.id, allowed.signing);
  return { status: 200, body, headers: { 'Content-Type': 'text/plain; charset=utf-8' } };
}

/** Everything that a third party needs to verify the record, as a stream of lines. */
export async function readBundle(call: Call, limit: Limit): Promise<Reply | Response> {
  const allowed = await allow(call, limit);
  if (isReply(allowed)) return allowed;
  const { tenant, signing } = allowed;
  const lines = await bundleOf(call.ports.store, tenant.id, signing);
  const name = `audit-bundle_${tenant.name}.jsonl`;
  return new Response(byteStream(lines), {
    headers: {
      'Content-Type': 'application/jsonl',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  });
}
