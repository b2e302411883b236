import { v7 } from 'uuid';

/** The only source of identifiers: UUIDv7 (RFC 9562 §5.7), made here because PostgreSQL 15 cannot. */
export interface Ids {
  next(): string;
}

export const randomIds: Ids = { next: () => v7() };

/** What an identifier looks like in a path or a document. */
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
