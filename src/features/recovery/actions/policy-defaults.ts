import { showJson } from '../../../lib/show-json';
import { clip, isRedacted } from '../../../lib/text';

/** The settings after a reset (F7 §3). */
export const factoryDefaults = {
  shell_execution_allowed: false,
  self_upgrade_allowed: false,
  autonomy_ceiling: 'PROFILE-SAFE',
  logging_enforcement: 'MANDATORY',
} as const;

type SettingVerdict = 'same' | 'different' | 'missing' | 'redacted';

export type ComparedSetting = { name: string; wanted: string; found: string; verdict: SettingVerdict };

const LONGEST = 200;
/** Far more than any policy has. */
const MOST_OTHERS = 200;

/** The value of a setting as text. The server may send any value. */
function shown(value: unknown): string {
  return clip(typeof value === 'string' ? value : showJson(value), LONGEST);
}

/** Compares the settings after a reset with the four defaults. The text "false" is not the value false. */
export function compareDefaults(settings: Readonly<Record<string, unknown>>): ComparedSetting[] {
  return Object.entries(factoryDefaults).map(([name, value]) => {
    const wanted = String(value);
    if (!Object.hasOwn(settings, name)) return { name, wanted, found: 'missing', verdict: 'missing' };
    const actual = settings[name];
    const redacted = typeof actual === 'string' && isRedacted(actual);
    const same = actual === value;
    const found = !same && shown(actual) === wanted ? `${wanted} (as ${typeof actual})` : shown(actual);
    return { name, wanted, found, verdict: redacted ? 'redacted' : same ? 'same' : 'different' };
  });
}

/** Settings other than the four. The seed names no default for them. */
export function otherSettings(
  settings: Readonly<Record<string, unknown>>,
): { name: string; found: string }[] {
  return Object.entries(settings)
    .filter(([name]) => !Object.hasOwn(factoryDefaults, name))
    .slice(0, MOST_OTHERS)
    .map(([name, value]) => ({ name, found: shown(value) }));
}
