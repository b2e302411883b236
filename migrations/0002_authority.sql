CREATE TABLE "badge_sharing" (
	"issuer_id" uuid NOT NULL,
	"award_id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"page_shared" boolean,
	"name_shared" boolean NOT NULL,
	"name_consent_id" uuid,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE "sharing_defaults" (
	"issuer_id" uuid NOT NULL,
	"learner_id" uuid PRIMARY KEY NOT NULL,
	"page_shared" boolean NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_members" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"name" text,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"receiver" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"message_ids" jsonb NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_message" UNIQUE("message_id","channel","receiver")
);
--> statement-breakpoint
CREATE TABLE "mail_settings" (
	"issuer_id" uuid PRIMARY KEY NOT NULL,
	"enabled" text NOT NULL,
	"reply_to" text,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox_cursor" (
	"id" integer PRIMARY KEY NOT NULL,
	"transaction" "xid8" NOT NULL,
	"message_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"kinds" jsonb,
	"state" text NOT NULL,
	"secrets_ciphertext" "bytea" NOT NULL,
	"wrapped_data_key" "bytea" NOT NULL,
	"key_encryption_key_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"disabled_because" text
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"given_at" timestamp (3) with time zone,
	"given_by" text,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "erasure_requests" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"state" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"answer_by" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"sealed" "bytea"
);
--> statement-breakpoint
CREATE TABLE "learner_links" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "learner_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"issuer_id" uuid,
	"key_hash" text NOT NULL,
	"salt" "bytea" NOT NULL,
	"request_digest" text NOT NULL,
	"answer" "bytea",
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_key" UNIQUE NULLS NOT DISTINCT("issuer_id","key_hash")
);
--> statement-breakpoint
CREATE TABLE "erased_learners" (
	"issuer_id" uuid NOT NULL,
	"learner_id" uuid PRIMARY KEY NOT NULL,
	"badges" text NOT NULL,
	"erased_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "learner_keys" (
	"issuer_id" uuid NOT NULL,
	"learner_id" uuid PRIMARY KEY NOT NULL,
	"wrapped_key" "bytea",
	"issuer_key_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"destroyed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "privacy_keys" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"wrapped_data_key" "bytea" NOT NULL,
	"key_encryption_key_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "privacy_keys_issuer_id_unique" UNIQUE("issuer_id")
);
--> statement-breakpoint
CREATE TABLE "privacy_policies" (
	"issuer_id" uuid PRIMARY KEY NOT NULL,
	"retention_years" integer,
	"on_erasure" text NOT NULL,
	"badge_page" text NOT NULL,
	"learner_erasure" text,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "status_publications" (
	"issuer_id" uuid NOT NULL,
	"list_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"signing_key_id" uuid NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_links" (
	"issuer_id" uuid,
	"chain" text NOT NULL,
	"sequence" bigint NOT NULL,
	"entry_id" uuid NOT NULL,
	"entry_hash" "bytea" NOT NULL,
	"link_hash" "bytea" NOT NULL,
	"transaction" "xid8",
	CONSTRAINT "audit_links_chain_sequence_pk" PRIMARY KEY("chain","sequence"),
	CONSTRAINT "audit_links_entry_id_unique" UNIQUE("entry_id")
);
--> statement-breakpoint
CREATE TABLE "log_checkpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root_hash" "bytea" NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_entries" (
	"issuer_id" uuid,
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"credential_id" uuid,
	"award_id" uuid,
	"issue" integer,
	"chain" text,
	"chain_sequence" bigint,
	"salt" "bytea",
	"digest" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"leaf_index" bigint,
	CONSTRAINT "log_entries_leaf_index_unique" UNIQUE("leaf_index"),
	CONSTRAINT "log_entries_credential" UNIQUE("credential_id","kind"),
	CONSTRAINT "log_entries_anchor" UNIQUE("chain","chain_sequence")
);
--> statement-breakpoint
CREATE TABLE "log_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"origin" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"secret_ciphertext" "bytea" NOT NULL,
	"wrapped_data_key" "bytea" NOT NULL,
	"key_encryption_key_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "log_keys_origin_unique" UNIQUE("origin")
);
--> statement-breakpoint
CREATE TABLE "log_leaves" (
	"index" bigint PRIMARY KEY NOT NULL,
	"leaf" "bytea" NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	"sequenced_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_nodes" (
	"level" integer NOT NULL,
	"index" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "log_nodes_level_index_pk" PRIMARY KEY("level","index")
);
--> statement-breakpoint
ALTER TABLE "credentials" DROP CONSTRAINT "credentials_issue";--> statement-breakpoint
DROP INDEX "signing_keys_one_active";--> statement-breakpoint
ALTER TABLE "assessments" ALTER COLUMN "evidence" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "completions" ALTER COLUMN "reported" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "learners" ALTER COLUMN "email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "partial_proofs" ALTER COLUMN "source" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "partial_proofs" ALTER COLUMN "evidence" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "credentials" ALTER COLUMN "bytes" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "sealed" "bytea";--> statement-breakpoint
ALTER TABLE "completions" ADD COLUMN "sealed" "bytea";--> statement-breakpoint
ALTER TABLE "learners" ADD COLUMN "sealed" "bytea";--> statement-breakpoint
ALTER TABLE "learners" ADD COLUMN "email_index" text;--> statement-breakpoint
ALTER TABLE "learners" ADD COLUMN "reference_index" text;--> statement-breakpoint
ALTER TABLE "learners" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "partial_proofs" ADD COLUMN "sealed" "bytea";--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "withdrawn_because" text;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "sealed" "bytea";--> statement-breakpoint
ALTER TABLE "credentials" ADD COLUMN "learner_id" uuid;--> statement-breakpoint
ALTER TABLE "credentials" ADD COLUMN "sealed" "bytea";--> statement-breakpoint
ALTER TABLE "credentials" ADD COLUMN "format" text DEFAULT 'eddsa-rdfc-2022' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "replaced_by" uuid;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "activates_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "compromised_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "compromised_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "reason" jsonb;--> statement-breakpoint
ALTER TABLE "status_entries" ADD COLUMN "replaced_by_list_id" uuid;--> statement-breakpoint
ALTER TABLE "status_entries" ADD COLUMN "replaced_by_index" integer;--> statement-breakpoint
ALTER TABLE "badge_sharing" ADD CONSTRAINT "badge_sharing_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge_sharing" ADD CONSTRAINT "badge_sharing_award_id_awards_id_fk" FOREIGN KEY ("award_id") REFERENCES "public"."awards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge_sharing" ADD CONSTRAINT "badge_sharing_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playbook_runs" ADD CONSTRAINT "playbook_runs_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playbook_runs" ADD CONSTRAINT "playbook_runs_signing_key_id_signing_keys_id_fk" FOREIGN KEY ("signing_key_id") REFERENCES "public"."signing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sharing_defaults" ADD CONSTRAINT "sharing_defaults_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sharing_defaults" ADD CONSTRAINT "sharing_defaults_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_members" ADD CONSTRAINT "staff_members_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_settings" ADD CONSTRAINT "mail_settings_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_requests" ADD CONSTRAINT "erasure_requests_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_requests" ADD CONSTRAINT "erasure_requests_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_links" ADD CONSTRAINT "learner_links_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_links" ADD CONSTRAINT "learner_links_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erased_learners" ADD CONSTRAINT "erased_learners_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_keys" ADD CONSTRAINT "learner_keys_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_keys" ADD CONSTRAINT "learner_keys_issuer_key_id_privacy_keys_id_fk" FOREIGN KEY ("issuer_key_id") REFERENCES "public"."privacy_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privacy_keys" ADD CONSTRAINT "privacy_keys_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privacy_policies" ADD CONSTRAINT "privacy_policies_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_publications" ADD CONSTRAINT "status_publications_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_publications" ADD CONSTRAINT "status_publications_list_id_status_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."status_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_publications" ADD CONSTRAINT "status_publications_signing_key_id_signing_keys_id_fk" FOREIGN KEY ("signing_key_id") REFERENCES "public"."signing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "badge_sharing_learner" ON "badge_sharing" USING btree ("issuer_id","learner_id");--> statement-breakpoint
CREATE INDEX "playbook_runs_key" ON "playbook_runs" USING btree ("issuer_id","signing_key_id");--> statement-breakpoint
CREATE INDEX "playbook_runs_open" ON "playbook_runs" USING btree ("id") WHERE finished_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "playbook_runs_one_reissue" ON "playbook_runs" USING btree ("issuer_id","signing_key_id") WHERE kind = 'reissue' and finished_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "staff_members_subject" ON "staff_members" USING btree ("issuer_id","subject") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "staff_members_by_subject" ON "staff_members" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("next_attempt_at") WHERE state in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "deliveries" USING btree ("receiver","subject","sequence") WHERE state in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "deliveries_issuer" ON "deliveries" USING btree ("issuer_id","id");--> statement-breakpoint
CREATE INDEX "webhook_endpoints_issuer" ON "webhook_endpoints" USING btree ("issuer_id","id");--> statement-breakpoint
CREATE INDEX "consents_learner" ON "consents" USING btree ("issuer_id","learner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "erasure_requests_open" ON "erasure_requests" USING btree ("issuer_id","learner_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "erasure_requests_issuer" ON "erasure_requests" USING btree ("issuer_id","id");--> statement-breakpoint
CREATE INDEX "learner_links_learner" ON "learner_links" USING btree ("issuer_id","learner_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_expiry" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "erased_learners_issuer" ON "erased_learners" USING btree ("issuer_id","learner_id");--> statement-breakpoint
CREATE INDEX "learner_keys_issuer" ON "learner_keys" USING btree ("issuer_id","learner_id");--> statement-breakpoint
CREATE INDEX "audit_links_transaction" ON "audit_links" USING btree ("transaction");--> statement-breakpoint
CREATE INDEX "log_entries_waiting" ON "log_entries" USING btree ("id") WHERE leaf_index is null;--> statement-breakpoint
CREATE INDEX "log_entries_award" ON "log_entries" USING btree ("award_id");--> statement-breakpoint
CREATE UNIQUE INDEX "log_leaves_hash" ON "log_leaves" USING btree ("leaf_hash");--> statement-breakpoint
ALTER TABLE "status_entries" ADD CONSTRAINT "status_entries_replaced_by" FOREIGN KEY ("replaced_by_list_id","replaced_by_index") REFERENCES "public"."status_entries"("list_id","index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "learners_reference_index" ON "learners" USING btree ("issuer_id","reference_index");--> statement-breakpoint
CREATE INDEX "learners_issuer" ON "learners" USING btree ("issuer_id","id");--> statement-breakpoint
CREATE INDEX "learners_unsealed" ON "learners" USING btree ("id") WHERE sealed is null and erased_at is null;--> statement-breakpoint
CREATE INDEX "awards_withdrawn" ON "awards" USING btree ("issuer_id","id") WHERE state <> 'active';--> statement-breakpoint
CREATE INDEX "credentials_key" ON "credentials" USING btree ("issuer_id","signing_key_id","award_id");--> statement-breakpoint
CREATE UNIQUE INDEX "signing_keys_active" ON "signing_keys" USING btree ("issuer_id","algorithm") WHERE state = 'active';--> statement-breakpoint
CREATE INDEX "signing_keys_pending" ON "signing_keys" USING btree ("activates_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "status_entries_set" ON "status_entries" USING btree ("list_id","index") WHERE state <> 'valid';--> statement-breakpoint
ALTER TABLE "learners" ADD CONSTRAINT "learners_email_index" UNIQUE("issuer_id","email_index");--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_issue_of_format" UNIQUE("award_id","format","issue");