import type { Moment, Of, Seen } from './noted';
import type { RawAnswer } from './page-event';

/** How long a fresh answer counts, ms, with an allowance for timers. */
const FRESH_MS = 45_000 + 2_000;
/** How long the page may take to show what it has read: in real ms, and in ticks, because a busy page gets fewer of them. */
const RENDER = { ms: 500, ticks: 4 };
/** How long the page may take to notice that time has passed or jumped. It reads its clock every second. */
const NOTICE = { ms: 1_500, ticks: 10 };

const same = (a: unknown, b: string) => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();

/** Whether an answer, as it was on the wire, says that the switch of this tenant is in this state. */
export function confirms({ status, says }: RawAnswer, state: string, tenant: string): boolean {
  return status === 200 && says?.success === true && says.state === state && same(says.tenant, tenant);
}

const isGreen = ({ badge, title, cell = '' }: Of<'look'>) =>
  [badge, title].some((text) => text.startsWith('Disengaged')) || cell.startsWith('Kill switch disengaged');

/** (a) Green only while the newest completed reading of this same document says so and is fresh. */
export function greenWithoutKnowing(seen: readonly Seen[]): string[] {
  const found: string[] = [];
  const asked = new Map<string, Of<'asked'>>();
  let answered: { question: Of<'asked'>; answer: Of<'answered'> }[] = [];
  let tenant = '';
  let doc = '';
  let stale: Of<'look'> | null = null;
  for (const event of seen) {
    if (event.doc !== doc) {
      doc = event.doc;
      answered = [];
      stale = null;
    }
    if (event.kind === 'person') ({ tenant } = event);
    if (event.kind === 'asked') asked.set(event.id, event);
    if (event.kind === 'answered' && event.call === 'read' && !event.dropped) {
      const question = asked.get(event.id);
      if (question) answered.push({ question, answer: event });
    }
    if (event.kind !== 'look') continue;
    if (!isGreen(event)) stale = null;
    else {
      const settled = (answer: Moment) =>
        event.at - answer.at >= RENDER.ms && event.ticks - answer.ticks >= RENDER.ticks;
      const newest = (among: typeof answered) =>
        among.toSorted((a, b) => a.question.at - b.question.at).at(-1);
      // The newest answer among those that the page has had time to show. Then the same, adding one by one those that it has
      // not.
      const shown = answered.filter(({ answer }) => settled(answer));
      const choices = answered
        .slice(shown.length)
        .map((_, index) => newest(answered.slice(0, shown.length + index + 1)));
      const all = [newest(shown), ...choices];
      // A new tab may never be told who is signed in. It knows the tenant all the same, and asks for it.
      const ground = all.findLast(
        (pair) => pair && confirms(pair.answer, 'disengaged', tenant || pair.question.tenant),
      );
      const what = `“${event.badge || '(no badge)'}”, tab “${event.title}”, cell “${event.cell ?? ''}”`;
      if (!ground) found.push(`green without knowing: ${what}; newest reading: ${told(all.at(-1))}`);
      else if (!isOld(ground.question, event)) stale = null;
      else if (!stale) stale = event;
      else if (late(event, stale))
        found.push(`green for too long: ${what}, ${ageOf(ground.question, event)}`);
    }
  }
  return found;
}

const late = (now: Moment, since: Moment) =>
  (now.at - since.at >= NOTICE.ms && now.ticks - since.ticks >= NOTICE.ticks) ||
  now.mono - since.mono > 3_000;

/** Too old by either clock, or of unknown age because the clock was set back. */
function isOld(from: Moment, to: Moment): boolean {
  const [wall, mono] = [to.wall - from.wall, to.mono - from.mono];
  return Math.max(wall, mono) > FRESH_MS || wall < mono - 4_000;
}

const ageOf = (from: Moment, to: Moment) =>
  `${Math.round(to.wall - from.wall)} ms old by the wall clock, ${Math.round(to.mono - from.mono)} by the other`;

const told = (pair: { answer: RawAnswer } | undefined) =>
  pair ? JSON.stringify({ status: pair.answer.status, says: pair.answer.says }) : 'none';
