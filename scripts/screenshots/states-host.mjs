// @ts-check
// The states of Safe Mode and of recovery.

/** @typedef {import('./states.mjs').State} State */
/** @typedef {import('./stage.mjs').Actor} Actor */

/** The Guardian looks every five seconds, the page every thirty. @param {Actor} actor */
async function afterKillFile({ pass, press, until, page }) {
  await pass(6_000);
  await press('Refresh');
  await until(page.getByRole('region', { name: 'Safe Mode' }).getByText(/SAFE MODE/));
}

/** @type {State['before']} */
const dropKillFile = ({ host }) => host.dropKillFile();
/** Safe Mode that nothing keeps from ending. @type {State['before']} */
const startInSafeMode = async ({ host }) => {
  await host.setStartupFlag(true);
  await host.setStartupFlag(false);
};

/** @type {State[]} */
export const hostStates = [
  {
    name: 'safe-mode-normal',
    as: 'admin',
    path: '/safe-mode',
    play: ({ until, page }) => until(page.getByRole('status', { name: 'Guardian mode' }).getByText('NORMAL')),
  },
  {
    name: 'safe-mode-enter-dialog',
    as: 'admin',
    path: '/safe-mode',
    isDialog: true,
    play: async ({ compose }) => void (await compose('Enter Safe Mode', { Reason: 'Quarterly drill' })),
  },
  {
    name: 'safe-mode-override',
    as: 'admin',
    path: '/safe-mode',
    before: dropKillFile,
    readme: 'safe-mode',
    play: afterKillFile,
  },
  {
    name: 'safe-mode-on-the-switch',
    as: 'admin',
    path: '/kill-switch',
    before: dropKillFile,
    play: afterKillFile,
  },
  {
    name: 'safe-mode-exit-dialog',
    as: 'admin',
    path: '/safe-mode',
    isDialog: true,
    before: startInSafeMode,
    play: async ({ compose }) =>
      void (await compose('Exit Safe Mode', { Reason: 'The drill is over', 'Host name': 'acme-agents-01' })),
  },
  {
    name: 'safe-mode-record',
    as: 'admin',
    path: '/safe-mode',
    before: startInSafeMode,
    async play({ compose, until, page }) {
      const fields = { Reason: 'The drill is over', 'Host name': 'acme-agents-01' };
      const dialog = await compose('Exit Safe Mode', fields);
      await dialog.getByRole('button', { name: 'Exit Safe Mode' }).click();
      await until(page.getByRole('region', { name: 'Approval record' }));
    },
  },
  {
    name: 'safe-mode-unknown',
    as: 'admin',
    path: '/safe-mode',
    async play({ backend, press, until, settle, page }) {
      await until(page.getByRole('status', { name: 'Guardian mode' }).getByText('NORMAL'));
      backend.faults.set('guardian', '503');
      await press('Refresh');
      await settle();
    },
  },
  {
    name: 'recovery',
    as: 'admin',
    path: '/recovery',
    play: ({ until, heading }) => until(heading('Recovery')),
  },
  {
    name: 'recovery-steps',
    as: 'admin',
    path: '/recovery',
    before: dropKillFile,
    async play(actor) {
      await afterKillFile(actor);
      const choice = actor.page.getByRole('group', { name: 'What happened?' }).getByRole('radio').first();
      await actor.until(actor.page.getByRole('group', { name: 'What happened?' }));
      await choice.check({ force: true });
      await actor.settle();
    },
  },
  {
    name: 'recovery-reset-dialog',
    as: 'admin',
    path: '/recovery',
    isDialog: true,
    play: async ({ compose }) => void (await compose('Reset policy', { Reason: 'The policy is corrupted' })),
  },
];
