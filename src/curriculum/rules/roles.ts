import { type Finding, finding, type Path } from './findings.ts';
import type { Lookup } from './lookup.ts';

interface HasRole {
  readonly roleLevel?: 'VOP' | 'VP' | 'WV' | null | undefined;
  readonly regulationId?: string | null | undefined;
}

/** VOP, VP and WV mean something only within one regulation, and only where that regulation knows them. */
export function checkRole({ roleLevel, regulationId }: HasRole, path: Path, { regulations }: Lookup): Finding[] {
  if (roleLevel === null || roleLevel === undefined) return [];
  const at = [...path, 'roleLevel'];
  if (regulationId === null || regulationId === undefined) {
    return [
      finding('role-level-without-regulation', at, `${roleLevel} holds within a regulation; name it in regulationId.`),
    ];
  }
  const regulation = regulations.get(regulationId);
  if (regulation === undefined || regulation.roleLevels.includes(roleLevel)) return [];
  return [finding('role-level-not-in-regulation', at, `${regulationId} has only ${regulation.roleLevels.join(', ')}.`)];
}
