export { auditFindings } from './audit/findings.ts';
export { type AuditReport, verifyAudit } from './audit/verify.ts';
