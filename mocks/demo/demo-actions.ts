import type { Backend } from '../backend';
import { sessionInJar, type SeedOptions } from '../db';
import { personaById, personas, type PersonaKey } from '../seeds/personas';
import type { StoryName } from '../stories/stories';

/** The person whose session the browser's cookie holds, or null. */
function currentPersona(backend: Backend): Promise<PersonaKey | null> {
  return backend.run((db) => {
    const session = sessionInJar(db);
    return (session && personaById(session.personId)?.key) ?? null;
  });
}

/** The person who toggles from another console: the other one of admin and security, or the second tenant's only operator. */
export async function secondOperator(backend: Backend): Promise<PersonaKey> {
  const current = await currentPersona(backend);
  if (current === 'otherAdmin') return current;
  return current === 'admin' || current === null ? 'security' : 'admin';
}

/** Signs in as this person, as if they had signed in in this tab before. */
export async function signInHere(backend: Backend, person: PersonaKey): Promise<void> {
  await backend.signInAs(person);
  sessionStorage.clear();
  localStorage.removeItem('ksc.session');
  localStorage.setItem('ksc.tenant', personas[person].tenantId);
}

/** Signs in as this person and restarts the console. */
export async function becomePersona(backend: Backend, person: PersonaKey): Promise<void> {
  await signInHere(backend, person);
  location.assign(import.meta.env.BASE_URL);
}

/** Resets everything, then signs in the same person again. */
export async function resetDemo(backend: Backend, options: SeedOptions): Promise<void> {
  const person = await currentPersona(backend);
  await backend.reset(options);
  if (person) await becomePersona(backend, person);
  else location.reload();
}

/** The same link that README and bug reports use. */
export function openStory(name: StoryName): void {
  location.assign(`${import.meta.env.BASE_URL}?story=${name}`);
}
