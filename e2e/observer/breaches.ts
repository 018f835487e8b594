import { confirms, greenWithoutKnowing } from './green';
import type { Moment, Noted, Of, Seen } from './noted';
import type { Action } from './page-event';

// Finds breaches of the laws in the recorded events. Pure, so it can be tested without a browser.

const CLICK_MS = 1_000;
/** The shortest reason that is searched for. A shorter one may occur anywhere by chance. */
const TELLING = 6;

/** Every breach of a law by the console, in words. */
export function findBreaches(noted: readonly Noted[]): string[] {
  const seen = noted.filter((event): event is Seen => event.page !== undefined);
  const pages = [...new Set(seen.map(({ page }) => page))];
  const perPage = pages
    .map((page) => seen.filter((event) => event.page === page))
    .flatMap((own) => [...greenWithoutKnowing(own), ...togglesOfNobody(own), ...reasonsLost(own, noted)]);
  return [...new Set([...perPage, ...unseenToggles(noted), ...reasonsTold(noted)])];
}

/** (b) Each toggle follows one person's one click on the confirm button of its own dialog, within the last second. */
function togglesOfNobody(seen: readonly Seen[]): string[] {
  const found: string[] = [];
  let clicks: Of<'pressed'>[] = [];
  for (const event of seen) {
    if (event.kind === 'pressed') clicks.push(event);
    if (event.kind !== 'asked' || (event.call !== 'engage' && event.call !== 'disengage')) continue;
    const { call, at, doc } = event;
    const click = clicks.findLast(
      (one) => one.doc === doc && one.action === call && at - one.at >= 0 && at - one.at <= CLICK_MS,
    );
    if (click) clicks = clicks.filter((one) => one !== click);
    else found.push(`a toggle (${call}) was sent that nobody clicked for`);
  }
  return found;
}

/** (b) The browser sends only toggles that its pages requested by `fetch`, each once. */
function unseenToggles(noted: readonly Noted[]): string[] {
  const asked = new Set(noted.filter((event) => event.kind === 'asked').map(({ requestId }) => requestId));
  const sent = new Set<string>();
  return noted.flatMap((event) => {
    if (event.kind !== 'wire') return [];
    const { action, requestId } = event;
    if (requestId === '' || !asked.has(requestId)) return [`a toggle (${action}) was sent past fetch`];
    if (sent.has(requestId)) return [`a toggle (${action}) was sent twice`];
    sent.add(requestId);
    return [];
  });
}

/** (c) The typed text stays in the field until the server accepted it, or until a reading shows that the toggle took effect. */
function reasonsLost(seen: readonly Seen[], noted: readonly Noted[]): string[] {
  const found: string[] = [];
  type Typed = { value: string; sentFor: string | null; settledAt: Moment | null; released: boolean };
  let typed = new Map<string, Typed>();
  let person = { tenant: '', email: '' };
  const asked = new Map<string, Of<'asked'>>();
  const context = seen[0]?.context;
  const mine = new Set<Noted>(seen);
  const of = (action: Action) => typed.get(`${person.tenant} ${person.email} ${action}`.toLowerCase());
  for (const event of noted) {
    const signedOut = event.kind === 'asked' && event.call === 'sign-out' && event.context === context;
    // A person who signs out leaves nothing of their own behind in any tab. What others typed stays.
    if (signedOut)
      typed = new Map(
        [...typed].filter(([key]) => !key.startsWith(`${person.tenant} ${person.email} `.toLowerCase())),
      );
    if (!mine.has(event) || event.page === undefined) continue;
    if (event.kind === 'person') person = event;
    if (event.kind === 'typed') {
      const { action, value } = event;
      const fresh = { value, sentFor: null, settledAt: null, released: false };
      typed.set(`${person.tenant} ${person.email} ${action}`.toLowerCase(), fresh);
    }
    if (event.kind === 'asked') asked.set(event.id, event);
    if (event.kind === 'asked' && (event.call === 'engage' || event.call === 'disengage')) {
      Object.assign(of(event.call) ?? {}, { sentFor: event.id, settledAt: null });
    }
    if (event.kind === 'answered' && (event.call === 'engage' || event.call === 'disengage')) {
      const mineNow = of(event.call);
      if (mineNow?.sentFor === event.id) {
        mineNow.settledAt = event;
        if (event.status !== null && event.status >= 200 && event.status < 300) mineNow.released = true;
      }
    }
    if (event.kind === 'answered' && event.call === 'read') {
      const question = asked.get(event.id);
      for (const [action, state] of [
        ['engage', 'engaged'],
        ['disengage', 'disengaged'],
      ] as const) {
        const sent = of(action);
        const after = sent?.settledAt && question && question.at >= sent.settledAt.at;
        if (sent && after && confirms(event, state, person.tenant)) sent.released = true;
      }
    }
    if (event.kind === 'field') {
      const { value = '', released = false } = of(event.action) ?? {};
      if (event.value !== value && !(released && event.value === ''))
        found.push(
          `the typed reason is gone (${event.action}): “${event.value}” stands where “${value}” was typed`,
        );
    }
  }
  return found;
}

/** (c) The typed text appears nowhere that is logged or that outlives the tab. */
function reasonsTold(noted: readonly Noted[]): string[] {
  const reasons = noted.filter((event) => event.kind === 'typed').map(({ value }) => value.trim());
  const telling = [...new Set(reasons)].filter(({ length }) => length >= TELLING);
  return noted.flatMap((event) => {
    if (event.kind !== 'place') return [];
    const texts = [event.text, decoded(event.text)];
    const inJson = (reason: string) => JSON.stringify(reason).slice(1, -1);
    return telling
      .filter((reason) => texts.some((text) => text.includes(reason) || text.includes(inJson(reason))))
      .map((reason) => `the typed reason stands in ${event.name}: “${reason.slice(0, 40)}”`);
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
