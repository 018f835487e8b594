/** Invisible characters, except spaces, which a name may contain: zero-width, control and filler characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\uFFFC]/gu;
const SPACES = /[\p{Z}\t-\r]+/gu;
const DASHES = /[\u2010-\u2015\u2212]/g;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);

/** Characters that change the path for a browser, a proxy or the server: `/`, `\`, `%2e`, `?`, `#`. */
const CHANGES_PATH = /[/\\%?#]/;
const LONGEST = 200;

/** A text without invisible characters. Copied from a chat or a document, they would make a correct email address wrong. */
export function withoutUnseen(text: string): string {
  return text.replace(SPACES, ' ').replace(UNSEEN, '').trim();
}

export type TenantCheck = { ok: true; tenantId: string; isUuid: boolean } | { ok: false; problem: string };

/** Whether a text can be one part of a path. `.` and `..` are not allowed, encoded or not, because they mean folders. */
export function isPathPart(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !CHANGES_PATH.test(text);
}

/**
 * The tenant id as it will be sent, without invisible characters, or what is wrong with it. It is a UUID, or a name where
 * the server accepts names.
 */
export function checkTenantId(typed: string): TenantCheck {
  const tenantId = withoutUnseen(typed);
  if (tenantId === '') return { ok: false, problem: 'Enter the tenant ID.' };
  const bare = tenantId.replaceAll(' ', '').replace(DASHES, '-');
  if (UUID.test(bare)) return { ok: true, tenantId: bare, isUuid: true };
  return isPathPart(tenantId) && tenantId.length <= LONGEST
    ? { ok: true, tenantId, isUuid: false }
    : {
        ok: false,
        problem: 'Not a tenant ID. Enter the tenant’s UUID, or its name without / \\ % ? and #.',
      };
}

/** A kept tenant id if it is exactly as it was sent; '' for anything else, which somebody may have put there. */
export function keptTenantId(kept: string): string {
  const check = checkTenantId(kept);
  return check.ok && check.tenantId === kept ? kept : '';
}
