import { createHmac } from 'node:crypto';
import type { SwitchState, Tenant } from '../../core/ports/records';

/** What a toggle puts into the outbox. */
export type Announcement = SwitchState & { tenant: Tenant };

/** A message for the webhook: `text` is what Slack and its likes show. */
export interface WebhookMessage {
  text: string;
  event: 'kill_switch_engaged' | 'kill_switch_disengaged';
  tenant: { id: string; name: string };
  epoch: number;
  at: string | null;
  by: string | null;
  reason: string | null;
  request_id: string | null;
  event_hash: string | null;
  /** A signed note (C2SP): whoever keeps it can tell later whether the chain was cut or rewritten. */
  checkpoint: string | null;
}

export function messageOf(announced: Announcement, checkpoint: string | null): WebhookMessage {
  const { tenant, engaged, reason, epoch, actor } = announced;
  const at = announced.changedAt === null ? null : new Date(announced.changedAt).toISOString();
  const by = actor && (actor.email ?? actor.id);
  const word = engaged ? 'ENGAGED: agents are refused' : 'disengaged: agents may act again';
  return {
    text: escaped(`Kill switch of ${tenant.displayName} ${word}. By ${by} at ${at}. Reason: ${reason}`),
    event: engaged ? 'kill_switch_engaged' : 'kill_switch_disengaged',
    tenant: { id: tenant.id, name: tenant.name },
    epoch,
    at,
    by,
    reason,
    request_id: announced.requestId,
    event_hash: announced.eventHash,
    checkpoint,
  };
}

/** Otherwise a reason could name a channel, or write a link whose text is not its address. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `t` in whole seconds since the epoch; `v1` is the HMAC-SHA256 of `t.body`, in hex. */
export function signatureOf(secret: string, body: string, now: number): string {
  const t = Math.floor(now / 1_000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
