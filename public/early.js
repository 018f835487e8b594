// @ts-check
// Asks for the state of the switch while the console's script is still on its way (docs/decisions/003-bundle.md).
// src/api/http/early.ts leaves the question in the tab's storage, says what it means, and takes the answer.
try {
  /** @type {import('../src/api/http/early').EarlyQuestion | null} */
  const question = JSON.parse(sessionStorage.getItem('ksc.early') ?? 'null');
  // `kscEarly`: the console's script was there first, from a cache.
  if (question && !('kscEarly' in window) && localStorage.getItem(question.mark.key) === question.mark.text) {
    const { url, tenantId } = question;
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
