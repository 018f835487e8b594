/** The server's own role rules (contract §1): by the name on the wire, old names and new ones. */

const TOGGLES = new Set(['ADMIN', 'OWNER', 'SECURITY', 'SECURITY_ANALYST']);
const READS_AUDIT = new Set([...TOGGLES, 'AUDITOR']);

export const mayUseKillSwitch = (role: string): boolean => TOGGLES.has(role);
export const mayReadAudit = (role: string): boolean => READS_AUDIT.has(role);
