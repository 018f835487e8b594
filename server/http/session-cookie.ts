import type { SessionCookie } from '../../core/ports/ports';

const NAME = 'acp_token';

/** The session in a cookie that no script can read and no other site can send. */
export const sessionCookie: SessionCookie = {
  read(request) {
    for (const pair of (request.headers.get('Cookie') ?? '').split(';')) {
      const [name, ...value] = pair.trim().split('=');
      if (name === NAME) return value.join('=') || null;
    }
    return null;
  },
  write(answer, token, { seconds, secure }) {
    const parts = [
      `${NAME}=${token ?? ''}`,
      'HttpOnly',
      'SameSite=Strict',
      'Path=/',
      `Max-Age=${token === null ? 0 : seconds}`,
      // A browser drops a `Secure` cookie that comes by plain http, and the session with it.
      ...(secure ? ['Secure'] : []),
    ];
    answer.append('Set-Cookie', parts.join('; '));
  },
};
