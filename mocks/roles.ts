/** The servers' own role rules (contract §1, product.md): by the name on the wire, old names and new ones. */

const TOGGLES = new Set(['ADMIN', 'OWNER', 'SECURITY', 'SECURITY_ANALYST']);
const READS_AUDIT = new Set([...TOGGLES, 'AUDITOR']);
const RECOVERS = new Set(['ADMIN', 'OWNER']);

export const mayUseKillSwitch = (role: string): boolean => TOGGLES.has(role);
export const mayReadAudit = (role: string): boolean => READS_AUDIT.has(role);

export const mayEnterSafeMode = (role: string): boolean => TOGGLES.has(role);
/** Events, exit checks, integrity and export: what only looks. */
export const mayDiagnose = (role: string): boolean => READS_AUDIT.has(role);
/** Exit, acknowledge, policy reset and rollback. */
export const mayRecover = (role: string): boolean => RECOVERS.has(role);
