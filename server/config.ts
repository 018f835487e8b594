import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import type { Limits, Rate } from '../core/ports/ports';

/** Where the store is. */
export interface StoreConfig {
  /** Folder of everything that this server keeps: the keys, and the SQLite store where there is no `databaseUrl`. */
  dataDir: string;
  keysDir: string;
  /** PostgreSQL; null for SQLite. */
  databaseUrl: string | null;
}

interface GatewayConfig {
  /** 1000 to 4000 ms. */
  leaseMs: number;
  /** Null for `host:port`. */
  gatewayName: string | null;
  /** Where allowed calls are handed to; null answers them itself. */
  upstream: string | null;
  upstreamSecret: string | null;
  agentRate: Rate;
}

/** The environment of `serve` and `gateway`. */
export interface Config extends StoreConfig, GatewayConfig {
  port: number;
  host: string;
  logLevel: string;
  /** Addresses and subnets whose X-Forwarded-For is believed. */
  trustedProxies: string[];
  metricsToken: string | null;
  webhook: { url: string; secret: string | null } | null;
  limits: Limits;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const integer = (least: number, most: number, right: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,6}$/, right),
    v.transform(Number),
    v.minValue(least, right),
    v.maxValue(most, right),
  );

const address = (protocols: readonly string[], right: string) =>
  v.pipe(
    v.string(),
    v.check((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), right),
  );

const WEB = ['http:', 'https:'];
const RATE = 'must be requests a second, or requests a second and how many at once, such as 5:50, or off';

/** `20`, `5:50` or `off`. */
const rate = v.pipe(
  v.string(),
  v.regex(/^(?:off|(?=[\d.]*[1-9])\d{1,6}(?:\.\d{1,3})?(?::[1-9]\d{0,6})?)$/, RATE),
  v.transform((text): Rate => {
    if (text === 'off') return null;
    const [perSecond = 0, burst] = text.split(':').map(Number);
    return perSecond > 0 ? { perSecond, burst: burst ?? Math.max(1, Math.ceil(perSecond)) } : null;
  }),
);

const secret = v.pipe(v.string(), v.regex(/^[\x21-\x7E]+$/, 'must be printable ASCII without spaces'));

const proxies = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').map((part) => part.trim())),
  v.check(
    (parts) => parts.every(isAddressOrSubnet),
    'must be addresses or subnets with commas between them, such as 10.0.0.7,192.168.0.0/16',
  ),
);

const GATEWAY_NAME = /^[\w.:@-]{1,64}$/;

const environment = v.object({
  PORT: v.optional(integer(0, 65_535, 'must be a port number, 0 to 65535'), '8080'),
  HOST: v.optional(
    v.pipe(v.string(), v.regex(/^[\w.:-]+$/, 'must be an address or a host name to listen on')),
    '127.0.0.1',
  ),
  DATA_DIR: v.optional(v.string(), 'data'),
  DATABASE_URL: v.optional(
    address(['postgres:', 'postgresql:'], 'must look like postgres://user:password@host:5432/database'),
  ),
  LEASE_MS: v.optional(integer(1_000, 4_000, 'must be 1000 to 4000 (milliseconds)'), '4000'),
  GATEWAY_NAME: v.optional(
    v.pipe(v.string(), v.regex(GATEWAY_NAME, 'must be 1 to 64 letters, digits or . : @ _ -')),
  ),
  EXECUTE_UPSTREAM: v.optional(address(WEB, 'must look like http://host:port/path')),
  UPSTREAM_SECRET: v.optional(secret),
  AGENT_RATE: v.optional(rate, 'off'),
  LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`), 'info'),
  TRUSTED_PROXIES: v.optional(proxies),
  METRICS_TOKEN: v.optional(secret),
  WEBHOOK_URL: v.optional(address(WEB, 'must look like https://host/path')),
  WEBHOOK_SECRET: v.optional(secret),
  ENGAGE_RATE: v.optional(rate, '20:20'),
  RELEASE_RATE: v.optional(rate, '5:50'),
  READ_RATE: v.optional(rate, '50:200'),
  SIGN_IN_RATE: v.optional(rate, '0.5:30'),
});

/** Reads the environment. Throws a `ConfigError` that names every wrong value, and what would be right. */
export function readConfig(env: Environment): Config {
  // Compose files and unit files set a variable to nothing to leave it out.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const { success, output, issues } = v.safeParse(environment, given);
  if (!success) throw new ConfigError(explain(issues));
  return {
    port: output.PORT,
    host: output.HOST,
    dataDir: resolve(output.DATA_DIR),
    keysDir: join(resolve(output.DATA_DIR), 'keys'),
    databaseUrl: output.DATABASE_URL ?? null,
    leaseMs: output.LEASE_MS,
    gatewayName: output.GATEWAY_NAME ?? null,
    upstream: output.EXECUTE_UPSTREAM ?? null,
    upstreamSecret: output.UPSTREAM_SECRET ?? null,
    agentRate: output.AGENT_RATE,
    logLevel: output.LOG_LEVEL,
    trustedProxies: output.TRUSTED_PROXIES ?? [],
    metricsToken: output.METRICS_TOKEN ?? null,
    webhook: output.WEBHOOK_URL ? { url: output.WEBHOOK_URL, secret: output.WEBHOOK_SECRET ?? null } : null,
    limits: {
      engage: output.ENGAGE_RATE,
      release: output.RELEASE_RATE,
      read: output.READ_RATE,
      signIn: output.SIGN_IN_RATE,
    },
  };
}

/** Where the store of the commands is. What only the server needs is not looked at: it must not stand in the way of an engage. */
export function readStoreConfig({ DATA_DIR, DATABASE_URL }: Environment): StoreConfig {
  const { dataDir, keysDir, databaseUrl } = readConfig({ DATA_DIR, DATABASE_URL });
  return { dataDir, keysDir, databaseUrl };
}

/** One line for each wrong variable. A secret may have been written into the wrong one, so no value is repeated. */
function explain(issues: readonly v.BaseIssue<unknown>[]): string {
  const lines = new Map(issues.map((issue) => [v.getDotPath(issue) ?? '', issue.message]));
  return [...lines].map(([name, message]) => `${name} ${message}.`).join('\n');
}

function isAddressOrSubnet(text: string): boolean {
  const [host = '', bits, ...more] = text.split('/');
  const version = isIP(host);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
