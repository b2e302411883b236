-- The second wall between issuers, as in 0007, for the tables of the outbox.
DO $$
DECLARE
  named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['deliveries', 'mail_settings', 'webhook_endpoints', 'webhook_secrets'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
    EXECUTE format(
      'CREATE POLICY own_issuer ON %I USING (stempel_bound_issuer() IS NULL OR issuer_id = stempel_bound_issuer())',
      named);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE outbox_cursors ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE outbox_cursors FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY nobodys ON outbox_cursors USING (stempel_bound_issuer() IS NULL);
--> statement-breakpoint
-- Deliveries begin now: nobody gets mail about badges of last year because the service was brought up to date.
INSERT INTO outbox_cursors (reader, "transaction", message_id)
VALUES ('deliveries', pg_current_xact_id(), 'ffffffff-ffff-ffff-ffff-ffffffffffff');
