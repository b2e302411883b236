CREATE TABLE "assessments" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"completion_id" uuid NOT NULL,
	"ulo_ref" text NOT NULL,
	"ulo_version" integer NOT NULL,
	"judged_on" date NOT NULL,
	"criteria" jsonb NOT NULL,
	"passed" boolean NOT NULL,
	"level" integer,
	"assessor" jsonb,
	"method" text,
	"supervised" boolean,
	"id_verified" boolean,
	"evidence" jsonb NOT NULL,
	"feedback" text,
	"reference" text,
	"replaced" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "completions" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"record_key" text NOT NULL,
	"digest" text NOT NULL,
	"station_ref" text NOT NULL,
	"status" text NOT NULL,
	"skip_reason" jsonb,
	"started_on" date,
	"completed_on" date NOT NULL,
	"reported" jsonb NOT NULL,
	"replaced_by" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "learners" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"did" text,
	"reference" text,
	"language" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "learners_email" UNIQUE("issuer_id","email")
);
--> statement-breakpoint
CREATE TABLE "partial_proofs" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"record_key" text NOT NULL,
	"digest" text NOT NULL,
	"ulo_ref" text NOT NULL,
	"components" jsonb NOT NULL,
	"source" jsonb NOT NULL,
	"level" integer,
	"issued_on" date NOT NULL,
	"evidence" jsonb NOT NULL,
	"redeemed_for" text,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "partial_proofs_record" UNIQUE("issuer_id","learner_id","record_key")
);
--> statement-breakpoint
CREATE TABLE "awards" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"achievement_id" uuid NOT NULL,
	"achievement_ref" text NOT NULL,
	"kind" text NOT NULL,
	"record_key" text NOT NULL,
	"basis" jsonb NOT NULL,
	"awarded_on" date NOT NULL,
	"valid_until" date,
	"state" text NOT NULL,
	"reason" jsonb,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"issues" integer NOT NULL,
	CONSTRAINT "awards_record" UNIQUE("issuer_id","learner_id","achievement_ref","record_key")
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"achievement_id" uuid NOT NULL,
	"achievement_ref" text NOT NULL,
	"basis" jsonb NOT NULL,
	"met_on" date NOT NULL,
	"state" text NOT NULL,
	"confirmation" jsonb,
	"award_id" uuid,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "catalogue_imports" (
	"issuer_id" uuid,
	"id" uuid PRIMARY KEY NOT NULL,
	"catalogue" text NOT NULL,
	"version" text NOT NULL,
	"language" text,
	"file_name" text NOT NULL,
	"digest" text NOT NULL,
	"imported_at" timestamp (3) with time zone NOT NULL,
	"defines_concepts" boolean NOT NULL,
	"records" integer NOT NULL,
	"added" integer NOT NULL,
	"changed" integer NOT NULL,
	"retired" integer NOT NULL,
	"skipped" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "skill_labels" (
	"issuer_id" uuid,
	"skill_id" uuid NOT NULL,
	"language" text NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"plain" text NOT NULL,
	"words" "tsvector" GENERATED ALWAYS AS (array_to_tsvector(string_to_array(plain, ' '))) STORED NOT NULL
);
--> statement-breakpoint
CREATE TABLE "skill_words" (
	"issuer_id" uuid,
	"language" text NOT NULL,
	"word" text NOT NULL,
	"traces" text[] NOT NULL,
	CONSTRAINT "skill_words_word" UNIQUE NULLS NOT DISTINCT("issuer_id","language","word")
);
--> statement-breakpoint
CREATE TABLE "skills" (
	"issuer_id" uuid,
	"id" uuid PRIMARY KEY NOT NULL,
	"catalogue" text NOT NULL,
	"uri" text NOT NULL,
	"code" text,
	"kind" text NOT NULL,
	"broader" text,
	"versions" text[] NOT NULL,
	"retired_in" text,
	"labels" jsonb NOT NULL,
	"descriptions" jsonb NOT NULL,
	"digests" jsonb NOT NULL,
	CONSTRAINT "skills_uri" UNIQUE NULLS NOT DISTINCT("issuer_id","uri")
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"award_id" uuid NOT NULL,
	"url" text NOT NULL,
	"issue" integer NOT NULL,
	"language" text NOT NULL,
	"signing_key_id" uuid NOT NULL,
	"status_list_id" uuid NOT NULL,
	"status_index" integer NOT NULL,
	"facts_digest" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "credentials_issue" UNIQUE("award_id","issue"),
	CONSTRAINT "credentials_status" UNIQUE("status_list_id","status_index")
);
--> statement-breakpoint
CREATE TABLE "achievements" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"definition" jsonb NOT NULL,
	"digest" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "achievements_version" UNIQUE("issuer_id","ref","version")
);
--> statement-breakpoint
CREATE TABLE "curriculum_documents" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"content" text NOT NULL,
	"digest" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "curriculum_documents_revision" UNIQUE("issuer_id","revision")
);
--> statement-breakpoint
CREATE TABLE "curriculum_items" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"ref" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"content" jsonb NOT NULL,
	"digest" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "curriculum_items_version" UNIQUE("issuer_id","kind","ref","version")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_prefix_unique" UNIQUE("prefix")
);
--> statement-breakpoint
CREATE TABLE "issuers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"did" text NOT NULL,
	"profile_url" text NOT NULL,
	"profile" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "issuers_slug_unique" UNIQUE("slug"),
	CONSTRAINT "issuers_did_unique" UNIQUE("did")
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"algorithm" text NOT NULL,
	"state" text NOT NULL,
	"public_key_multibase" text NOT NULL,
	"secret_ciphertext" "bytea" NOT NULL,
	"wrapped_data_key" "bytea" NOT NULL,
	"key_encryption_key_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"activated_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "signing_keys_public_key_multibase_unique" UNIQUE("public_key_multibase")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"issuer_id" uuid,
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"request_id" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"before_digest" text,
	"after_digest" text
);
--> statement-breakpoint
CREATE TABLE "outbox_messages" (
	"issuer_id" uuid,
	"id" uuid PRIMARY KEY NOT NULL,
	"transaction" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "status_entries" (
	"issuer_id" uuid NOT NULL,
	"list_id" uuid NOT NULL,
	"index" integer NOT NULL,
	"state" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "status_entries_list_id_index_pk" PRIMARY KEY("list_id","index")
);
--> statement-breakpoint
CREATE TABLE "status_lists" (
	"issuer_id" uuid NOT NULL,
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"url" text NOT NULL,
	"length" integer NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"published_version" integer,
	"published_at" timestamp (3) with time zone,
	"published_bytes" "bytea",
	CONSTRAINT "status_lists_url_unique" UNIQUE("url"),
	CONSTRAINT "status_lists_number" UNIQUE("issuer_id","number")
);
--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_completion_id_completions_id_fk" FOREIGN KEY ("completion_id") REFERENCES "public"."completions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completions" ADD CONSTRAINT "completions_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learners" ADD CONSTRAINT "learners_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partial_proofs" ADD CONSTRAINT "partial_proofs_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partial_proofs" ADD CONSTRAINT "partial_proofs_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_achievement_id_achievements_id_fk" FOREIGN KEY ("achievement_id") REFERENCES "public"."achievements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_achievement_id_achievements_id_fk" FOREIGN KEY ("achievement_id") REFERENCES "public"."achievements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_award_id_awards_id_fk" FOREIGN KEY ("award_id") REFERENCES "public"."awards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_labels" ADD CONSTRAINT "skill_labels_skill_id_skills_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_signing_key_id_signing_keys_id_fk" FOREIGN KEY ("signing_key_id") REFERENCES "public"."signing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_status_list_id_status_index_status_entries_list_id_index_fk" FOREIGN KEY ("status_list_id","status_index") REFERENCES "public"."status_entries"("list_id","index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "achievements" ADD CONSTRAINT "achievements_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "curriculum_documents" ADD CONSTRAINT "curriculum_documents_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "curriculum_items" ADD CONSTRAINT "curriculum_items_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD CONSTRAINT "signing_keys_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_entries" ADD CONSTRAINT "status_entries_list_id_status_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."status_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_lists" ADD CONSTRAINT "status_lists_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assessments_learner" ON "assessments" USING btree ("issuer_id","learner_id");--> statement-breakpoint
CREATE INDEX "assessments_completion" ON "assessments" USING btree ("completion_id");--> statement-breakpoint
CREATE UNIQUE INDEX "completions_record" ON "completions" USING btree ("issuer_id","learner_id","record_key") WHERE replaced_by is null;--> statement-breakpoint
CREATE INDEX "completions_learner" ON "completions" USING btree ("issuer_id","learner_id");--> statement-breakpoint
CREATE INDEX "awards_issuer" ON "awards" USING btree ("issuer_id","id");--> statement-breakpoint
CREATE INDEX "awards_learner" ON "awards" USING btree ("issuer_id","learner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "proposals_open" ON "proposals" USING btree ("issuer_id","learner_id","achievement_ref") WHERE state = 'proposed';--> statement-breakpoint
CREATE INDEX "proposals_issuer" ON "proposals" USING btree ("issuer_id","id");--> statement-breakpoint
CREATE INDEX "catalogue_imports_catalogue" ON "catalogue_imports" USING btree ("issuer_id","catalogue","id");--> statement-breakpoint
CREATE INDEX "skill_labels_skill" ON "skill_labels" USING btree ("skill_id","language");--> statement-breakpoint
CREATE INDEX "skill_labels_words" ON "skill_labels" USING gin ("words") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "skill_words_traces" ON "skill_words" USING gin ("traces") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "skills_catalogue" ON "skills" USING btree ("issuer_id","catalogue");--> statement-breakpoint
CREATE INDEX "credentials_url" ON "credentials" USING btree ("url");--> statement-breakpoint
CREATE INDEX "achievements_page" ON "achievements" USING btree ("issuer_id","id");--> statement-breakpoint
CREATE INDEX "curriculum_items_page" ON "curriculum_items" USING btree ("issuer_id","kind","id");--> statement-breakpoint
CREATE INDEX "api_keys_issuer" ON "api_keys" USING btree ("issuer_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "signing_keys_one_active" ON "signing_keys" USING btree ("issuer_id") WHERE state = 'active';--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "audit_entries_issuer" ON "audit_entries" USING btree ("issuer_id","id");--> statement-breakpoint
CREATE INDEX "outbox_messages_issuer" ON "outbox_messages" USING btree ("issuer_id","transaction","id");