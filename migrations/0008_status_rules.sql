-- A bit goes from 0 to 1 and stays there; an entry never leaves its place. Which newer issue took the place of a credential is written
-- once: with the bit, or later, when a badge that was revoked because of its key is issued again.
CREATE OR REPLACE FUNCTION refuse_status_going_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR ROW(NEW.issuer_id, NEW.list_id, NEW.index) IS DISTINCT FROM ROW(OLD.issuer_id, OLD.list_id, OLD.index)
     OR (OLD.state = 'suspended' AND NEW.state = 'valid')
     OR (OLD.state = 'revoked' AND ROW(NEW.state, NEW.changed_at) IS DISTINCT FROM ROW(OLD.state, OLD.changed_at))
     OR (OLD.replaced_by_list_id IS NOT NULL AND NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'status entry % of list % cannot go back', OLD.index, OLD.list_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
