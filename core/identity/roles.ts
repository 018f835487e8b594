/** The servers' own role rules (docs/glossary.md, "Roles and capabilities"), by the names that the servers use, old and new. */

const TOGGLES = new Set(['ADMIN', 'OWNER', 'SECURITY', 'SECURITY_ANALYST']);
const DIAGNOSES = new Set([...TOGGLES, 'AUDITOR']);
const READS_AUDIT = new Set([...DIAGNOSES, 'READ_ONLY', 'DEVELOPER']);
const RECOVERS = new Set(['ADMIN', 'OWNER']);

export const mayUseKillSwitch = (role: string): boolean => TOGGLES.has(role);
export const mayReadAudit = (role: string): boolean => READS_AUDIT.has(role);

export const mayEnterSafeMode = (role: string): boolean => TOGGLES.has(role);
/** Events, exit checks, integrity and export: everything that only reads. */
export const mayDiagnose = (role: string): boolean => DIAGNOSES.has(role);
/** Exit, acknowledge, policy reset and rollback. */
export const mayRecover = (role: string): boolean => RECOVERS.has(role);
