import type { Backend } from '../backend';
import { parseFaults, type Faults } from '../faults/faults';
import { parseStory, stories } from '../stories/stories';
import type { Teller } from '../stories/teller';
import { signInHere } from './demo-actions';

/** `?fault=status:slow,toggle:500` replaces the faults. Returns the error in it, or null. */
export function takeFaultsFromUrl(faults: Faults): string | null {
  const text = new URLSearchParams(window.location.search).get('fault');
  if (text === null) return null;
  try {
    faults.replace(parseFaults(text));
    return null;
  } catch (error) {
    return String(error);
  }
}

/**
 * `?story=lost-answer` begins that story with new data, at its page and as its person; a page without it goes on with the
 * story of this tab. Returns the error in it, or null. The address then is that of the page, so that a reload does not begin
 * the story again.
 */
export async function takeStoryFromUrl(backend: Backend, teller: Teller): Promise<string | null> {
  const text = new URLSearchParams(window.location.search).get('story');
  if (text === null) {
    teller.resume();
    return null;
  }
  try {
    const name = parseStory(text);
    const { person, path } = stories[name];
    await teller.begin(name, () => signInHere(backend, person));
    window.history.replaceState(null, '', import.meta.env.BASE_URL.replace(/\/$/, '') + path);
    return null;
  } catch (error) {
    return String(error);
  }
}
