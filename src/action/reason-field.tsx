import { useRef, useState } from 'react';
import { checkReason, REASON_MAX } from '../lib/reason';
import { countCharacters } from '../lib/text';
import { setDraft, useDrafts } from '../stores/drafts';
import { Button } from '../ui/button';
import { TextAreaField } from '../ui/field';
import { textIn } from '../ui/use-field-text';

/** A reason that is being typed. The draft is kept under `draftKey` until `forget` is called (law 6). */
export function useReason(draftKey: string) {
  const draft = useDrafts((drafts) => drafts[draftKey] ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  return {
    draft,
    problem,
    inputRef,
    type(text: string) {
      setDraft(draftKey, text);
      if (problem !== null && checkReason(text).ok) setProblem(null);
    },
    /** Stores the present text of the field, for example when the dialog closes. */
    keep: () => setDraft(draftKey, textIn(inputRef, draft)),
    forget: () => setDraft(draftKey, ''),
    /** The reason as it will be sent. Null when it is not valid; the field then shows why. */
    check(): string | null {
      const typed = textIn(inputRef, draft);
      setDraft(draftKey, typed);
      const check = checkReason(typed);
      setProblem(check.ok ? null : check.problem);
      if (!check.ok) inputRef.current?.focus();
      return check.ok ? check.reason : null;
    },
  };
}

type ReasonFieldProps = {
  reason: ReturnType<typeof useReason>;
  /** The place where the server keeps the reason, as the hint of the field names it. */
  keptIn: string;
  readOnly: boolean;
  /** Texts that fill the field. They send nothing, and never replace what a person typed. */
  presets?: readonly string[];
};

export function ReasonField({ reason, keptIn, readOnly, presets = [] }: ReasonFieldProps) {
  const { draft, inputRef } = reason;
  const offered = !readOnly && (draft.trim() === '' || presets.includes(draft));
  function fill(preset: string) {
    // The field may have text that came without an event.
    if (textIn(inputRef, draft) === draft) reason.type(preset);
    inputRef.current?.focus();
  }
  return (
    <>
      <TextAreaField
        label="Reason"
        hint={`Required. Kept in ${keptIn}, under your name.`}
        counter={`${countCharacters(draft)} of ${REASON_MAX}`}
        value={draft}
        error={reason.problem}
        readOnly={readOnly}
        initialFocus
        inputRef={inputRef}
        onChange={reason.type}
      />
      {presets.length > 0 && offered && (
        <div role="group" aria-label="Reasons to choose from" className="mt-2 flex flex-wrap gap-2">
          {presets.map((preset) => (
            <Button key={preset} onClick={() => fill(preset)}>
              {preset}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
