-- The second wall behind the code for keys: their states only move forward, and no key is ever forgotten.
CREATE FUNCTION refuse_key_going_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ranks CONSTANT text[] := ARRAY['pending', 'active', 'retired', 'compromised'];
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'signing key % cannot be deleted: what it signed must verify for ever', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF COALESCE(array_position(ranks, NEW.state), 0) < array_position(ranks, OLD.state)
     OR ROW(NEW.issuer_id, NEW.id, NEW.algorithm, NEW.public_key_multibase, NEW.created_at)
        IS DISTINCT FROM ROW(OLD.issuer_id, OLD.id, OLD.algorithm, OLD.public_key_multibase, OLD.created_at)
     OR (OLD.state <> 'pending' AND NEW.activated_at IS DISTINCT FROM OLD.activated_at)
     OR (NEW.state = 'compromised' AND NEW.compromised_since IS NULL)
     OR (OLD.compromised_since IS NOT NULL AND (NEW.compromised_since IS NULL OR NEW.compromised_since > OLD.compromised_since)) THEN
    RAISE EXCEPTION 'signing key % cannot go back', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER signing_keys_forward_only BEFORE UPDATE OR DELETE ON signing_keys FOR EACH ROW EXECUTE FUNCTION refuse_key_going_back();
--> statement-breakpoint
CREATE TRIGGER signing_keys_not_emptied BEFORE TRUNCATE ON signing_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Nothing is kept that a key signed before its time or after it was compromised. The lock waits for a compromise that is being written.
CREATE FUNCTION refuse_unfit_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found_state text;
BEGIN
  SELECT state INTO found_state FROM signing_keys WHERE id = NEW.signing_key_id FOR KEY SHARE;
  IF found_state IN ('pending', 'compromised') THEN
    RAISE EXCEPTION 'signing key % is %: nothing may be signed with it', NEW.signing_key_id, found_state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER credentials_fit_key BEFORE INSERT ON credentials FOR EACH ROW EXECUTE FUNCTION refuse_unfit_key();
