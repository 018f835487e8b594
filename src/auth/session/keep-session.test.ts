import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as keep from './keep-session';

const person = { tenantId: 'tenant-a', role: 'ADMIN', email: 'ada@a.example', id: null, fullName: null };
const kept = { person, lifetime: { endsAt: 1_000, ms: 900_000 } };

beforeEach(() => {
  window.sessionStorage.clear();
  window.localStorage.clear();
});

test('a kept session is restored while the browser’s cookie is of the same sign-in', () => {
  const mark = keep.markSignedIn(person);
  keep.keepSession(kept, mark);
  expect(keep.restoreSession()).toEqual({ ...kept, mark });
  expect(keep.lastTenantId()).toBe('tenant-a');
  keep.markSignedIn({ ...person, email: 'somebody@else.example' });
  expect(keep.restoreSession()).toBeNull();
});

test('a kept session continues when the same person signed in elsewhere, and its end is then not known', () => {
  keep.keepSession(kept, keep.markSignedIn(person));
  const mark = keep.markSignedIn({ ...person, role: 'SECURITY', email: 'Ada@A.example' });
  expect(keep.whoSignedIn()).toEqual({ tenantId: 'tenant-a', email: 'Ada@A.example', id: null });
  expect(keep.restoreSession()).toEqual({ person, lifetime: null, mark });
  keep.markSignedIn({ ...person, email: '***EMAIL_REDACTED***' });
  expect(keep.restoreSession()).toBeNull();
  expect(keep.keptSession()).toMatchObject(kept);
});

test('nothing is restored after forgetting or signing out', () => {
  keep.keepSession(kept, keep.markSignedIn(person));
  keep.forgetSession();
  expect(keep.restoreSession()).toBeNull();
  keep.keepSession(kept, keep.markSignedIn(person));
  expect(keep.wasSignedOut()).toBe(false);
  keep.markSignedOut();
  expect(keep.wasSignedOut()).toBe(true);
  expect(keep.restoreSession()).toBeNull();
  expect(keep.lastTenantId()).toBe('tenant-a');
});

test('a sign-in by SSO ends the signed-out mark, and remembers the tenant', () => {
  keep.markSignedOut();
  keep.prepareSso('tenant-b');
  expect(keep.wasSignedOut()).toBe(false);
  expect(keep.browserMark()).toBeNull();
  expect(keep.lastTenantId()).toBe('tenant-b');
});

describe('a kept text', () => {
  const good = JSON.stringify({ ...kept, mark: 'mark' });
  test.each([
    ['', ''],
    ['no JSON', '{"mark":'],
    ['null', 'null'],
    ['a text', '"mark"'],
    ['a list', '[]'],
    ['no person', '{"mark":"mark","lifetime":null}'],
    ['a role that is no text', good.replace('"ADMIN"', '7')],
    ['a lifetime that is no number', good.replace('900000', '"long"')],
    ['a mark that is null', good.replace('"mark":"mark"', '"mark":null')],
    ['a prototype', '{"__proto__":{"mark":"mark"}}'],
  ])('is no session: %s', (_, text) => {
    window.localStorage.setItem('ksc.session', 'mark');
    window.sessionStorage.setItem('ksc.session', text);
    expect(keep.restoreSession()).toBeNull();
  });

  test('is a session when it has none of these faults', () => {
    window.localStorage.setItem('ksc.session', 'mark');
    window.sessionStorage.setItem('ksc.session', good);
    expect(keep.restoreSession()).toMatchObject(kept);
  });
});

describe('a blocked storage', () => {
  const blocked = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };

  function useKeep() {
    const mark = keep.markSignedIn(person);
    keep.keepSession(kept, mark);
    keep.markSignedOut();
    keep.prepareSso('tenant-a');
    keep.forgetSession();
    return [keep.restoreSession(), keep.browserMark(), keep.wasSignedOut(), keep.lastTenantId()];
  }

  test('counts as missing when reading the property throws', () => {
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(blocked);
    vi.spyOn(window, 'sessionStorage', 'get').mockImplementation(blocked);
    expect(useKeep()).toEqual([null, null, false, '']);
  });

  test('counts as missing when it refuses every operation', () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(blocked);
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(blocked);
    vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(blocked);
    expect(useKeep()).toEqual([null, null, false, '']);
  });
});

describe('another tab', () => {
  const change = (init: StorageEventInit) => window.dispatchEvent(new StorageEvent('storage', init));

  test('is noticed when it signs in or out, and for nothing else', () => {
    const noticed = vi.fn();
    const stop = keep.onMarkChange(noticed);
    change({ key: 'ksc.theme', storageArea: window.localStorage });
    change({ key: 'ksc.session', storageArea: window.sessionStorage });
    expect(noticed).not.toHaveBeenCalled();
    change({ key: 'ksc.session', storageArea: window.localStorage });
    expect(noticed).toHaveBeenCalledOnce();
    stop();
    change({ key: 'ksc.session', storageArea: window.localStorage });
    expect(noticed).toHaveBeenCalledOnce();
  });
});
