export function securityHeaders(options?: { trustedTypes?: boolean }): Record<string, string>;
