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
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
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
ALTER TABLE "proposals" ADD COLUMN "sealed" "bytea";--> statement-breakpoint
ALTER TABLE "credentials" ADD COLUMN "learner_id" uuid;--> statement-breakpoint
ALTER TABLE "credentials" ADD COLUMN "sealed" "bytea";--> statement-breakpoint
ALTER TABLE "erased_learners" ADD CONSTRAINT "erased_learners_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_keys" ADD CONSTRAINT "learner_keys_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_keys" ADD CONSTRAINT "learner_keys_issuer_key_id_privacy_keys_id_fk" FOREIGN KEY ("issuer_key_id") REFERENCES "public"."privacy_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privacy_keys" ADD CONSTRAINT "privacy_keys_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privacy_policies" ADD CONSTRAINT "privacy_policies_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erased_learners_issuer" ON "erased_learners" USING btree ("issuer_id","learner_id");--> statement-breakpoint
CREATE INDEX "learner_keys_issuer" ON "learner_keys" USING btree ("issuer_id","learner_id");--> statement-breakpoint
CREATE INDEX "learners_reference_index" ON "learners" USING btree ("issuer_id","reference_index");--> statement-breakpoint
CREATE INDEX "learners_issuer" ON "learners" USING btree ("issuer_id","id");--> statement-breakpoint
CREATE INDEX "learners_unsealed" ON "learners" USING btree ("id") WHERE sealed is null and erased_at is null;--> statement-breakpoint
ALTER TABLE "learners" ADD CONSTRAINT "learners_email_index" UNIQUE("issuer_id","email_index");