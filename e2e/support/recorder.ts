import type { Page } from '@playwright/test';

/** Records what the page showed over time, so that a test can tell "never" from "not now". */
export type Recorder = {
  /** Each headline of the status badge and each title of the tab, in order, without repeats. */
  headlines: () => Promise<string[]>;
  /** The same for the Guardian's mode, including the words of its banner and of the recovery page. */
  modes: () => Promise<string[]>;
  /** Each text that was put into a live region: `assertive: Kill switch engaged.` */
  announcements: () => Promise<string[]>;
};

/** Call before the page is opened. */
export async function record(page: Page): Promise<Recorder> {
  await page.addInitScript(() => {
    const headlines: string[] = [];
    const modes: string[] = [];
    const announcements: string[] = [];
    const note = () => {
      // Neither a badge's first line nor a live region has a role of its own.
      const badge = document.querySelector('[role=status][aria-label="Kill switch status"] p')?.textContent;
      for (const text of [badge, `title: ${document.title}`]) {
        if (text && !headlines.slice(-2).includes(text)) headlines.push(text);
      }
      for (const line of document.querySelectorAll(
        '[role=status][aria-label="Guardian mode"] p:first-child, section[aria-label="Safe Mode"] p, h1 + div > p',
      )) {
        if (!modes.slice(-4).includes(line.textContent)) modes.push(line.textContent);
      }
    };
    new MutationObserver((changes) => {
      note();
      for (const { addedNodes, target } of changes) {
        const region = target instanceof Element ? target.closest('[aria-live]:not([aria-live=off])') : null;
        for (const node of addedNodes) {
          if (region && node.textContent)
            announcements.push(`${region.getAttribute('aria-live')}: ${node.textContent}`);
        }
      }
    }).observe(document, { childList: true, subtree: true, characterData: true });
    Reflect.set(window, 'e2eRecorded', { headlines, modes, announcements });
  });
  const read = (kind: 'headlines' | 'modes' | 'announcements') => () =>
    page.evaluate((name): string[] => Reflect.get(window, 'e2eRecorded')[name], kind);
  return { headlines: read('headlines'), modes: read('modes'), announcements: read('announcements') };
}

/** The headlines that show the switch as certainly disengaged. */
export function greenOnes(headlines: string[]): string[] {
  return headlines.filter((text) => /^(title: )?Disengaged/.test(text));
}
