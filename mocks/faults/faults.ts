import {
  FAULT_TARGETS,
  faultNames,
  homeOf,
  isFaultName,
  isFaultTarget,
  type FaultName,
  type FaultTarget,
  type GatewayFault,
  type RequestTarget,
  type StateFault,
} from './fault-names';

export { FAULT_TARGETS, faultLabels, faultNames, type FaultName, type FaultTarget } from './fault-names';

/** At most one fault for each target. A fault for `any` is added to it. */
export type FaultSet = Partial<Record<FaultTarget, FaultName>>;

/**
 * Parses `status:slow,toggle:504-but-done`. A fault without a target gets its default target, in most cases `any`.
 *
 * @throws Error with the known names, for an unknown name or target, or two faults for one target.
 */
export function parseFaults(text: string): FaultSet {
  const set: FaultSet = {};
  for (const item of text.split(',').map((part) => part.trim())) {
    if (item === '') continue;
    const colon = item.indexOf(':');
    const name = item.slice(colon + 1);
    if (!isFaultName(name)) throw new Error(`Unknown fault "${name}". Known: ${faultNames.join(', ')}.`);
    const target = colon < 0 ? homeOf(name) : item.slice(0, colon);
    if (!isFaultTarget(target)) {
      throw new Error(`Unknown fault target "${target}". Known: ${FAULT_TARGETS.join(', ')}.`);
    }
    if (set[target]) throw new Error(`Two faults for "${target}": "${set[target]}" and "${name}".`);
    set[target] = name;
  }
  return set;
}

/** The reverse of `parseFaults`. */
export function formatFaults(set: FaultSet): string {
  return FAULT_TARGETS.flatMap((target) => (set[target] ? [`${target}:${set[target]}`] : [])).join(',');
}

/** A storage for faults besides memory, so that tabs of one browser share them. */
export interface FaultMemory {
  load(): FaultSet;
  save(set: FaultSet): void;
}

export interface Faults {
  /** Sets the one fault of a target, or removes it. Refuses unknown names, which can come from untyped code. */
  set(target: FaultTarget, fault: FaultName | null): void;
  clear(): void;
  replace(set: FaultSet): void;
  active(): FaultSet;
  /** The faults of such a request, the target's own fault first. */
  of(target: RequestTarget): FaultName[];
  /** Whether such a fault is set, for whichever target. */
  has(fault: StateFault | GatewayFault): boolean;
}

export function createFaults(initial: FaultSet = {}, memory?: FaultMemory): Faults {
  let current: FaultSet = { ...initial };
  const read = () => (current = memory?.load() ?? current);
  const write = (set: FaultSet) => {
    current = set;
    memory?.save(set);
  };
  return {
    set(target, fault) {
      const { [target]: _replaced, ...rest } = read();
      write(fault === null ? rest : { ...rest, ...parseFaults(`${target}:${fault}`) });
    },
    clear: () => write({}),
    replace: (set) => write(parseFaults(formatFaults(set))),
    active: () => ({ ...read() }),
    of(target) {
      const { [target]: own, any } = read();
      return [own, any].filter((name) => name !== undefined);
    },
    has: (fault) => Object.values(read()).includes(fault),
  };
}
