// @ts-check
// Asks for the state of the switch while the console's script is still on its way: one round trip less until the lever can
// be pulled (docs/decisions/003-bundle.md). src/auth/session/keep-session.ts leaves the question here, src/api/http/early.ts takes the answer.
try {
  const { url, tenantId, mark } = JSON.parse(sessionStorage.getItem('ksc.early') ?? '{}');
  // Another mark: the browser's cookie belongs to somebody else by now. `kscEarly`: the script was there first, from a cache.
  if (url && !('kscEarly' in window) && mark === localStorage.getItem('ksc.session')) {
    const stop = new AbortController();
    const requestId = crypto.randomUUID();
    const askedAt = { wall: Date.now(), mono: performance.now() };
    const response = fetch(url, {
      headers: {
        Accept: 'application/json',
        'X-Request-ID': requestId,
        'X-Tenant-ID': encodeURIComponent(tenantId),
      },
      credentials: 'include',
      cache: 'no-store',
      signal: stop.signal,
    });
    response.catch(() => undefined);
    window.kscEarly = { url, requestId, askedAt, response, abort: () => stop.abort() };
  }
} catch {
  // Storage is blocked, or holds something else: the console asks by itself.
}
