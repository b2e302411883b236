-- Signed bytes never change, but they may be sealed: once, all at once, and nothing else of the row with them.
CREATE FUNCTION refuse_credential_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.sealed IS NULL AND OLD.bytes IS NOT NULL AND NEW.sealed IS NOT NULL AND NEW.bytes IS NULL
     AND OLD.learner_id IS NULL AND NEW.learner_id IS NOT NULL
     AND ROW(NEW.issuer_id, NEW.id, NEW.award_id, NEW.url, NEW.issue, NEW.language, NEW.signing_key_id, NEW.status_list_id, NEW.status_index, NEW.valid_from)
         IS NOT DISTINCT FROM
         ROW(OLD.issuer_id, OLD.id, OLD.award_id, OLD.url, OLD.issue, OLD.language, OLD.signing_key_id, OLD.status_list_id, OLD.status_index, OLD.valid_from)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% only grows: % refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER credentials_sealed_once BEFORE UPDATE OR DELETE ON credentials FOR EACH ROW EXECUTE FUNCTION refuse_credential_change();
--> statement-breakpoint
DROP TRIGGER credentials_append_only ON credentials;
--> statement-breakpoint
-- A credential has its bytes in one form, never in both and never in none.
ALTER TABLE credentials ADD CONSTRAINT credentials_one_form CHECK ((bytes IS NULL) <> (sealed IS NULL)) NOT VALID;
--> statement-breakpoint
ALTER TABLE credentials VALIDATE CONSTRAINT credentials_one_form;
--> statement-breakpoint
-- A key that was destroyed stays destroyed, and no key is taken away by other means.
CREATE FUNCTION refuse_learner_key_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.destroyed_at IS NOT NULL OR (NEW.destroyed_at IS NULL) <> (NEW.wrapped_key IS NOT NULL)
     OR ROW(NEW.issuer_id, NEW.learner_id) IS DISTINCT FROM ROW(OLD.issuer_id, OLD.learner_id) THEN
    RAISE EXCEPTION 'the key of learner % cannot be changed so', OLD.learner_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER learner_keys_destroyed_for_good BEFORE UPDATE OR DELETE ON learner_keys FOR EACH ROW EXECUTE FUNCTION refuse_learner_key_return();
--> statement-breakpoint
-- The list of erasures only grows: what is done again after a backup was put back.
CREATE TRIGGER erased_learners_append_only BEFORE UPDATE OR DELETE ON erased_learners FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER erased_learners_not_emptied BEFORE TRUNCATE ON erased_learners FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
