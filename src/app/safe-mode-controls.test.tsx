import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { Backend } from '../../mocks/backend';
import { enterSafeMode, exitSafeMode } from '../../mocks/host/other-operator';
import { hostOf } from '../../mocks/host/host';
import { personas, tenants } from '../../mocks/seeds/personas';
import { scenarios } from '../features/recovery/checklist/scenarios';
import { pages } from './pages';
import { button, openAccount } from '../testing/find';
import '../testing/recovery';
import { renderApp, START, type App } from '../testing/render-app';

// F7 §5: "User clicking UI buttons (UI is disabled)". The test covers every control of every page, as found on the page.

/**
 * The controls that may be used while the mode is not NORMAL: the part of F7 §5 that allows them, or why they change
 * nothing, and their names.
 */
const ALLOWED = {
  'view logs: navigation': ['Skip to content', 'Kill Switch', 'Safe Mode', 'Recovery', 'Activation history'],
  'view logs: links': [
    'Why, and what to do',
    'Kill switch …',
    'Guardian status',
    'Recovery ▸ What happened?',
    'Full history, export and verification',
  ],
  'view logs: details': ['Details', 'Link to this row', 'Show rows', 'Previous incident', 'Next incident'],
  'view logs: tables, words': ['Incidents', 'Toggles', 'What it does not do', 'Recovery ▸ What happened?'],
  'view logs: pages': ['Newest', 'Newer', 'Older', 'Oldest'],
  'view logs: filter': ['Action', 'Search', 'From (UTC)', 'To (UTC)'],
  'view logs: time': ['24 h', '7 d', '90 d', 'All', 'Show … of the timeline'],
  'view logs: reads only': ['Refresh', 'Read host status', 'All events', 'Load older events'],
  'view logs: folded parts':
    'Entry conditions, Kill mechanisms, Capabilities, Processes and policy, Remote management, What it does not do, Verify without this page, How'.split(
      ', ',
    ),
  'export diagnostics': ['Export CSV', 'Export JSON', 'Export logs', 'Export now', 'Download'],
  'export diagnostics: the report': ['Evidence report', 'Print', 'Download JSON', 'Back to the history'],
  'verify integrity': ['Verify integrity', 'Verify now', 'Verify audit chain'],
  'reset runtime policy': ['Reset policy', 'Reset now'],
  'rollback Core': ['Roll back Core', 'Roll back now'],
  'the governed way out (F7 §2, INV-OPER-6)': [
    'Acknowledge kill',
    'Acknowledge now',
    'Exit Safe Mode',
    'Open the exit checks',
    'Open the recovery steps',
  ],
  'exit application': ['Sign out', 'Request frontend stop'],
  'only ever stops more (law 8)': ['Engage', 'Engage kill switch', 'Open the switch'],
  'in the dialog of something that is allowed': [
    'Reason',
    'Host name',
    'Confirmation',
    'Admin token',
    'Cancel',
  ],
  'display only': [
    'Account: Ada Admin ADMIN',
    'Theme',
    'The helper failed on the host',
    'Shortcuts and notifications',
    'Verify it with OpenSSL, without this browser',
  ],
  'display only: to the clipboard': ['Copy …'],
  'the operator’s own notes': [
    'Start over',
    ...Object.values(scenarios).flatMap(({ name, steps }) => [name, ...steps.map(({ text }) => text)]),
  ],
};
const allowed = new Set(Object.values(ALLOWED).flat());

/** The allowed controls that open a dialog. */
const OPENERS = [
  'Engage',
  'Exit Safe Mode',
  'Acknowledge kill',
  'Reset policy',
  'Roll back Core',
  'Request frontend stop',
];

const CONTROLS =
  'a[href], button, input, select, textarea, summary, [contenteditable], [role=button], [tabindex]:not([tabindex="-1"])';
const ROLES = ['button', 'link', 'textbox', 'searchbox', 'checkbox', 'radio', 'combobox', 'slider'];

/** The controls of the page, each with its accessible name. */
function controls(): Map<Element, string> {
  const names = new Map<Element, string>();
  const note = (name: string, element: Element) => names.set(element, name).size > 0;
  for (const role of ROLES) screen.queryAllByRole(role, { name: note });
  // Date fields, password fields and summaries have no role.
  for (const element of document.querySelectorAll(CONTROLS)) {
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : null;
    // A folded part bears the name of its heading; what follows it says whether all is well.
    const named = element.querySelector('h2') ?? label ?? element;
    // What is not shown cannot be used.
    if (!names.has(element) && !element.closest('[hidden]')) names.set(element, named.textContent.trim());
  }
  return names;
}

/** The controls whose description says that Safe Mode disables them. */
function disabledOnes(): Set<Element> {
  const found = new Set<Element>();
  for (const role of ['button', 'link']) {
    const all = screen.queryAllByRole(role, { description: /^Disabled in Safe Mode/ });
    for (const element of all) if (element.getAttribute('aria-disabled') === 'true') found.add(element);
  }
  return found;
}

/** Walks through the console and remembers which entries of the list were found. */
function createWalk() {
  const met = new Set<string>();
  const disabled = new Set<string>();
  return {
    met,
    disabled,
    check(where: string) {
      const stopped = disabledOnes();
      const wrong: string[] = [];
      for (const [element, fullName] of controls()) {
        const name = fullName
          .replace(/^(Copy|Kill switch)( .*)?$/, '$1 …')
          .replace(/^Show \w{3} \d+ \w{3} \d{4}.*$/, 'Show … of the timeline');
        if (allowed.has(name)) met.add(name);
        else if (stopped.has(element)) disabled.add(name);
        else wrong.push(`${element.tagName} ${name}`);
      }
      expect(wrong, `${where}: neither allowed by F7 nor “Disabled in Safe Mode”`).toEqual([]);
    },
  };
}

/** Safe Mode was left once, which makes an approval record, and is on again. */
async function prepare({ run, host }: Backend) {
  await run((db) => {
    const { guardian } = hostOf(db, tenants.acme.id);
    const act = { operator: personas.admin.email, reason: 'A drill', at: START };
    enterSafeMode(guardian, act);
    exitSafeMode(guardian, act);
  });
  await host.breakCoreSignature();
}

async function open(app: App, path: string) {
  await app.goTo(path);
  await app.happen(() => vi.dynamicImportSettled());
  // Waits for what the page requests when it opens.
  await app.settle();
  openAccount();
  expect(screen.getByRole('region', { name: 'Safe Mode' })).toHaveTextContent('SAFE MODE');
}

test.each([false, true])(
  'in Safe Mode each control that F7 does not allow is disabled and says so, on every page (engaged: %s) [F7-81, F7-95, F7-111]',
  async (engaged) => {
    const app = await renderApp({ seed: { seed: 'twenty', malformedRows: 15, engaged }, prepare });
    const walk = createWalk();
    for (const { path } of Object.values(pages)) {
      await open(app, path);
      walk.check(path);
      for (const choice of screen.queryAllByRole('radio')) {
        await app.click(choice);
        walk.check(`${path}, chosen: ${(choice as HTMLInputElement).labels?.[0]?.textContent}`);
      }
      const view = async (name: string) => {
        const opener = screen.queryByRole('button', { name });
        if (opener) await app.click(opener);
        walk.check(`${path}, ${name}`);
      };
      await view('Toggles');
      for (const details of screen.queryAllByRole('button', { name: /^(Details|All events)$/ }).slice(0, 1)) {
        await app.click(details);
        walk.check(`${path}, details`);
      }
      await view('Evidence report');
      await view('Back to the history');
      for (const name of OPENERS) {
        const opener = screen.queryByRole('button', { name });
        if (!opener || opener.getAttribute('aria-disabled') === 'true') continue;
        await app.click(opener);
        within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel' });
        walk.check(`${path}, dialog of ${name}`);
        await app.click(button('Cancel'));
      }
    }
    expect([...walk.disabled]).toEqual(['Disengage', 'Enter Safe Mode']);
    const missed = [...allowed].filter((name) => !walk.met.has(name));
    // What is there only while the switch is engaged, or only while it is not.
    expect(missed, 'listed, but nowhere found').toEqual(
      engaged ? ['What it does not do', 'Engage kill switch'] : ['Recovery ▸ What happened?'],
    );
  },
);
