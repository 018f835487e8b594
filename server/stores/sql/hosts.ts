import {
  FUTURE_MS,
  type BeatHost,
  type GuardianMode,
  type HeardHost,
  type HostRecord,
} from '../../../core/ports/hosts';
import {
  flag,
  integerOrNull,
  text,
  textOrNull,
  type Row,
  type SqlConnection,
  type Value,
} from './connection';

const MODES: readonly GuardianMode[] = ['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'];

const modeOf = (row: Row): GuardianMode | null => MODES.find((mode) => mode === row['mode']) ?? null;

export const toHost = (row: Row): HostRecord => ({
  tenantId: text(row['tenant_id']),
  name: text(row['name']),
  url: text(row['url']),
  controlUrl: textOrNull(row['control_url']),
  token: text(row['token']),
  publicKey: text(row['public_key']),
  removed: flag(row['removed']),
  lastEvent: textOrNull(row['last_event']),
  mode: modeOf(row),
  since: integerOrNull(row['since']),
  lastSeenAt: integerOrNull(row['last_seen_at']),
  containment: textOrNull(row['containment']),
  platform: textOrNull(row['platform']),
});

/** Of all tenants. */
export async function allHosts(db: SqlConnection): Promise<HostRecord[]> {
  const rows = await db.query(`SELECT * FROM host WHERE NOT removed ORDER BY tenant_id, name`);
  return rows.map(toHost);
}

/** For every gateway's beat. */
export async function readBeatHosts(db: SqlConnection): Promise<BeatHost[]> {
  const rows = await db.query(
    `SELECT tenant_id, name, mode, since, last_seen_at FROM host WHERE NOT removed`,
  );
  return rows.map((row) => ({
    tenantId: text(row['tenant_id']),
    name: text(row['name']),
    mode: modeOf(row),
    since: integerOrNull(row['since']),
    lastSeenAt: integerOrNull(row['last_seen_at']),
  }));
}

/** A clock that was set back would keep what was heard before young, and let nothing newer in. */
export async function forgetFuture(db: SqlConnection, now: number): Promise<void> {
  await db.query(`UPDATE host SET mode = NULL, last_seen_at = NULL WHERE last_seen_at > $1`, now + FUTURE_MS);
}

/** What was heard of hosts, within a transaction of the caller. `now` is the store's clock, in ms. */
export async function writeHeard(db: SqlConnection, heard: readonly HeardHost[], now: number): Promise<void> {
  // In one order, so that two processes never wait for each other.
  const inOrder = heard.toSorted((a, b) =>
    a.tenantId === b.tenantId ? order(a.name, b.name) : order(a.tenantId, b.tenantId),
  );
  for (const { tenantId, name, token, mode, since, containment, platform, ageMs } of inOrder) {
    await db.query(
      `UPDATE host SET mode = $4, since = $5, containment = $6, platform = $7, last_seen_at = $8
       WHERE tenant_id = $1 AND name = $2 AND token = $3 AND NOT removed
         AND (last_seen_at IS NULL OR last_seen_at < $8)`,
      tenantId,
      name,
      token,
      mode,
      since,
      containment,
      platform,
      now - Math.max(0, Math.ceil(ageMs())),
    );
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** What was heard stays, unless the host has another token: only `writeHeard` knows what is newest. */
export const SAVE_HOST = `INSERT INTO host (tenant_id, name, url, control_url, token, public_key, removed, last_event,
    mode, since, last_seen_at, containment, platform)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT (tenant_id, name) DO UPDATE SET url = excluded.url, control_url = excluded.control_url,
    public_key = excluded.public_key, removed = excluded.removed, last_event = excluded.last_event,
    ${['mode', 'since', 'last_seen_at', 'containment', 'platform']
      .map(
        (name) =>
          `${name} = CASE WHEN host.token = excluded.token THEN host.${name} ELSE excluded.${name} END`,
      )
      .join(', ')},
    token = excluded.token`;

/** The values of `SAVE_HOST` from `$2` on. */
export const hostValues = (host: HostRecord): Exclude<Value, boolean>[] => [
  host.name,
  host.url,
  host.controlUrl,
  host.token,
  host.publicKey,
  Number(host.removed),
  host.lastEvent,
  host.mode,
  host.since,
  host.lastSeenAt,
  host.containment,
  host.platform,
];
