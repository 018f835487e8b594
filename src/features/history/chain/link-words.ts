import type { checkLinks } from './check-links';

type LinkCheck = ReturnType<typeof checkLinks>;

export const NO_PROOF = 'A conflict proves tampering or a fault. No conflict is not proof of integrity.';

/** What the console found out by itself, in words. `rest` may be empty. */
export function linkWords({ rows, linked, open, unusable, contradictions }: LinkCheck): {
  title: string;
  rest: string;
} {
  const { length } = contradictions;
  const found = length === 0 ? 'no conflict' : `${n(length)} ${length === 1 ? 'conflict' : 'conflicts'}`;
  const outside =
    open > 0 ? [`(${n(open)} ${open === 1 ? 'points' : 'point'} to a row outside this history.)`] : [];
  const bare =
    unusable > 0 ? [`${n(unusable)} ${unusable === 1 ? 'row has' : 'rows have'} no usable hash.`] : [];
  return {
    title: `${n(linked)} of ${n(rows)} links checked, ${found}.`,
    rest: [...outside, ...bare].join(' '),
  };
}

const n = (count: number) => count.toLocaleString('en');

/** How much the server checked, in words. */
export function serverCounts(processed: number | null, errors: number | null): string {
  const many = (count: number | null) => (count === null ? null : n(count));
  return `${many(processed) ?? 'An untold number of'} rows checked, ${many(errors) ?? 'an untold number of'} ${errors === 1 ? 'error' : 'errors'}`;
}

export const contradictionWords: Record<LinkCheck['contradictions'][number]['kind'], string> = {
  fork: 'Several rows name the same row before',
  'duplicate-hash': 'Several rows have the same hash',
  'self-link': 'A row names itself as the row before',
  'wrong-order': 'A row names a later one as the row before',
  cycle: 'Rows name each other in a circle',
};
