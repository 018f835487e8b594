/** How Core is held on a host, in words. `warning` says what follows where it is not held. */
type Containment = { words: string; warning?: string };

const known: Readonly<Record<string, Containment>> = {
  'pidns+cgroup': { words: 'PID namespace and cgroup' },
  pidns: { words: 'PID namespace' },
  userns: { words: 'user namespace' },
  job: { words: 'Job Object' },
  none: { words: 'not contained', warning: 'Core is not started: nothing here can hold it.' },
};

/** The words for `containment` of a status; null when an older Guardian says nothing. Unknown values are shown as sent. */
export function containmentWords(value: string | null | undefined): Containment | null {
  const code = value?.trim() ?? '';
  if (code === '') return null;
  return (Object.hasOwn(known, code) && known[code]) || { words: code };
}
