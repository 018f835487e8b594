// @ts-check
// The states of sign-in, of the kill switch and of its history.

/** @typedef {import('./states.mjs').State} State */

const WHY = 'Billing agent issues refunds in a loop';

/** @type {State[]} */
export const switchStates = [
  { name: 'sign-in', path: '/', play: ({ until, heading }) => until(heading('Sign in')) },
  {
    name: 'sign-in-down',
    path: '/',
    faults: { auth: '503' },
    play: ({ until, heading }) => until(heading('Sign in')),
  },
  {
    name: 'disengaged',
    as: 'admin',
    path: '/kill-switch',
    play: ({ until, state }) => until(state(/^Disengaged/)),
  },
  {
    name: 'checking',
    as: 'admin',
    path: '/kill-switch',
    faults: { status: 'hang' },
    play: ({ until, state }) => until(state(/^Checking/)),
  },
  {
    name: 'engage-dialog',
    as: 'admin',
    path: '/kill-switch',
    isDialog: true,
    play: async ({ compose }) => void (await compose('Engage', { Reason: WHY })),
  },
  {
    name: 'engage-dialog-empty',
    as: 'admin',
    path: '/kill-switch',
    isDialog: true,
    async play({ compose }) {
      const dialog = await compose('Engage', {});
      await dialog.getByRole('button', { name: 'Engage kill switch' }).click();
    },
  },
  {
    name: 'engaged',
    as: 'admin',
    path: '/kill-switch',
    async play({ toggle, until, state, pass }) {
      await toggle('Engage', WHY);
      await until(state(/^Engaged/));
      await pass(3_000);
    },
  },
  {
    name: 'engaged-by-another',
    as: 'admin',
    path: '/kill-switch',
    before: ({ toggleAs }) =>
      toggleAs('security', 'engage', 'Agent deletes customer records outside its scope'),
    play: ({ until, state }) => until(state(/^Engaged/)),
  },
  {
    name: 'disengage-dialog',
    as: 'admin',
    path: '/kill-switch',
    isDialog: true,
    before: ({ toggleAs }) =>
      toggleAs('security', 'engage', 'Agent deletes customer records outside its scope'),
    play: async ({ compose }) =>
      void (await compose('Disengage', { Reason: 'Rule fixed, and tried on staging' })),
  },
  {
    name: 'lost-answer',
    as: 'admin',
    path: '/kill-switch',
    isDialog: true,
    faults: { toggle: '504-but-done' },
    async play({ toggle, until, state, pass }) {
      await toggle('Engage', WHY);
      await until(state(/^Engaged/));
      await pass(2_000);
    },
  },
  {
    name: 'refused',
    as: 'admin',
    path: '/kill-switch',
    isDialog: true,
    faults: { toggle: '429' },
    async play({ toggle, settle }) {
      await toggle('Engage', WHY);
      await settle();
    },
  },
  {
    name: 'outage',
    as: 'admin',
    path: '/kill-switch',
    async play({ backend, press, until, state }) {
      await until(state(/^Disengaged/));
      backend.faults.set('any', 'offline');
      await press('Refresh');
      await until(state(/^Unknown/));
    },
  },
  {
    name: 'outage-from-the-start',
    as: 'admin',
    path: '/kill-switch',
    faults: { status: '503' },
    play: ({ until, state }) => until(state(/^Unknown/)),
  },
  {
    name: 'session-ended',
    as: 'admin',
    path: '/kill-switch',
    isDialog: true,
    async play({ backend, press, until, state, page }) {
      await until(state(/^Disengaged/));
      await backend.expireSessions();
      await press('Refresh');
      await until(page.getByRole('dialog'));
    },
  },
  {
    name: 'no-access',
    as: 'viewer',
    path: '/kill-switch',
    play: ({ until, heading }) => until(heading('No access')),
  },
  { name: 'not-found', as: 'admin', path: '/nowhere', play: ({ settle }) => settle() },
];

const HISTORY = '/kill-switch/history';

/** @type {State[]} */
export const historyStates = [
  {
    name: 'history',
    as: 'admin',
    path: HISTORY,
    before: ({ toggleAs }) => toggleAs('admin', 'engage', WHY),
    readme: 'history',
    play: ({ until, page }) => until(page.getByRole('figure', { name: 'Timeline' })),
  },
  {
    name: 'history-auditor',
    as: 'auditor',
    path: '/kill-switch',
    play: ({ until, heading }) => until(heading('Activation history')),
  },
  {
    name: 'history-many',
    as: 'admin',
    path: HISTORY,
    seed: { seed: 'ten-thousand' },
    play: ({ until, page }) => until(page.getByRole('figure', { name: 'Timeline' })),
  },
  {
    name: 'history-empty',
    as: 'admin',
    path: HISTORY,
    seed: { seed: 'none' },
    play: ({ until, page }) => until(page.getByText('No kill-switch activations recorded.')),
  },
  {
    name: 'history-broken-chain',
    as: 'auditor',
    path: HISTORY,
    seed: { brokenChain: true },
    async play({ press, until, page }) {
      await press('Verify audit chain');
      await until(page.getByRole('alert'));
    },
  },
  {
    name: 'history-outage',
    as: 'admin',
    path: HISTORY,
    faults: { history: '503' },
    play: ({ settle }) => settle(),
  },
];
