// @ts-check
// The states of the demo's own parts.

/** @typedef {import('./states.mjs').State} State */

/** @param {import('./stage.mjs').Actor} actor */
async function enterAsAda({ press, until, state }) {
  await press('Enter as Ada, ADMIN');
  await until(state(/^Disengaged/));
}

/** @type {State[]} */
export const demoStates = [
  { name: 'demo-sign-in', path: '/', isDemo: true, play: ({ pass }) => pass(4_000) },
  {
    name: 'demo-loop',
    path: '/',
    isDemo: true,
    async play(actor) {
      await enterAsAda(actor);
      await actor.pass(18_000);
    },
  },
  {
    name: 'demo-refused',
    path: '/',
    isDemo: true,
    readme: 'kill-switch',
    async play(actor) {
      await enterAsAda(actor);
      await actor.pass(18_000);
      await actor.toggle('Engage', 'Billing agent issues refunds in a loop');
      await actor.until(actor.state(/^Engaged/));
      await actor.pass(40_000);
    },
  },
  {
    name: 'demo-panel',
    path: '/',
    isDemo: true,
    async play(actor) {
      await enterAsAda(actor);
      await actor.press('Demo');
      await actor.page.getByText('More', { exact: true }).click();
    },
  },
  {
    name: 'demo-story',
    path: '/?story=lost-answer',
    isDemo: true,
    play: ({ until, state }) => until(state(/^Disengaged/)),
  },
];
