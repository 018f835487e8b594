import type { checkLinks } from './check-links';

type LinkCheck = ReturnType<typeof checkLinks>;

export const NO_PROOF = 'A conflict proves tampering or a fault. No conflict is not proof of integrity.';

/** What the console found out by itself, in words. `rest` may be empty. */
export function linkWords({ rows, linked, open, unusable, contradictions }: LinkCheck): {
  title: string;
  rest: string;
} {
  const { length } = contradictions;
  const found = length === 0 ? 'no conflict' : `${length} ${length === 1 ? 'conflict' : 'conflicts'}`;
  const outside =
    open > 0 ? [`(${open} ${open === 1 ? 'points' : 'point'} to a row outside this history.)`] : [];
  const bare =
    unusable > 0 ? [`${unusable} ${unusable === 1 ? 'row has' : 'rows have'} no usable hash.`] : [];
  return { title: `${linked} of ${rows} links checked, ${found}.`, rest: [...outside, ...bare].join(' ') };
}

export const contradictionWords: Record<LinkCheck['contradictions'][number]['kind'], string> = {
  fork: 'Several rows name the same row before',
  'duplicate-hash': 'Several rows have the same hash',
  'self-link': 'A row names itself as the row before',
  'wrong-order': 'A row names a later one as the row before',
  cycle: 'Rows name each other in a circle',
};
