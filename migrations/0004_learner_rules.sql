-- Who agreed to what stays provable (AVG/GDPR art. 7(1)): a consent is never removed, what it says never changes, and each of its moments is set once.
-- Nothing is given after it was withdrawn.
CREATE FUNCTION refuse_consent_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR ROW(NEW.issuer_id, NEW.id, NEW.learner_id, NEW.sealed, NEW.asked_at)
        IS DISTINCT FROM ROW(OLD.issuer_id, OLD.id, OLD.learner_id, OLD.sealed, OLD.asked_at)
     OR OLD.withdrawn_at IS NOT NULL
     OR (OLD.given_at IS NOT NULL AND ROW(NEW.given_at, NEW.given_by) IS DISTINCT FROM ROW(OLD.given_at, OLD.given_by))
  THEN
    RAISE EXCEPTION 'consent % cannot be changed so', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER consents_forward_only BEFORE UPDATE OR DELETE ON consents FOR EACH ROW EXECUTE FUNCTION refuse_consent_change();
--> statement-breakpoint
CREATE TRIGGER consents_not_emptied BEFORE TRUNCATE ON consents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A consent was asked for or given, or both; and who gave it is known.
ALTER TABLE consents ADD CONSTRAINT consents_has_begun CHECK (asked_at IS NOT NULL OR given_at IS NOT NULL);
--> statement-breakpoint
ALTER TABLE consents ADD CONSTRAINT consents_given_by_somebody CHECK ((given_at IS NULL) = (given_by IS NULL));
--> statement-breakpoint
-- A request that was settled stays as it was settled, and none disappears.
CREATE FUNCTION refuse_erasure_request_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'open' OR NEW.state = 'open'
     OR ROW(NEW.issuer_id, NEW.id, NEW.learner_id, NEW.requested_at, NEW.answer_by)
        IS DISTINCT FROM ROW(OLD.issuer_id, OLD.id, OLD.learner_id, OLD.requested_at, OLD.answer_by) THEN
    RAISE EXCEPTION 'erasure request % cannot be changed so', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER erasure_requests_settled_once BEFORE UPDATE OR DELETE ON erasure_requests FOR EACH ROW EXECUTE FUNCTION refuse_erasure_request_change();
--> statement-breakpoint
CREATE TRIGGER erasure_requests_not_emptied BEFORE TRUNCATE ON erasure_requests FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A link that ended never works again, and it stays the link of the same learner.
CREATE FUNCTION refuse_learner_link_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) OR NEW.expires_at > OLD.expires_at
     OR ROW(NEW.issuer_id, NEW.id, NEW.learner_id, NEW.token_hash, NEW.created_at)
        IS DISTINCT FROM ROW(OLD.issuer_id, OLD.id, OLD.learner_id, OLD.token_hash, OLD.created_at) THEN
    RAISE EXCEPTION 'learner link % cannot be changed so', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER learner_links_stay_ended BEFORE UPDATE ON learner_links FOR EACH ROW EXECUTE FUNCTION refuse_learner_link_change();
