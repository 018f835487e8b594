import type { PersonaKey } from '../seeds/personas';
import { personaKeys, personas, tenants } from '../seeds/personas';

/** What a visitor finds behind each person's button. */
const shows: Record<PersonaKey, string> = {
  admin: 'engages and disengages, and approves the way out of Safe Mode',
  security: 'engages and disengages, and enters Safe Mode',
  auditor: 'reads who did it and why, and verifies the evidence',
  viewer: 'has no pages here',
  otherAdmin: 'administers another tenant',
};

/** One click per person, above the sign-in form. demo.css shows it only on that page. */
export function DemoEntrance({ onEnter }: { onEnter: (person: PersonaKey) => void }) {
  return (
    <section className="demo-entrance" aria-labelledby="demo-entrance-title">
      <h2 id="demo-entrance-title">This is a demo</h2>
      <p>The server runs in this browser. Nothing real is stopped. Enter as one of these people:</p>
      <ul>
        {personaKeys.map((key) => (
          <li key={key}>
            <button type="button" onClick={() => onEnter(key)}>
              {`Enter as ${firstName(key)}, ${personas[key].role}`}
            </button>
            <span>{`${tenantName(key)}: ${shows[key]}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function firstName(key: PersonaKey): string {
  return personas[key].fullName.split(' ')[0] ?? '';
}

function tenantName(key: PersonaKey): string {
  const { tenantId } = personas[key];
  return Object.values(tenants).find(({ id }) => id === tenantId)?.name ?? tenantId;
}
