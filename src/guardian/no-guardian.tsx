import { explainError } from '../api/errors/explain-error';
import { NO_GUARDIAN } from './mode';

/** One calm line for a deployment without a Guardian, which is normal, and how the console knows. */
export function NoGuardian({ error }: { error: unknown }) {
  return (
    <>
      <p className="mt-4">
        <span>{NO_GUARDIAN}</span>, and none ever has in this browser. Nothing is disabled by that.
      </p>
      {error !== null && (
        <details className="mt-2 text-muted">
          <summary className="min-h-11 cursor-pointer py-2">If there should be one</summary>
          <p>
            Check the host, and the address of the API: /guardian reaches no Guardian. Retrying every 30 s.
            For support: <span>{explainError(error, 'safe-mode').quote}</span>
          </p>
        </details>
      )}
    </>
  );
}
