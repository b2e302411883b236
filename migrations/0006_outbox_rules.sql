-- Nobody is told of what happened before there were deliveries: the outbox is read from here on.
INSERT INTO outbox_cursor (id, transaction, message_id) VALUES (1, pg_current_xact_id(), 'ffffffff-ffff-ffff-ffff-ffffffffffff');
--> statement-breakpoint
ALTER TABLE outbox_cursor ADD CONSTRAINT outbox_cursor_one_row CHECK (id = 1);
