import { CopyButton } from './copy-button';

/** Commands to run elsewhere: shown in full, wrapped, and ready to copy. */
export function CommandBlock({ text, copyLabel }: { text: string; copyLabel: string }) {
  return (
    <div className="mt-2">
      <pre
        dir="ltr"
        className="overflow-x-auto rounded-control bg-sunken p-3 font-mono text-mono wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </pre>
      <div className="mt-2">
        <CopyButton label={copyLabel} text={text} />
      </div>
    </div>
  );
}
