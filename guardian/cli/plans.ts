/** Who may use a command, and what it asks a person first. */
interface Plan {
  /** For `--help`, in one sentence. */
  about: string;
  /** Whom F7 lets use it. */
  who: 'anyone' | 'administrator';
  /** What a person must answer first: y, or the host's name. */
  confirm: 'nothing' | 'yes' | 'host name';
  /** The text of that question. */
  question: string;
}

/** A command that a Guardian carries out, or the same code on the files while none runs. */
export interface AskPlan extends Plan {
  call: { method: 'GET' | 'POST'; path: string };
  /** Without a Guardian it only reads: it takes no lock and writes nothing. */
  onlyReads: boolean;
}

const anyone = { who: 'anyone', confirm: 'nothing', question: '', onlyReads: true } as const;
const administrator = { who: 'administrator', confirm: 'nothing', question: '', onlyReads: false } as const;

/** F7 §3 in a table: which command needs what. */
const ASKING = {
  'show-status': {
    ...anyone,
    about: 'Says in which mode the Guardian is, and why. Writes nothing.',
    call: { method: 'GET', path: '/guardian/status' },
  },
  'verify-integrity': {
    ...anyone,
    about: 'Checks every signature and hash. Changes nothing.',
    call: { method: 'POST', path: '/guardian/integrity/verify' },
  },
  'export-logs': {
    ...anyone,
    about: 'Writes status and events to the file PATH, or into the folder PATH. Changes nothing else.',
    call: { method: 'POST', path: '/guardian/logs/export' },
  },
  'start-safe': {
    ...anyone,
    about: 'Enters Safe Mode: Core and everything that it started is ended. --safe-mode alone is the same.',
    call: { method: 'POST', path: '/local/start-safe' },
  },
  'acknowledge-kill': {
    ...administrator,
    about: 'Ends Operator Override, once the KILL file is deleted. Safe Mode stays.',
    confirm: 'yes',
    question: 'This acknowledges the emergency stop. Continue? [y/N]',
    call: { method: 'POST', path: '/guardian/kill/acknowledge' },
  },
  'reset-policy': {
    ...administrator,
    about: 'Resets all policies to factory defaults, after a backup.',
    confirm: 'yes',
    // Word for word from F7 §3.
    question: 'This will reset ALL policies to factory defaults. Continue? [y/N]',
    call: { method: 'POST', path: '/guardian/policy/reset' },
  },
  'rollback-core': {
    ...administrator,
    about: 'Restores the newest earlier version of Core that verifies.',
    confirm: 'yes',
    question: 'This replaces Core by its previous verified version. Continue? [y/N]',
    call: { method: 'POST', path: '/guardian/core/rollback' },
  },
  'install-core': {
    ...administrator,
    about: 'Installs the signed Core in PATH, a folder or .tar.gz. In Safe Mode it only replaces it.',
    confirm: 'yes',
    question: 'This installs another Core, and starts it where the mode is NORMAL. Continue? [y/N]',
    call: { method: 'POST', path: '/local/install-core' },
  },
  'exit-safe': {
    ...administrator,
    about: 'Leaves Safe Mode with a signed record, when all conditions are cleared.',
    confirm: 'host name',
    question: 'This lets Core run again. Type the name of this host to approve it',
    call: { method: 'POST', path: '/guardian/safe-mode/exit' },
  },
  stop: {
    ...administrator,
    about: 'Stops everything: Core with all that it started, then the Guardian.',
    call: { method: 'POST', path: '/local/stop' },
  },
} as const satisfies Record<string, AskPlan>;

const OWN = {
  init: { ...administrator, about: 'Makes a home in an empty folder: keys, policy, seal and state.' },
  daemon: {
    ...administrator,
    about: 'Is the Guardian, until it is stopped. With --safe-mode it starts in Safe Mode.',
  },
} as const satisfies Record<string, Plan>;

/** The commands that are carried out by whoever answers for the home. */
export type AskName = keyof typeof ASKING;
/** The words that may follow `exacta-guardian --`. */
export type CommandName = AskName | keyof typeof OWN;

export const ASK_PLANS: Record<AskName, AskPlan> = ASKING;
export const PLANS: Record<CommandName, Plan> = { ...ASKING, ...OWN };

/** `Object.keys` answers any strings; these are the names of the table. */
export const COMMANDS = Object.keys(PLANS) as CommandName[];
