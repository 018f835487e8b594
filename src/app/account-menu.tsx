import { useState } from 'react';
import { signOut } from '../auth/session/session';
import { clip, revealHidden } from '../lib/text';
import type { Person } from '../stores/session';
import { Button } from '../ui/button';
import { Icon, PERSON } from '../ui/icon';
import type { Late } from './use-late';

/** Who is signed in, and with which role. What they may choose is in a script of its own. */
export function AccountMenu({ person, late }: { person: Person; late: Late }) {
  // A browser without popovers shows the menu at all times.
  const [open, setOpen] = useState(!('popover' in HTMLElement.prototype));
  return (
    <>
      <button
        type="button"
        popoverTarget="account"
        className="control flex items-center gap-2 border-transparent px-2.5 text-left text-meta hover:bg-sunken print:hidden"
      >
        <Icon d={PERSON} />
        <span className="sr-only">Account:</span>{' '}
        <span className="max-md:sr-only">
          <span>
            <Line text={person.fullName ?? person.email} />
          </span>{' '}
          <span>
            <Line text={person.role} />
          </span>
        </span>
      </button>
      <div
        id="account"
        popover="auto"
        onBeforeToggle={({ newState }) => {
          setOpen(newState === 'open');
          if (late.failed) late.ask();
        }}
        className="card menu"
      >
        {late.code ? <late.code.AccountPanel person={person} /> : <p>This did not load yet.</p>}
        {/* A wide header has this button itself. */}
        {open && (
          <div className="mt-4 md:hidden">
            <Button onClick={() => void signOut()}>Sign out</Button>
          </div>
        )}
      </div>
    </>
  );
}

/** The beginning of a text that may be long; the menu has all of it. */
function Line({ text }: { text: string }) {
  return (
    <span dir="auto" className="line-clamp-1 max-w-44 break-all">
      {revealHidden(clip(text, 80))}
    </span>
  );
}
