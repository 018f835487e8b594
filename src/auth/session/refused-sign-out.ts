import { isApiError } from '../../api/errors/api-error';
import * as auth from '../../api/auth';
import { explainError } from '../../api/errors/explain-error';
import { proofOf } from '../../api/http/outcome';
import { isTechnical } from '../../lib/server-words';

const DELETE_COOKIES =
  'It may live on (up to a day on some servers): delete this site’s cookies in the browser’s settings.';

/**
 * What to say when the server did not confirm a sign-out. It first checks whether the browser's cookie still opens a
 * session. Null when the session is over after all.
 */
export async function refusedSignOut(error: unknown, tenantId: string): Promise<string | null> {
  const alive = await stillSignedIn(tenantId);
  if (alive === false) return null;
  const { title, serverWords, quote } = explainError(error, 'session');
  const words = serverWords && !isTechnical(serverWords) ? serverWords : title;
  const told =
    proofOf(error) === 'unknown'
      ? `the server did not confirm that the session ended (${words})`
      : `the server did not end the session (${words})`;
  const state = alive ? 'The session still works. ' : '';
  return `You are signed out in this browser, but ${told}. ${state}${DELETE_COOKIES} For support: ${quote}`;
}

/** Null when that cannot be decided. */
async function stillSignedIn(tenantId: string): Promise<boolean | null> {
  try {
    await auth.whoAmI(tenantId, true);
    return true;
  } catch (error) {
    if (!isApiError(error) || error.status === null) return null;
    if (error.status === 401) return false;
    // An answer of status 2xx, even an unusable one, goes only to somebody who is signed in.
    return error.status < 300 ? true : null;
  }
}
