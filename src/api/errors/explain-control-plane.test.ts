// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ApiError, type Known } from './api-error';
import { explainError, type Doing } from './explain-error';

const explain = (status: number, code: string, doing: Doing, known: Known = {}) =>
  explainError(new ApiError('http', { status, code, requestId: 'r-1', ...known }), doing);

describe('the control plane’s own codes', () => {
  it('store_unavailable says by when the gateways refuse, and not that they already do', () => {
    const details = { gateways_refuse_by: '2026-11-27T14:03:12.000Z' };
    const { title, advice, quote } = explain(503, 'store_unavailable', 'engage', { details });
    expect(title).toBe('Not carried out: the server’s store is unavailable (503)');
    expect(advice).toBe(
      'The server cannot record anything now, so it changes nothing. If the store stays away, the gateways will refuse agents’ calls by themselves from 2026-11-27 14:03:12 UTC at the latest. Your reason is saved.',
    );
    expect(quote).toBe('HTTP 503 · code store_unavailable · request r-1');
  });

  it.each([null, {}, { gateways_refuse_by: 'soon' }, { gateways_refuse_by: 7 }])(
    'store_unavailable without a usable time names none: %j',
    (details) => {
      const { title, advice } = explain(503, 'store_unavailable', 'status', { details });
      expect(title).toBe('The server’s store is unavailable (503)');
      expect(advice).toBe(
        'The server cannot record anything now, so it changes nothing. Retrying every 5 s.',
      );
    },
  );

  it('outcome_unknown is neither a success nor a refusal (law 4)', () => {
    expect(explain(503, 'outcome_unknown', 'disengage')).toMatchObject({
      title: 'The server does not know whether it worked (503)',
      advice:
        'Its store did not confirm the change. It may have worked. Check the state below before trying again.',
    });
  });

  it('request_id_reused says that nothing was done, and that another try is a new request', () => {
    const { title, advice } = explain(409, 'request_id_reused', 'engage');
    expect(title).toBe('The server knows this request already (409)');
    expect(advice).toMatch(/did nothing this time\. Check the state, then send it again/);
  });

  it('epoch_changed tells the present state as the server’s own words', () => {
    const details = {
      status: 'engaged',
      tenant_id: 't-1',
      engaged_at: '2026-11-27T14:00:00Z',
      engaged_by: 'sam@acme.example',
      reason: 'Second loop',
      epoch: 9,
    };
    expect(explain(412, 'epoch_changed', 'disengage', { details })).toMatchObject({
      title: 'The switch has changed since this dialog opened (412)',
      serverWords: 'Now: engaged, 2026-11-27T14:00:00Z, sam@acme.example, Second loop',
    });
    const long = { ...details, reason: 'x'.repeat(5_000), engaged_at: null, engaged_by: 7 };
    const { serverWords } = explain(412, 'epoch_changed', 'disengage', { details: long });
    expect(serverWords).toMatch(/^Now: engaged, x{200}/);
    expect(serverWords?.length).toBeLessThan(400);
    expect(explain(412, 'epoch_changed', 'disengage').serverWords).toBeNull();
  });

  it('no code of theirs changes the words of another status or kind', () => {
    expect(explain(503, 'decision_timeout', 'engage').title).toBe('The server is not available (503)');
    expect(explain(409, 'already_engaged', 'engage').title).toBe('The state had already changed (409)');
  });
});

describe('the control plane’s codes for a host', () => {
  const details = { host: 'agents-01', last_seen_at: '2026-11-27T14:03:12.000Z' };

  it.each([
    [503, 'host_silent', 'safe-mode', 'The host is silent (503)'],
    [503, 'host_silent', 'enter-safe-mode', 'Not carried out: the host is silent (503)'],
    [502, 'host_unreadable', 'safe-mode', 'No Guardian of this host answered (502)'],
    [502, 'host_refuses', 'safe-mode', 'The host does not accept this control plane (502)'],
    [504, 'host_outcome_unknown', 'recover', 'The host did not answer in time (504)'],
  ] as const)(
    '%i %s while doing %s is told with the time of the last answer',
    (status, code, doing, title) => {
      const told = explain(status, code, doing, { details });
      expect(told.title).toBe(title);
      expect(told.advice).toContain('It was last heard of 2026-11-27 14:03:12 UTC.');
      const { advice } = explain(status, code, doing, { details: { last_seen_at: null } });
      expect(advice).not.toContain('last heard');
    },
  );

  it('host_refuses says whose clock is wrong, where that is the reason', () => {
    const advice = (ahead?: number) => {
      const more = ahead === undefined ? {} : { clock_ahead_seconds: ahead };
      return explain(502, 'host_refuses', 'safe-mode', { details: { ...details, ...more } }).advice;
    };
    expect(advice()).toContain('It has another token, or the clocks differ.');
    expect(advice(61)).toContain('Its clock is 61 s ahead.');
    expect(advice(-61)).toContain('Its clock is 61 s behind.');
  });

  it('host_outcome_unknown and host_unreadable are no failure of an action: it may have worked (law 4)', () => {
    for (const code of ['host_outcome_unknown', 'host_unreadable'])
      expect(explain(504, code, 'enter-safe-mode', { details }).advice).toMatch(/It may have worked\./);
    for (const code of ['host_silent', 'host_refuses'])
      expect(explain(503, code, 'enter-safe-mode', { details }).advice).toMatch(/Your reason is saved\.$/);
  });
});
