export { anchorAuditTask } from './audit/anchor.ts';
export { auditFindings } from './audit/findings.ts';
export { type AuditReport, verifyAudit } from './audit/verify.ts';
export { appendLogEntry, type CredentialEvent, findUnlogged, forgetSalts } from './log/append.ts';
export { type Logged, loggedAt, logOfCredential } from './log/read.ts';
export { sequenceLogTask } from './log/sequence.ts';
export { auditLog, type FetchFile, type LogReport, type SeenLog } from './outside/audit-log.ts';
export { logFindings } from './outside/findings.ts';
export { logRoutes } from './routes.ts';
