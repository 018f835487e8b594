import { GUARDIAN_KEY_REGISTERED } from '../audit/bundle/approval';
import type { AuditAction } from '../audit/chain/append-row';
import { readRowText } from '../audit/chain/row-text';
import type { Reading } from '../ports/store';
import { isObject, type JsonObject } from '../text/json-object';
import { EVENT_ACTIONS } from './event-row';
import { serialOf } from './guardian-events';

const PAGE = 500;

interface RowOfHost {
  /** When it joined the chain, in ms. */
  at: number;
  metadata: JsonObject;
}

/** A host's rows of one action, newest first. */
async function* rowsOf(reading: Reading, action: AuditAction, host: string): AsyncGenerator<RowOfHost> {
  for (let offset = 0; ; offset += PAGE) {
    const { records } = await reading.auditPage({ action, limit: PAGE, offset });
    for (const { text, timestamp: at } of records) {
      const metadata = readRowText(text)?.['metadata_json'];
      if (isObject(metadata) && metadata['host'] === host) yield { at, metadata };
    }
    if (records.length < PAGE) return;
  }
}

/** The newest time, by the host's clock, of its events that are in the chain, in ms; -Infinity without any. */
export async function knownUntil(reading: Reading, host: string): Promise<number> {
  let until = -Infinity;
  for (const action of EVENT_ACTIONS) {
    for await (const { metadata } of rowsOf(reading, action, host)) {
      const at = Date.parse(String(metadata['event_time']));
      if (Number.isNaN(at)) continue;
      until = Math.max(until, at);
      break;
    }
  }
  return until;
}

/** The id of the newest event in the chain that came from this host while this key was registered for it; null without any. */
export async function lastEventOf(reading: Reading, host: string, publicKey: string): Promise<string | null> {
  const registered: { at: number; isSame: boolean }[] = [];
  for await (const { at, metadata } of rowsOf(reading, GUARDIAN_KEY_REGISTERED, host))
    registered.push({ at, isSame: metadata['public_key'] === publicKey });
  if (!registered.some(({ isSame }) => isSame)) return null;
  const isFromIt = (when: number) => registered.find(({ at }) => at < when)?.isSame === true;
  let last: string | null = null;
  for (const action of EVENT_ACTIONS) {
    for await (const { at, metadata } of rowsOf(reading, action, host)) {
      if (!isFromIt(at)) continue;
      const id = String(metadata['event_id']);
      if (serialOf(id) > serialOf(last)) last = id;
      break;
    }
  }
  return last;
}
