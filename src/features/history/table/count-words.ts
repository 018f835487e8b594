const n = (count: number) => count.toLocaleString('en');

type Counts = {
  shown: number;
  loaded: number;
  /** The server's count. */
  total: number;
  filtered: boolean;
  complete: boolean;
};

/** How many toggles the filter keeps, of how many. */
export function countWords({ shown, loaded, total, filtered, complete }: Counts): string {
  const toggles = loaded === 1 ? 'toggle' : 'toggles';
  const of = complete
    ? loaded === 1
      ? 'the only toggle'
      : `all ${n(loaded)} toggles`
    : `the ${n(loaded)} ${toggles} loaded so far, of ${n(total)}`;
  if (loaded === 0) return '';
  if (!filtered) return `Shown: ${of}.`;
  return shown === 0 ? `No match among ${of}.` : `${n(shown)} match, of ${of}.`;
}
