import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDefaults, factoryDefaults, otherSettings } from './policy-defaults';

const verdicts = (settings: Record<string, unknown>) =>
  compareDefaults(settings).map(({ verdict }) => verdict);

describe('the settings after a reset, compared with the four defaults,', () => {
  it('are the same only if every one is the same', () => {
    expect(verdicts({ ...factoryDefaults })).toEqual(['same', 'same', 'same', 'same']);
    expect(verdicts({ ...factoryDefaults, more: 1 })).toEqual(['same', 'same', 'same', 'same']);
  });

  it('are missing when they are not there, even when a prototype has them', () => {
    expect(verdicts({})).toEqual(['missing', 'missing', 'missing', 'missing']);
    expect(verdicts(Object.create(factoryDefaults) as Record<string, unknown>)[0]).toBe('missing');
  });

  it('differ by type too, and the type is named', () => {
    const [shell] = compareDefaults({ ...factoryDefaults, shell_execution_allowed: 'false' });
    expect(shell).toMatchObject({ verdict: 'different', found: 'false (as string)' });
  });

  it('are never compared when redacted', () => {
    expect(verdicts({ ...factoryDefaults, autonomy_ceiling: '***REDACTED***' })).toContain('redacted');
  });

  it('have one of four verdicts, and "same" only for the default, whatever the server sends', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(factoryDefaults)));
    const settings = fc.dictionary(
      fc.oneof(fc.constantFrom(...Object.keys(factoryDefaults)), fc.string()),
      value,
    );
    fc.assert(
      fc.property(settings, (sent) => {
        const compared = compareDefaults(sent);
        expect(compared.map(({ name }) => name)).toEqual(Object.keys(factoryDefaults));
        for (const { name, verdict, found } of compared) {
          const wanted = Object.entries(factoryDefaults).find(([key]) => key === name)?.[1];
          const actual = Object.hasOwn(sent, name) ? sent[name] : undefined;
          expect(verdict === 'same').toBe(actual === wanted);
          expect(found.length).toBeLessThanOrEqual(220);
        }
        const others = otherSettings(sent).map(({ name }) => name);
        expect(others).toEqual(Object.keys(sent).filter((name) => !Object.hasOwn(factoryDefaults, name)));
      }),
    );
  });
});
