import type { Effect } from '../../../action/action-state';
import type { Finding } from '../../../action/finding';
import { tenantInFull } from '../../../auth/person';
import { revealHidden } from '../../../lib/text';
import { formatUtc } from '../../../lib/time';
import type { LatestToggle } from '../../../switch/latest-toggle';
import type { SentToggle } from '../../../switch/read-back';

type Author = { email: string; role: string; tenantId: string; tenantName?: string };

type Incident = {
  sent: Pick<SentToggle, 'action' | 'reason' | 'requestId'>;
  /** When it was answered, ms since the epoch. */
  at: number;
  person: Author;
  effect: Effect;
  findings: readonly Finding[];
  /** How far the gateway workers are; null when nothing is known about them. */
  gateways: 'within-seconds' | 'had-time' | null;
  /** What keeps agents from running that the switch lets call; null when there is nothing. */
  held: string | null;
};

const gatewayWords = {
  'within-seconds': 'Gateway workers need up to 5 seconds.',
  'had-time': 'Every gateway worker has had time; none of them reports back.',
} as const;

/**
 * An own toggle in plain text, for the incident channel: what, when, who, why, and what is confirmed and what is not. It is
 * made of what is on the screen, and never of what is secret.
 */
export function incidentText({ sent, at, person, effect, findings, gateways, held }: Incident): string {
  const done = `${sent.action}d`;
  const told = findings.map(
    ({ tone, text }) =>
      `[${tone === 'success' ? 'confirmed' : 'not confirmed'}] ${oneLine(withoutPrefix(text))}`,
  );
  return [
    effect === 'took-effect' ? `Kill switch ${done}` : `Kill switch: ${sent.action} requested, not confirmed`,
    `Tenant: ${tenantInFull(person)}`,
    `When: ${formatUtc(at)}`,
    `Who: ${person.email} (${person.role})`,
    `Reason: “${oneLine(sent.reason)}”`,
    `Request: ${sent.requestId}`,
    ...told,
    ...(gateways ? [`[not confirmed] ${gatewayWords[gateways]}`] : []),
    ...(held !== null && sent.action === 'disengage' ? [`Hosts: ${oneLine(held)}`] : []),
  ].join('\n');
}

/** An engagement as it is recorded, in plain text. `readAt`: when this console read that it is engaged. */
export function engagedText(latest: LatestToggle | null, person: Author, readAt: number): string {
  const said = (text: string | null | undefined) => (text ? oneLine(text) : 'not recorded');
  const at = latest?.at ?? null;
  return [
    'Kill switch engaged',
    `Tenant: ${tenantInFull(person)}`,
    `When: ${at === null ? said(latest?.timestamp) : formatUtc(at)}`,
    `Who: ${said(latest?.by)}`,
    `Reason: “${said(latest?.reason)}”`,
    `Read by ${person.email} (${person.role}) at ${formatUtc(readAt)}`,
  ].join('\n');
}

const withoutPrefix = (text: string) => text.replace(/^(?:Confirmed: |Not confirmed\. )/, '');

/** A reason with line breaks could otherwise look like a line of the report. */
const oneLine = (text: string) => revealHidden(text.replace(/\s*\n\s*/g, ' / '));
