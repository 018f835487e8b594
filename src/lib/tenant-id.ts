/** What shows nothing, but for spaces, which a name may hold: zero-width, control and filler characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\uFFFC]/gu;
const SPACES = /[\p{Z}\t-\r]+/gu;
const DASHES = /[\u2010-\u2015\u2212]/g;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** What would lead to another path, whether the browser, a proxy or the server takes it so: `/`, `\`, `%2e`, `?`, `#`. */
const CHANGES_PATH = /[/\\%?#]/;
const LONGEST = 200;

/** A text without what shows nothing: pasted along from a chat or a document, it makes a right e-mail address a wrong one. */
export function withoutUnseen(text: string): string {
  return text.replace(SPACES, ' ').replace(UNSEEN, '').trim();
}

export type TenantCheck = { ok: true; tenantId: string; isUuid: boolean } | { ok: false; problem: string };

/** Whether a text can stand as one part of a path: `.` and `..` are taken for folders, also when they are encoded. */
export function isPathPart(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !CHANGES_PATH.test(text);
}

/**
 * The tenant id as it will be sent, without what cannot be seen, or what is wrong with it. A UUID, or a name where the
 * server takes names.
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
        problem:
          'This is no tenant ID. Enter the UUID of the tenant, or its name: with a letter or a digit, and without / \\ % ? and #.',
      };
}

/** A tenant id that was kept as it was sent; '' for anything else, which may have been put there. */
export function keptTenantId(kept: string): string {
  const check = checkTenantId(kept);
  return check.ok && check.tenantId === kept ? kept : '';
}
