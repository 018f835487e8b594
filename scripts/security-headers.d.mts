export function contentSecurityPolicy(options?: { trustedTypes?: boolean }): string;
export function securityHeaders(options?: { trustedTypes?: boolean }): Record<string, string>;
