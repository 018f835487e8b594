import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, readStoreConfig } from './config';

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('the environment of the control plane', () => {
  it('may be empty: then the server listens on this machine only, with SQLite', () => {
    expect(readConfig({ DATABASE_URL: '' })).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: null,
      leaseMs: 4_000,
      trustedProxies: [],
      metricsToken: null,
      webhook: null,
      upstream: null,
      agentRate: null,
      limits: {
        engage: { perSecond: 20, burst: 20 },
        release: { perSecond: 5, burst: 50 },
        read: { perSecond: 50, burst: 200 },
        signIn: { perSecond: 0.5, burst: 30 },
      },
    });
  });

  it('is refused with all wrong values at once, each with its name and what would be right', () => {
    const words = refusal({
      PORT: '70000',
      LEASE_MS: '4001',
      DATABASE_URL: 'mysql://root:topsecret@db/x',
      EXECUTE_UPSTREAM: 'localhost',
      WEBHOOK_URL: 'ftp://host/x',
      TRUSTED_PROXIES: '10.0.0.0/33',
      LOG_LEVEL: 'loud',
      METRICS_TOKEN: 'two words',
      AGENT_RATE: 'many',
      GATEWAY_NAME: 'a b',
    });
    expect(words.split('\n')).toEqual([
      'PORT must be a port number, 0 to 65535.',
      'DATABASE_URL must look like postgres://user:password@host:5432/database.',
      'LEASE_MS must be 1000 to 4000 (milliseconds).',
      'GATEWAY_NAME must be 1 to 64 letters, digits or . : @ _ -.',
      'EXECUTE_UPSTREAM must look like http://host:port/path.',
      'AGENT_RATE must be requests a second, or requests a second and how many at once, such as 5:50, or off.',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
      'TRUSTED_PROXIES must be addresses or subnets with commas between them, such as 10.0.0.7,192.168.0.0/16.',
      'METRICS_TOKEN must be printable ASCII without spaces.',
      'WEBHOOK_URL must look like https://host/path.',
    ]);
    expect(words).not.toContain('topsecret');
  });

  it.each(['999', '4001', '0', '-1', '4e3', '3000.5', 'long', '1000 '.repeat(2)])(
    'never allows a lease of %s, which is not 1000 to 4000 ms',
    (LEASE_MS) => {
      expect(refusal({ LEASE_MS })).toBe('LEASE_MS must be 1000 to 4000 (milliseconds).');
    },
  );

  it.each(['1000', '4000'])('allows a lease of %s ms', (LEASE_MS) => {
    expect(readConfig({ LEASE_MS }).leaseMs).toBe(Number(LEASE_MS));
  });

  it.each([
    ['20', { perSecond: 20, burst: 20 }],
    ['0.5', { perSecond: 0.5, burst: 1 }],
    ['5:50', { perSecond: 5, burst: 50 }],
    ['off', null],
  ])('reads the rate %s', (AGENT_RATE, expected) => {
    expect(readConfig({ AGENT_RATE }).agentRate).toEqual(expected);
  });

  it.each(['0', '0:5', '-1', '5:', '5:0', ':5', 'no'])('refuses the rate %s', (ENGAGE_RATE) => {
    expect(refusal({ ENGAGE_RATE })).toMatch(/^ENGAGE_RATE must be requests a second/);
  });

  it('believes proxies by address and by subnet, of both kinds', () => {
    const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '10.0.0.7, 192.168.0.0/16,::1,fd00::/8' });
    expect(trustedProxies).toEqual(['10.0.0.7', '192.168.0.0/16', '::1', 'fd00::/8']);
  });

  it('keeps a command on the host usable when a value that only the server needs is wrong', () => {
    expect(readStoreConfig({ PORT: 'wrong', DATABASE_URL: 'postgres://db/x' }).databaseUrl).toBe(
      'postgres://db/x',
    );
  });
});
