import type { SeedName } from '../db';
import { planLivedIn, type Operator } from './lived-in';
import { personas } from './personas';

export interface PlannedToggle {
  engage: boolean;
  /** ms since the epoch. */
  at: number;
  by: Operator;
  reason: string;
  /** The audit log records the operator's name as well. */
  isNamed?: true;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

type Scene = [daysAgo: number, minutes: number, by: 'admin' | 'security', reason: string];

/** Engagements and their ends in turn. The last one is used only when the story ends engaged. */
const story: readonly Scene[] = [
  [19, 0, 'security', 'Refund agent issues duplicate credits'],
  [19, 42, 'admin', 'Duplicate-credit rule fixed, verified on staging'],
  [12, 0, 'admin', 'Prompt injection reported in the support inbox agent'],
  [12, 125, 'security', 'Inbox filter deployed; red team could not repeat it'],
  [6, 0, 'security', 'Quarterly drill'],
  [6, 7, 'security', 'Drill finished, every worker confirmed within 4 s'],
  [1, 0, 'admin', 'Unexplained spend spike on the billing agent'],
  [1, 25, 'admin', 'Traced to a duplicated cron job, job removed'],
];
const ongoing: Scene = [0, 0, 'security', 'Agent deletes customer records outside its scope'];

const bulkReasons = [
  'Runaway agent in billing',
  'Cause found and fixed',
  'Unusual outbound traffic from the mail agent',
  'False alarm, traffic was a planned export',
  'Credential leak suspected',
  'Credentials rotated, agents restarted',
] as const;

const bulkDays: Record<Exclude<SeedName, 'demo' | 'lived-in'>, [count: number, days: number]> = {
  none: [0, 0],
  one: [1, 1],
  twenty: [20, 20],
  'ten-thousand': [10_000, 400],
};

function tell(engaged: boolean, now: number): PlannedToggle[] {
  const start = now - 12 * MINUTE;
  const scenes = engaged ? [...story, ongoing] : story;
  return scenes.map(([daysAgo, minutes, by, reason], index) => {
    const at = start - daysAgo * DAY + minutes * MINUTE;
    return { engage: index % 2 === 0, at, by: personas[by], reason };
  });
}

/** The first tenant's toggles before `now` (ms since the epoch), oldest first. */
export function planToggles(seed: SeedName, engaged: boolean, now: number): PlannedToggle[] {
  if (seed === 'demo') return tell(engaged, now);
  if (seed === 'lived-in') return planLivedIn(engaged, now).map((toggle) => ({ ...toggle, isNamed: true }));
  const [count, days] = bulkDays[seed];
  const interval = (days * DAY) / Math.max(count, 1);
  return Array.from({ length: count }, (_, index) => {
    const fromEnd = count - 1 - index;
    const engage = fromEnd % 2 === 0 ? engaged : !engaged;
    // An engagement lasts a quarter of the time until the next one begins.
    const shift = engage ? 0 : interval / 2;
    return {
      engage,
      at: Math.round(now - 12 * MINUTE - fromEnd * interval - shift),
      by: index % 3 === 0 ? personas.security : personas.admin,
      reason: bulkReasons[(2 * Math.floor(index / 2) + (engage ? 0 : 1)) % bulkReasons.length] ?? '',
    };
  });
}
