CREATE TABLE "playbook_runs" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"signing_key_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"signed_from" timestamp (3) with time zone,
	"signed_before" timestamp (3) with time zone,
	"lists_resigned_at" timestamp (3) with time zone,
	"cursor" uuid,
	"done" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "credentials" DROP CONSTRAINT "credentials_issue";--> statement-breakpoint
DROP INDEX "signing_keys_one_active";--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "withdrawn_because" text;--> statement-breakpoint
ALTER TABLE "credentials" ADD COLUMN "format" text DEFAULT 'eddsa-rdfc-2022' NOT NULL;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "activates_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "compromised_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "compromised_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "reason" jsonb;--> statement-breakpoint
ALTER TABLE "playbook_runs" ADD CONSTRAINT "playbook_runs_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playbook_runs" ADD CONSTRAINT "playbook_runs_signing_key_id_signing_keys_id_fk" FOREIGN KEY ("signing_key_id") REFERENCES "public"."signing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "playbook_runs_key" ON "playbook_runs" USING btree ("issuer_id","signing_key_id");--> statement-breakpoint
CREATE INDEX "playbook_runs_open" ON "playbook_runs" USING btree ("id") WHERE finished_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "playbook_runs_one_reissue" ON "playbook_runs" USING btree ("issuer_id","signing_key_id") WHERE kind = 'reissue' and finished_at is null;--> statement-breakpoint
CREATE INDEX "credentials_key" ON "credentials" USING btree ("issuer_id","signing_key_id","award_id");--> statement-breakpoint
CREATE UNIQUE INDEX "signing_keys_active" ON "signing_keys" USING btree ("issuer_id","algorithm") WHERE state = 'active';--> statement-breakpoint
CREATE INDEX "signing_keys_pending" ON "signing_keys" USING btree ("activates_at") WHERE state = 'pending';--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_issue_of_format" UNIQUE("award_id","format","issue");