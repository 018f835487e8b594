import { useId, useState, type ReactNode } from 'react';
import { useFirstKnown } from '../lib/take-in';
import { StateIcon, type StateIconName } from '../ui/state-icon';
import { UserText } from '../ui/user-text';

/** Whether all is well in a part, in words. `note`: there is nothing that could be wrong. */
export type Verdict = { tone: 'ok' | 'wrong' | 'unknown' | 'note'; words: string };

const looks: Record<Verdict['tone'], { icon: StateIconName | null; text: string }> = {
  ok: { icon: 'disengaged', text: 'text-muted' },
  wrong: { icon: 'engaged', text: 'font-medium text-danger' },
  unknown: { icon: 'unknown', text: 'text-unknown' },
  note: { icon: null, text: 'text-muted' },
};

/**
 * Whether a part is open: it opens once something in it needs to be seen, and then stays as it is until the person opens or
 * closes it. Nothing closes by itself, because that would move what is under a finger.
 */
export function useOpen(needed: boolean) {
  const [chosen, choose] = useState<boolean | null>(null);
  const opened = useFirstKnown(needed ? true : null) ?? false;
  const open = chosen ?? opened;
  return {
    open,
    choose,
    /** For `<details>`: the browser has opened or closed it, for the person or to show what they searched for. */
    onToggle: (event: { currentTarget: HTMLDetailsElement }) => {
      if (event.currentTarget.open !== open) choose(event.currentTarget.open);
    },
  };
}

type FoldProps = { title: string; verdict: Verdict; children: ReactNode };

/** A part of the page that is folded while all is well in it. Its summary says whether that is so. */
export function Fold({ title, verdict, children }: FoldProps) {
  const id = useId();
  const { open, onToggle } = useOpen(verdict.tone === 'wrong');
  const { icon, text } = looks[verdict.tone];
  return (
    <section aria-labelledby={id} className="border-b border-hairline last:border-b-0">
      <details open={open} onToggle={onToggle} className="print:details-content:[content-visibility:visible]">
        <summary className="min-h-11 cursor-pointer py-2.5">
          <h2 id={id} className="ml-1 inline-block font-semibold">
            {title}
          </h2>
          <span className={`ml-3 inline-flex items-center gap-2 ${text}`}>
            {icon && <StateIcon state={icon} className="size-4 shrink-0" />}
            <span>
              <UserText text={verdict.words} />
            </span>
          </span>
        </summary>
        <div className="pb-4">{children}</div>
      </details>
    </section>
  );
}
