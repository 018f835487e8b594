// Runs in the page before any of its own scripts. It can use no imports, and it judges nothing.

import type { Action, Call, Fact, PageEvent } from './page-event';

export const BINDING = 'e2eObserverSaw';

export function watchPage(binding: string) {
  if (window.top !== window || window.location.origin === 'null') return;
  // A test may fake the page's clock later; these functions stay real.
  const realNow = performance.now.bind(performance);
  const everyRealMs = window.setInterval.bind(window);
  const realFetch = window.fetch.bind(window);
  const doc = `${performance.timeOrigin}-${Math.random()}`;
  let [ticks, calls] = [0, 0];

  let untold: PageEvent[] = [];
  const flush = () => {
    const send: unknown = Reflect.get(window, binding);
    if (untold.length > 0 && typeof send === 'function') void Promise.resolve(send(untold)).catch(() => {});
    untold = [];
  };
  const tell = (fact: Fact) => {
    untold.push({ doc, at: realNow(), ticks, wall: Date.now(), mono: performance.now(), ...fact });
    // Looks can wait for the next tick. An action must be recorded before its consequences.
    if (fact.kind !== 'look' && fact.kind !== 'place') flush();
  };

  const actionOf = (dialog: Element | null | undefined): Action | null => {
    const name = document.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')?.textContent?.trim();
    if (name === 'Engage kill switch') return 'engage';
    return name === 'Disengage kill switch' ? 'disengage' : null;
  };
  const isReason = (field: Element | null): field is HTMLTextAreaElement =>
    field instanceof HTMLTextAreaElement && field.labels[0]?.textContent?.trim() === 'Reason';
  let told = { badge: '', title: '', cell: '', at: 0, wall: 0, mono: 0 };
  const fields = new Map<Action, string>();
  const places = new Map<string, string>();
  const look = () => {
    const badge = document.querySelector('[role=status][aria-label="Kill switch status"]')?.textContent ?? '';
    const cell = document.querySelector('[aria-label="Kill switch state"]')?.textContent?.trim() ?? '';
    const { title } = document;
    const now = { at: realNow(), wall: Date.now(), mono: performance.now() };
    const changed = badge.slice(0, 60) !== told.badge || title !== told.title || cell !== told.cell;
    const green =
      badge.trim().startsWith('Disengaged') ||
      title.startsWith('Disengaged') ||
      cell.startsWith('Kill switch disengaged');
    const jumped = Math.max(Math.abs(now.wall - told.wall), Math.abs(now.mono - told.mono)) >= 1_000;
    const later = now.at - told.at > 500 || jumped;
    if (changed || (green && later)) {
      told = { badge: badge.slice(0, 60), title, cell, ...now };
      tell({ kind: 'look', badge: told.badge.trim(), title, cell });
    }
    const open = new Set<Action>();
    for (const dialog of document.querySelectorAll('dialog[open]')) {
      const action = actionOf(dialog);
      const field = [...dialog.querySelectorAll('textarea')].find(isReason);
      if (!action || !field) continue;
      open.add(action);
      if (fields.get(action) === field.value) continue;
      fields.set(action, field.value);
      tell({ kind: 'field', action, value: field.value });
    }
    for (const action of fields.keys()) if (!open.has(action)) fields.delete(action);
  };
  const stored = () => {
    try {
      return JSON.stringify({ ...localStorage });
    } catch {
      return ''; // The storage is blocked, so it contains nothing.
    }
  };
  const lookAround = () => {
    const found = {
      address: window.location.href,
      'history.state': JSON.stringify(window.history.state) ?? '',
      localStorage: stored(),
      'document.title': document.title,
    };
    for (const [name, text] of Object.entries(found)) {
      if (places.get(name) === text) continue;
      places.set(name, text);
      tell({ kind: 'place', name, text });
    }
  };

  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['open', 'aria-label'],
  });
  everyRealMs(() => {
    ticks += 1;
    look();
    lookAround();
    flush();
  }, 100);
  window.addEventListener('pagehide', flush);

  // Only what a person did: scripts cannot make trusted events.
  const onInput = ({ isTrusted, target }: Event) => {
    const field = target instanceof Element ? target : null;
    const action = actionOf(field?.closest('dialog'));
    if (isTrusted && action && isReason(field)) tell({ kind: 'typed', action, value: field.value });
  };
  const onClick = ({ isTrusted, target }: Event) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const action = actionOf(button?.closest('dialog[open]'));
    const name = action === 'engage' ? 'Engage kill switch' : 'Disengage kill switch';
    // Enter and Space on a button are clicks as well.
    if (isTrusted && action && button?.textContent?.trim() === name) tell({ kind: 'pressed', action });
  };
  // Ctrl+Enter or ⌘+Enter in a dialog is its button.
  const onKey = ({ isTrusted, target, key, ctrlKey, metaKey, repeat }: KeyboardEvent) => {
    const action = target instanceof Element ? actionOf(target.closest('dialog[open]')) : null;
    if (isTrusted && action && key === 'Enter' && (ctrlKey || metaKey) && !repeat)
      tell({ kind: 'pressed', action });
  };
  window.addEventListener('input', onInput, true);
  window.addEventListener('click', onClick, true);
  window.addEventListener('keydown', onKey, true);

  const callOf = (method: string, path: string): Call | null => {
    if (/\/decision\/kill-switch\/[^/]+$/.test(path)) {
      if (method === 'GET') return 'read';
      return method === 'DELETE' ? 'disengage' : 'engage';
    }
    if (path.endsWith('/auth/token')) return 'sign-in';
    if (path.endsWith('/auth/me')) return 'who';
    return path.endsWith('/auth/logout') ? 'sign-out' : null;
  };
  const parsed = (text: string): Record<string, unknown> | null => {
    try {
      const json: unknown = JSON.parse(text);
      return typeof json === 'object' && json !== null ? { ...json } : {};
    } catch {
      return null;
    }
  };
  const own = (from: unknown, name: string): unknown =>
    typeof from === 'object' && from !== null && Object.hasOwn(from, name)
      ? Reflect.get(from, name)
      : undefined;

  window.fetch = (input, init) => {
    const asked = input instanceof Request ? input : null;
    const url = new URL(asked?.url ?? String(input), window.location.href);
    const method = (init?.method ?? asked?.method ?? 'GET').toUpperCase();
    const call = callOf(method, url.pathname);
    if (!call) return realFetch(input, init);
    const headers = new Headers(init?.headers ?? asked?.headers);
    const tenant = headers.get('x-tenant-id') ?? '';
    const id = `${doc}-${(calls += 1)}`;
    const since = performance.now();
    tell({ kind: 'asked', id, call, requestId: headers.get('x-request-id') ?? '', tenant });

    const fail = (error: unknown) => {
      const ms = performance.now() - since;
      // After 8 s the page aborts a request in the same way as one that it no longer needs.
      const dropped = error instanceof Error && error.name === 'AbortError' && (ms < 7_900 || ms > 10_000);
      tell({ kind: 'answered', id, call, status: null, dropped });
    };
    // Read as the page reads it: `text()` of a clone may resolve after the page has shown what it read.
    const wholeText = async ({ body }: Response) => {
      const [reader, decoder] = [body?.getReader(), new TextDecoder()];
      let text = '';
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
        text += decoder.decode(part.value, { stream: true });
      return text;
    };
    const note = async (response: Response) => {
      const { status } = response;
      if (call !== 'read' && call !== 'who') {
        if (call === 'sign-in' && response.ok) {
          const email = own(parsed(String(init?.body)), 'email');
          tell({ kind: 'person', tenant, email: String(email) });
        }
        return tell({ kind: 'answered', id, call, status });
      }
      const json = parsed(await wholeText(response.clone()));
      const data = own(json, 'data');
      const [state, whose] = [own(data, 'status'), own(data, 'tenant_id')];
      if (call === 'who' && response.ok && typeof whose === 'string')
        tell({ kind: 'person', tenant: whose, email: String(own(data, 'email')) });
      const says = json && { success: own(json, 'success'), state, tenant: whose };
      tell({ kind: 'answered', id, call, status, says });
    };
    const answer = realFetch(input, init);
    void answer.then(note).catch(fail);
    return answer;
  };
}
