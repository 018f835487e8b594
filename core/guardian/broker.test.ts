// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProjectPath, judgeRequest, profileOf, requestEvent, type Asked } from './broker';
import { FACTORY_SETTINGS } from './state';

const WIDE = {
  shell_execution_allowed: true,
  self_upgrade_allowed: true,
  autonomy_ceiling: 'PROFILE-STANDARD',
  logging_enforcement: 'MANDATORY',
  network_origins: ['https://models.example'],
};
const ask = (capability: string, given: Asked['arguments'] = {}): Asked => ({ capability, arguments: given });
/** One request of each capability that the wide policy allows. */
const ALLOWED: readonly Asked[] = [
  ask('ai_planning'),
  ask('shell_execution', { command: 'date' }),
  ask('network', { url: 'https://models.example/v1/chat' }),
  ask('file_operations', { operation: 'read', path: 'notes/a.txt' }),
  ask('file_operations', { operation: 'list', path: '' }),
  ask('file_operations', { operation: 'write', path: 'a.txt' }),
  ask('file_operations', { operation: 'delete', path: 'a.txt' }),
  ask('self_upgrade', { version: '2.0.0' }),
  ask('autonomy', { profile: 'PROFILE-STANDARD' }),
];
/** What is left in NORMAL under the policy after a reset. */
const HARMLESS: readonly Asked[] = [
  ask('ai_planning'),
  ask('file_operations', { operation: 'read', path: 'notes/a.txt' }),
  ask('file_operations', { operation: 'list', path: '' }),
];

const request = fc.oneof(
  fc.constantFrom(...ALLOWED),
  fc.record({ capability: fc.string(), arguments: fc.dictionary(fc.string(), fc.jsonValue()) }),
);
const settings = fc.oneof(
  fc.constant(WIDE),
  fc.dictionary(fc.constantFrom(...Object.keys(WIDE), '__proto__'), fc.jsonValue()),
);

describe('a request of Core', () => {
  it.each(ALLOWED)(
    'for $capability is allowed in NORMAL, by a policy that allows it [F7-14, F7-15, F7-16, F7-17, F7-19]',
    (asked) => {
      expect(judgeRequest('NORMAL', WIDE, asked)).toBe('ALLOWED');
    },
  );

  it('is denied in Safe Mode and Operator Override, whatever it is and whatever the policy says [F7-08, F7-22, F7-105, F7-107, F7-109, F7-110, INV-OPER-2, INV-OPER-4]', () => {
    fc.assert(
      fc.property(fc.constantFrom('SAFE', 'OPERATOR_OVERRIDE'), settings, request, (mode, policy, asked) => {
        expect(judgeRequest(mode, policy, asked)).toBe('DENIED (Safe Mode)');
      }),
    );
  });

  it('is denied in NORMAL by the policy after a reset, but for planning and reading', () => {
    const left = ALLOWED.filter((asked) => judgeRequest('NORMAL', FACTORY_SETTINGS, asked) === 'ALLOWED');
    expect(left).toEqual(HARMLESS);
    const loosened = { ...WIDE, autonomy_ceiling: 'PROFILE-SAFE' };
    expect(ALLOWED.filter((asked) => judgeRequest('NORMAL', loosened, asked) === 'ALLOWED')).toEqual(
      HARMLESS,
    );
  });

  it('is denied while the policy does not say yes in so many words', () => {
    for (const said of ['true', 1, null, {}, undefined]) {
      const policy = { ...WIDE, shell_execution_allowed: said, self_upgrade_allowed: said };
      expect(judgeRequest('NORMAL', policy, ask('shell_execution', { command: 'x' }))).toBe(
        'DENIED (profile)',
      );
      expect(judgeRequest('NORMAL', policy, ask('self_upgrade', { version: 'x' }))).toBe('DENIED (profile)');
    }
  });

  it('never gets more autonomy than the policy’s ceiling [F7-94]', () => {
    const verdict = (profile: unknown, ceiling: unknown) =>
      judgeRequest('NORMAL', { ...WIDE, autonomy_ceiling: ceiling }, ask('autonomy', { profile }));
    expect(verdict('PROFILE-SAFE', 'PROFILE-STANDARD')).toBe('ALLOWED');
    expect(verdict('PROFILE-ELEVATED', 'PROFILE-STANDARD')).toBe('DENIED (profile)');
    expect(verdict('PROFILE-UNBOUNDED', 'PROFILE-UNBOUNDED')).toBe('DENIED (profile)');
    expect(verdict('PROFILE-STANDARD', 'PROFILE-UNBOUNDED')).toBe('DENIED (profile)');
    expect(verdict(7, 7)).toBe('DENIED (profile)');
    const shown = ['PROFILE-STANDARD', 'PROFILE-UNBOUNDED', undefined].map((ceiling) =>
      profileOf({ autonomy_ceiling: ceiling }),
    );
    expect(shown).toEqual(['PROFILE-STANDARD', 'PROFILE-SAFE', 'PROFILE-SAFE']);
  });

  it('for the network is denied for every origin that the policy does not list, and without a list', () => {
    const verdict = (url: unknown, policy: object = WIDE) =>
      judgeRequest('NORMAL', { ...policy }, ask('network', { url }));
    for (const url of [
      'http://models.example/',
      'https://models.example:444/',
      'https://models.example.evil/',
      'https://models.example@evil.example/',
      'https://evil.example/https://models.example',
      'file:///etc/passwd',
      'null',
      7,
    ]) {
      expect([url, verdict(url)]).toEqual([url, 'DENIED (profile)']);
    }
    const { network_origins: _origins, ...unlisted } = WIDE;
    expect(verdict('https://models.example/', unlisted)).toBe('DENIED (profile)');
  });

  it('is denied when its capability is unknown, or a word that every object has', () => {
    for (const capability of ['', 'root', 'constructor', '__proto__', 'toString', 'Shell_Execution', 'ui']) {
      expect(judgeRequest('NORMAL', WIDE, ask(capability, { command: 'x' }))).toBe('DENIED (profile)');
    }
  });
});

describe('a path within the project', () => {
  it('never leads out of it', () => {
    for (const path of [
      '../x',
      'a/../../x',
      '/etc/passwd',
      'a//b',
      './a',
      'a/.',
      'C:\\x',
      'C:x',
      '..\\x',
      'a\0b',
      '..',
      null,
    ]) {
      expect([path, isProjectPath(path)]).toEqual([path, false]);
    }
    for (const path of ['', 'a', 'a/b.txt', '...', '.hidden/x', 'a b/ü']) {
      expect([path, isProjectPath(path)]).toEqual([path, true]);
    }
  });
});

describe('the event of a request', () => {
  it('names what Core asked for, cut to a length that cannot fill the log [F7-105]', () => {
    const event = requestEvent(
      ask('shell_execution', { command: 'x'.repeat(10_000) }),
      'DENIED (Safe Mode)',
      5,
    );
    expect(event).toMatchObject({
      at: 5,
      kind: 'capability_request',
      capability: 'shell_execution',
      outcome: 'DENIED (Safe Mode)',
      actor: 'Core',
    });
    expect(event.message).toMatch(/^Core asked for shell_execution: x{120}$/);
    expect(requestEvent(ask('<b>'.repeat(9_999)), 'DENIED (profile)', 5)).toMatchObject({
      capability: 'unknown',
      message: 'Core asked for unknown',
    });
  });
});
