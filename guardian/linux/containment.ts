import { ENTER_ROOT, JOIN_CGROUP, WAIT_FOR_GUARDIAN } from './enter-root';

/** Who Core is on this host. */
export interface CoreUser {
  uid: number;
  gid: number;
}

/** `root`: the Guardian may make namespaces. `user`: it needs a user namespace for that, in which Core has its own user. */
export type Rights = { kind: 'root'; user: CoreUser } | { kind: 'user' };

export interface Hold {
  rights: Rights;
  /** The folder of a cgroup v2, or null. */
  cgroup: string | null;
  /** Core's folder, which it sees as /core. */
  folder: string;
  /** The project's folder, which it sees as /project. */
  project: string | null;
  /** At most so many processes and threads. */
  processes: number;
}

const KILLED_WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL'];
const NO_RIGHTS = ['--nnp', '--bounding-set', '-all', '--inh-caps', '-all'];

function becomeCore(rights: Rights): string[] {
  if (rights.kind === 'user') return ['setpriv', ...NO_RIGHTS];
  const { uid, gid } = rights.user;
  return ['setpriv', '--reuid', `${uid}`, '--regid', `${gid}`, '--clear-groups', ...NO_RIGHTS];
}

/**
 * The end of every chain: Core's rights, and death with the parent. The second `setpriv` is on purpose: a change of user
 * clears the signal that was asked for before. However busy Core is, the Guardian comes first.
 */
function asCore({ rights, processes }: Hold): string[] {
  const limits = ['nice', '-n', '10', 'prlimit', `--nproc=${processes}`, '--core=0'];
  return [...limits, ...becomeCore(rights), ...KILLED_WITH_PARENT];
}

const joined = (cgroup: string | null): string[] =>
  cgroup === null ? [] : ['sh', '-c', JOIN_CGROUP, 'sh', cgroup];

const OWN_PROCESSES = ['unshare', '--pid', '--fork', '--kill-child', '--mount', '--mount-proc'];

/**
 * Starts a command as the first process of namespaces of its own. They end with the Guardian, and with this process.
 *
 * There are two process namespaces, one within the other. The first process of the outer one is ours, and Core cannot see it:
 * Core could take back the signal that ends itself with its parent, but not the one that ends ours, and Core with it.
 */
export function holdCommand(hold: Hold, node: string, command: string[]): string[] {
  const mapped = hold.rights.kind === 'user' ? ['--user', '--map-root-user'] : [];
  const enter = ['sh', '-c', ENTER_ROOT, 'sh', hold.folder, hold.project ?? '', node];
  const wait = ['sh', '-c', WAIT_FOR_GUARDIAN, 'sh'];
  return [
    ...KILLED_WITH_PARENT,
    ...joined(hold.cgroup),
    ...OWN_PROCESSES,
    ...mapped,
    '--net',
    '--ipc',
    ...enter,
    ...OWN_PROCESSES,
    ...asCore(hold),
    ...wait,
    ...command,
  ];
}

/**
 * Starts a shell command in the namespaces of a running Core, in a process namespace of its own below Core's: so all that it
 * starts, wherever it goes, ends with it.
 */
export function insideCommand(hold: Hold, pid: number, command: string): string[] {
  const mapped = hold.rights.kind === 'user' ? ['--user', '--preserve-credentials'] : [];
  const enter = ['nsenter', '--target', `${pid}`, ...mapped, '--mount', '--net', '--ipc', '--pid'];
  const shell = ['sh', '-c', command];
  return [
    ...KILLED_WITH_PARENT,
    ...joined(hold.cgroup),
    ...enter,
    ...OWN_PROCESSES,
    ...asCore(hold),
    ...shell,
  ];
}
