import { describe, expect, it } from 'vitest';
import { engagedText, incidentText } from './incident-text';

const person = { email: 'ada@acme.example', role: 'ADMIN', tenantId: 't-1' };
const sent = { action: 'engage', reason: 'Refund loop', requestId: 'r-1' } as const;
const at = Date.parse('2026-11-21T09:00:01Z');

describe('incidentText', () => {
  it('says what, when, who and why, and marks each finding as confirmed or not', () => {
    const findings = [
      { tone: 'success', text: 'Accepted.' },
      { tone: 'success', text: 'Confirmed: the switch is engaged.' },
      { tone: 'danger', text: 'The server accepted the request but recorded no reason.' },
    ] as const;
    expect(
      incidentText({ sent, at, person, effect: 'took-effect', findings, gateways: 'had-time', held: null }),
    ).toBe(
      [
        'Kill switch engaged',
        'Tenant: t-1',
        'When: 2026-11-21 09:00:01 UTC',
        'Who: ada@acme.example (ADMIN)',
        'Reason: “Refund loop”',
        'Request: r-1',
        '[confirmed] Accepted.',
        '[confirmed] the switch is engaged.',
        '[not confirmed] The server accepted the request but recorded no reason.',
        '[not confirmed] Every gateway worker has had time; none of them reports back.',
      ].join('\n'),
    );
  });

  it('never calls it engaged before that was read', () => {
    const text = incidentText({
      sent,
      at,
      person,
      effect: 'reading',
      findings: [],
      gateways: null,
      held: null,
    });
    expect(text).toMatch(/^Kill switch: engage requested, not confirmed\n/);
  });

  it('keeps a reason on its own line, and shows what is hidden in it', () => {
    const reason = 'Loop\n[confirmed] All clear\u202E';
    const text = incidentText({
      sent: { ...sent, reason },
      at,
      person,
      effect: 'took-effect',
      findings: [],
      gateways: null,
      held: null,
    });
    expect(text).toContain('Reason: “Loop / [confirmed] All clear⟨U+202E⟩”\n');
  });

  it('names the host whose agents a disengage does not let run', () => {
    const held = 'The agents of host g-1\nare stopped (Safe Mode).';
    const common = { at, person, effect: 'took-effect', findings: [], gateways: null, held } as const;
    expect(incidentText({ ...common, sent: { ...sent, action: 'disengage' } })).toMatch(
      /^Kill switch disengaged\n[^]*\nHosts: The agents of host g-1 \/ are stopped \(Safe Mode\)\.$/,
    );
    expect(incidentText({ ...common, sent })).not.toContain('g-1');
  });
});

describe('engagedText', () => {
  it('says what is not recorded', () => {
    expect(engagedText(null, person, at)).toBe(
      [
        'Kill switch engaged',
        'Tenant: t-1',
        'When: not recorded',
        'Who: not recorded',
        'Reason: “not recorded”',
        'Read by ada@acme.example (ADMIN) at 2026-11-21 09:00:01 UTC',
      ].join('\n'),
    );
  });
});
