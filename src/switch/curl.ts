import type { ToggleAction } from '../api/kill-switch';

/**
 * The file in which curl keeps the session. Some servers redact the token in their answers: then only the cookie carries a
 * session.
 */
export const JAR = 'aegis.jar';

const method: Record<ToggleAction, string> = { engage: 'POST', disengage: 'DELETE' };
/** Letters, digits and the few signs that mean nothing to any shell. */
const PLAIN = /[^\w .,:;()/+=@-]/g;

/**
 * A text within JSON within single quotes. Whatever a shell could take for something else is written as JSON's own `\\u`
 * and four digits, so that nothing can end the quotes, and no character is hidden in the command.
 */
const quoted = (text: string) =>
  text.replace(PLAIN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

const bodies: Record<ToggleAction, (reason: string) => string> = {
  engage: (reason) => `{"action":"engage","reason":"${reason}"}`,
  disengage: (reason) => `{"reason":"${reason}"}`,
};

/** The tenant id in a command. It is filled in only if none of its characters means anything to a shell. */
function named(tenantId: string): string {
  return /^[A-Za-z0-9-]+$/.test(tenantId) ? tenantId : 'TENANT-ID';
}

/**
 * Signs in with curl. It asks for the password, which is not shown, and is neither in the list of processes nor in the
 * shell's history. The brackets make a shell read the whole command before it asks, also when the command is pasted.
 */
export function curlSignIn(origin: string, tenantId: string): string {
  return `(umask 077; printf 'Password: '; stty -echo; IFS= read -r PASSWORD; stty echo; echo
printf '{"email":"EMAIL","password":"%s"}' "$(printf %s "$PASSWORD" | sed 's/["\\]/\\\\&/g')" |
curl -sS -c ${JAR} -o /dev/null -w 'Answer: %{http_code}\\n' '${origin}/auth/token' \\
  -H 'X-Tenant-ID: ${named(tenantId)}' -H 'Content-Type: application/json' -d @-)`;
}

/** The toggle as a shell command, with the session of `curlSignIn`. The person puts a reason in the place of `WHY`. */
export function curlToggle(origin: string, tenantId: string, action: ToggleAction, reason = 'WHY'): string {
  return [
    `curl -X ${method[action]} '${statusUrl(origin, tenantId)}'`,
    `  -b ${JAR}`,
    `  -H 'X-Tenant-ID: ${named(tenantId)}'`,
    `  -H 'Content-Type: application/json'`,
    `  -d '${bodies[action](quoted(reason))}'`,
  ].join(' \\\n');
}

/** Reads the state back, because an answer to a toggle alone does not prove it. */
export function curlStatus(origin: string, tenantId: string): string {
  return `curl '${statusUrl(origin, tenantId)}' \\\n  -b ${JAR} -H 'X-Tenant-ID: ${named(tenantId)}'`;
}

function statusUrl(origin: string, tenantId: string): string {
  return `${origin}/decision/kill-switch/${named(tenantId)}`;
}
