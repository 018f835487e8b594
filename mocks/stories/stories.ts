import { enterSafeMode } from '../host/other-operator';
import { hostOf } from '../host/host';
import { tenants } from '../seeds/personas';
import type { Seen, Story } from './story';

export const STORY_NAMES = [
  'lost-answer',
  'second-operator',
  'network-down',
  'tampered-row',
  'forged-signature',
  'kill-file',
] as const;
export type StoryName = (typeof STORY_NAMES)[number];

const { host, id: tenantId } = tenants.acme;
/** Time to open a dialog before something happens elsewhere. */
const SOON_MS = 6_000;
/** The Guardian has looked for the KILL file within this time. */
const LOOKED_MS = 5_500;
/** Every gateway has read the state within this time. */
const SETTLED_MS = 5_000;

const asked = (method: string, path: RegExp) => (seen: Seen) =>
  seen.requests.some((request) => request.method === method && path.test(request.path));
const readTheSwitch = asked('GET', /\/decision\/kill-switch\/[^/]+$/);
const sentAToggle = asked('POST', /\/decision\/kill-switch\//);

export const stories: Record<StoryName, Story> = {
  'lost-answer': {
    title: 'The answer is lost',
    person: 'admin',
    path: '/kill-switch',
    faults: { toggle: '504-but-done' },
    steps: [
      { tell: 'You are Ada. Press Engage, give a reason and confirm.', done: ({ engaged }) => engaged },
      {
        tell: 'The server engaged, but its answer was lost (504). The console reads the state again.',
        done: readTheSwitch,
      },
      {
        tell: 'Within five seconds every gateway refuses the agents’ calls. See the strip above.',
        begins: { after: SETTLED_MS },
        done: ({ elapsed }) => elapsed >= SETTLED_MS,
      },
      {
        tell: 'The page says Engaged because it read it, not because a reply said so. Nothing was sent twice.',
      },
    ],
  },
  'second-operator': {
    title: 'A second operator is faster',
    person: 'admin',
    path: '/kill-switch',
    steps: [
      {
        tell: 'You are Ada. Press Engage and begin to type. In a moment, Sam engages at another desk.',
        begins: {
          after: SOON_MS,
          work: (backend) =>
            backend.toggleAs('security', 'engage', 'Inbox agent forwards mail to an unknown address'),
        },
        done: ({ engaged }) => engaged,
      },
      {
        tell: 'Sam has engaged. Confirm yours, or press Refresh: the page finds out, and keeps your text.',
        done: (seen) => readTheSwitch(seen) || sentAToggle(seen),
      },
      {
        tell: 'Press Disengage. Its dialog says who engaged, when and why. Give a reason and confirm.',
        done: ({ engaged }) => !engaged,
      },
      { tell: 'Two people used one switch, and each saw what the other did. The history names both.' },
    ],
  },
  'network-down': {
    title: 'The network goes down',
    person: 'admin',
    path: '/kill-switch',
    steps: [
      {
        tell: 'You are Ada. The page shows the state that it has read. In a moment, the network goes down.',
        begins: { after: SOON_MS, work: async ({ faults }) => faults.set('any', 'offline') },
        done: ({ faults }) => faults.any === 'offline',
      },
      {
        tell: 'The network is down. Press Refresh: the page says Unknown, and shows Engage as a command.',
        done: readTheSwitch,
      },
      { tell: 'Press Engage all the same, give a reason and confirm.', done: sentAToggle },
      {
        tell: 'The request did not arrive, and your reason is kept. Close the dialog, then repair the network:',
        act: {
          label: 'Connect the network again',
          work: async ({ faults }) => faults.set('any', null),
        },
        done: ({ faults }) => faults.any === undefined,
      },
      { tell: 'The page reads the state again by itself. It sends nothing by itself: press Engage again.' },
    ],
  },
  'tampered-row': {
    title: 'A row of the audit log was changed',
    person: 'auditor',
    path: '/kill-switch/history',
    seed: { brokenChain: true },
    steps: [
      {
        tell: 'You are Uma, an auditor. Somebody changed an old row in the database. Press Verify audit chain.',
        done: asked('GET', /\/audit\/logs\/verify$/),
      },
      { tell: 'The verdict names the row whose hash no longer fits. Find it in the list and open it.' },
      { tell: 'A broken chain is told and never hidden: the evidence report carries the verdict, too.' },
    ],
  },
  'forged-signature': {
    title: 'A signature is forged',
    person: 'admin',
    path: '/safe-mode',
    faults: { 'guardian-action': 'signature-invalid' },
    prepare: (backend) =>
      backend.run((db) => {
        const act = { operator: 'sam.security@acme.example', reason: 'Quarterly drill', at: backend.clock() };
        enterSafeMode(hostOf(db, tenantId).guardian, act);
      }),
    steps: [
      {
        tell: `You are Ada, and the drill is over. Press Exit Safe Mode, give a reason and type ${host}.`,
        done: ({ mode }) => mode === 'NORMAL',
      },
      { tell: 'Safe Mode is off. Look at the signature of the approval record: this one is forged.' },
      { tell: 'The browser verified the signature itself. Keep the record, and find out who signed it.' },
    ],
  },
  'kill-file': {
    title: 'A KILL file on the host',
    person: 'admin',
    path: '/safe-mode',
    steps: [
      {
        tell: 'You are Ada. Somebody drops a KILL file on the host. The Guardian sees it within five seconds: then press Refresh.',
        begins: {
          after: 0,
          work: async (backend) => {
            await backend.host.dropKillFile();
            await backend.wait(LOOKED_MS);
            await backend.run(() => undefined);
          },
        },
        // The page has asked since then, so it knows as well.
        done: ({ mode, modeSince, requests }) =>
          mode === 'OPERATOR_OVERRIDE' &&
          requests.some(({ path, at }) => path.endsWith('/guardian/status') && at >= modeSince),
      },
      {
        tell: 'SAFE MODE stands on every page, and the agents are denied. The way back begins on the host:',
        act: { label: 'Delete the KILL file', work: (backend) => backend.host.deleteKillFile() },
        done: ({ killFile }) => !killFile,
      },
      {
        tell: 'Press Acknowledge kill, here or on the Recovery page, and give a reason.',
        done: ({ killAcknowledged }) => killAcknowledged,
      },
      {
        tell: `Press Exit Safe Mode, give a reason and type ${host}.`,
        done: ({ mode }) => mode === 'NORMAL',
      },
      { tell: 'The agents run again. The signed record says who approved that, and why.' },
    ],
  },
};

const isStoryName = (text: string): text is StoryName => STORY_NAMES.some((name) => name === text);

/** The story of a link. Throws an error that lists the stories. */
export function parseStory(text: string): StoryName {
  if (isStoryName(text)) return text;
  throw new Error(`Unknown story "${text}". Stories: ${STORY_NAMES.join(', ')}`);
}
