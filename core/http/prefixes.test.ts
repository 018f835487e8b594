import { describe, expect, it } from 'vitest';
import { API_PATH, pathWithinApi } from './prefixes';

describe('the paths of the API', () => {
  it.each([
    '/auth',
    '/decision/kill-switch/acme?x=1',
    '/audit?limit=1',
    '/execute',
    '/authz/anything',
    '/healthz',
    '/readyz',
    '/metrics',
    '/guardian/status',
    '/control/api/stop',
  ])('%s belongs to the API', (path) => {
    expect(API_PATH.test(path)).toBe(true);
  });

  it.each(['/', '/kill-switch', '/auth-help', '/authzs', '/assets/auth/x.js', '/executes/x'])(
    '%s belongs to the console',
    (path) => {
      expect(API_PATH.test(path)).toBe(false);
    },
  );

  it('are found under the prefix that the console is served under', () => {
    expect(pathWithinApi('/tools/console/auth/token')).toBe('/auth/token');
    expect(pathWithinApi('/decision/kill-switch/audit')).toBe('/decision/kill-switch/audit');
    expect(pathWithinApi('/tools/console/history')).toBeNull();
  });
});
