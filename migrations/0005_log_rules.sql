-- The chain of audit entries, and what in the public log never changes.

-- A value inside what is hashed: its length in bytes, so that no two rows read alike; '-,' for nothing.
CREATE FUNCTION audit_part(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN value IS NULL THEN '-,' ELSE octet_length(convert_to(value, 'UTF8')) || ':' || value || ',' END
$$;
--> statement-breakpoint
-- SHA-256 over every column of an audit entry. src/transparency/audit/entry-hash.ts computes the same; a test compares them.
CREATE FUNCTION audit_entry_hash(entry audit_entries) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN sha256(convert_to('stempel-audit-entry-1,'
    || audit_part(entry.id::text)
    || audit_part(entry.issuer_id::text)
    || audit_part(to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || audit_part(entry.actor)
    || audit_part(entry.request_id)
    || audit_part(entry.action)
    || audit_part(entry.subject)
    || audit_part(entry.before_digest)
    || audit_part(entry.after_digest), 'UTF8'));
END $$;
--> statement-breakpoint
-- Adds an entry to the end of its chain; whoever calls it must hold the chain still.
CREATE FUNCTION audit_append_link(entry audit_entries, written_by xid8) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  chain_name text := coalesce(entry.issuer_id::text, 'operator');
  hash bytea := audit_entry_hash(entry);
  last_link audit_links;
BEGIN
  SELECT * INTO last_link FROM audit_links WHERE chain = chain_name ORDER BY sequence DESC LIMIT 1;
  INSERT INTO audit_links (issuer_id, chain, sequence, entry_id, entry_hash, link_hash, transaction)
  VALUES (
    entry.issuer_id, chain_name, coalesce(last_link.sequence, 0) + 1, entry.id, hash,
    -- The first link hangs on the name of its chain, so that a chain cannot be passed off as another one.
    sha256(coalesce(last_link.link_hash, sha256(convert_to(chain_name, 'UTF8'))) || hash), written_by
  );
END $$;
--> statement-breakpoint
-- Runs as the owner of the tables, so that it works for a role that may only insert audit entries, and under row-level security. A transaction
-- that writes to several chains locks them in the order of its entries; if two do so crosswise, PostgreSQL ends one of them.
CREATE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('stempel audit chain ' || coalesce(NEW.issuer_id::text, 'operator'), 0));
  PERFORM audit_append_link(NEW, pg_current_xact_id());
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Deferred: it fires while the transaction commits, so the chain is held only for that moment.
CREATE CONSTRAINT TRIGGER audit_entries_chained AFTER INSERT ON audit_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();
--> statement-breakpoint
-- What was written before there was a chain. Creating the trigger has made writers wait until this migration is done.
DO $$
DECLARE
  entry audit_entries;
  chain_name text;
  place bigint;
  hash bytea;
  link bytea;
BEGIN
  -- The same as audit_append_link, chain by chain, with the last link at hand: it is there for a million of them.
  FOR entry IN SELECT * FROM audit_entries ORDER BY issuer_id, id LOOP
    IF chain_name IS DISTINCT FROM coalesce(entry.issuer_id::text, 'operator') THEN
      chain_name := coalesce(entry.issuer_id::text, 'operator');
      place := 0;
      link := sha256(convert_to(chain_name, 'UTF8'));
    END IF;
    place := place + 1;
    hash := audit_entry_hash(entry);
    link := sha256(link || hash);
    INSERT INTO audit_links (issuer_id, chain, sequence, entry_id, entry_hash, link_hash)
    VALUES (entry.issuer_id, chain_name, place, entry.id, hash, link);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_links_append_only BEFORE UPDATE OR DELETE ON audit_links FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_links_not_emptied BEFORE TRUNCATE ON audit_links FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER log_leaves_append_only BEFORE UPDATE OR DELETE ON log_leaves FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER log_leaves_not_emptied BEFORE TRUNCATE ON log_leaves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER log_nodes_append_only BEFORE UPDATE OR DELETE ON log_nodes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER log_nodes_not_emptied BEFORE TRUNCATE ON log_nodes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER log_checkpoints_append_only BEFORE UPDATE OR DELETE ON log_checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER log_checkpoints_not_emptied BEFORE TRUNCATE ON log_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The secret of a log key may be wrapped anew; the key itself stays.
CREATE FUNCTION refuse_log_key_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR ROW(NEW.id, NEW.origin, NEW.public_key, NEW.created_at)
     IS DISTINCT FROM ROW(OLD.id, OLD.origin, OLD.public_key, OLD.created_at) THEN
    RAISE EXCEPTION 'the key of the log is for ever: % refused', lower(TG_OP) USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER log_keys_stay BEFORE UPDATE OR DELETE ON log_keys FOR EACH ROW EXECUTE FUNCTION refuse_log_key_change();
--> statement-breakpoint
CREATE TRIGGER log_keys_not_emptied BEFORE TRUNCATE ON log_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- An entry gets its place in the log once, and its salt may be erased. Nothing else about it changes.
CREATE FUNCTION refuse_log_entry_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE'
     OR (OLD.leaf_index IS NOT NULL AND NEW.leaf_index IS DISTINCT FROM OLD.leaf_index)
     OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)
     OR ROW(NEW.issuer_id, NEW.id, NEW.kind, NEW.credential_id, NEW.award_id, NEW.issue, NEW.chain, NEW.chain_sequence, NEW.digest, NEW.created_at)
        IS DISTINCT FROM
        ROW(OLD.issuer_id, OLD.id, OLD.kind, OLD.credential_id, OLD.award_id, OLD.issue, OLD.chain, OLD.chain_sequence, OLD.digest, OLD.created_at) THEN
    RAISE EXCEPTION 'an entry of the log stays as it is: % refused', lower(TG_OP) USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER log_entries_stay BEFORE UPDATE OR DELETE ON log_entries FOR EACH ROW EXECUTE FUNCTION refuse_log_entry_change();
--> statement-breakpoint
CREATE TRIGGER log_entries_not_emptied BEFORE TRUNCATE ON log_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
