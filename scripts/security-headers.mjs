// @ts-check
// The headers that every server of this console must send. `npm run preview` and the browser tests send exactly these.

/**
 * Trusted Types are only for production builds. MSW registers its worker with a plain string, so the demo cannot use them.
 *
 * @param {{ trustedTypes?: boolean }} [options]
 */
function contentSecurityPolicy({ trustedTypes = true } = {}) {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(trustedTypes ? ["require-trusted-types-for 'script'", "trusted-types 'none'"] : []),
  ].join('; ');
}

/**
 * @param {{ trustedTypes?: boolean }} [options]
 * @returns {Record<string, string>}
 */
export function securityHeaders(options) {
  return {
    'Content-Security-Policy': contentSecurityPolicy(options),
    'X-Content-Type-Options': 'nosniff',
    // Our URLs contain tenant ids and filters, which no other site should learn.
    'Referrer-Policy': 'no-referrer',
  };
}
