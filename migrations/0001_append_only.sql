-- The second wall behind the code: what the architecture says never changes, the database refuses to change.

-- The audit log and the outbox only grow.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% only grows: % refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_entries_not_emptied BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER outbox_messages_append_only BEFORE UPDATE OR DELETE ON outbox_messages FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER outbox_messages_not_emptied BEFORE TRUNCATE ON outbox_messages FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A credential is bytes, stored as signed.
CREATE TRIGGER credentials_append_only BEFORE UPDATE OR DELETE ON credentials FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER credentials_not_emptied BEFORE TRUNCATE ON credentials FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A status bit goes from 0 to 1 and stays there; an entry never leaves its place.
CREATE FUNCTION refuse_status_going_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'revoked' OR (OLD.state = 'suspended' AND NEW.state = 'valid')
     OR ROW(NEW.issuer_id, NEW.list_id, NEW.index) IS DISTINCT FROM ROW(OLD.issuer_id, OLD.list_id, OLD.index) THEN
    RAISE EXCEPTION 'status entry % of list % cannot go back', OLD.index, OLD.list_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER status_entries_forward_only BEFORE UPDATE OR DELETE ON status_entries FOR EACH ROW EXECUTE FUNCTION refuse_status_going_back();
--> statement-breakpoint
-- Second wall behind the code: what is published never changes (domain rule: published versions are immutable).
CREATE FUNCTION refuse_published_item_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state IN ('published', 'superseded') THEN
      RAISE EXCEPTION 'curriculum item % version % is published and cannot be deleted', OLD.ref, OLD.version USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.state IN ('published', 'superseded') AND (
    NEW.state NOT IN ('published', 'superseded')
    OR ROW(NEW.issuer_id, NEW.id, NEW.kind, NEW.ref, NEW.version, NEW.content, NEW.digest, NEW.created_at, NEW.published_at)
       IS DISTINCT FROM ROW(OLD.issuer_id, OLD.id, OLD.kind, OLD.ref, OLD.version, OLD.content, OLD.digest, OLD.created_at, OLD.published_at)
  ) THEN
    RAISE EXCEPTION 'curriculum item % version % is published and cannot be changed', OLD.ref, OLD.version USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER curriculum_items_immutable BEFORE UPDATE OR DELETE ON curriculum_items
  FOR EACH ROW EXECUTE FUNCTION refuse_published_item_change();
--> statement-breakpoint
CREATE FUNCTION refuse_achievement_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'achievement % version % cannot be deleted', OLD.ref, OLD.version USING ERRCODE = 'restrict_violation';
  END IF;
  IF ROW(NEW.issuer_id, NEW.id, NEW.ref, NEW.version, NEW.kind, NEW.definition, NEW.digest, NEW.published_at)
     IS DISTINCT FROM ROW(OLD.issuer_id, OLD.id, OLD.ref, OLD.version, OLD.kind, OLD.definition, OLD.digest, OLD.published_at) THEN
    RAISE EXCEPTION 'achievement % version % cannot be changed', OLD.ref, OLD.version USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER achievements_immutable BEFORE UPDATE OR DELETE ON achievements
  FOR EACH ROW EXECUTE FUNCTION refuse_achievement_change();
--> statement-breakpoint
CREATE FUNCTION refuse_document_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'revision % of a curriculum cannot be changed', OLD.revision USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER curriculum_documents_immutable BEFORE UPDATE OR DELETE ON curriculum_documents
  FOR EACH ROW EXECUTE FUNCTION refuse_document_change();
