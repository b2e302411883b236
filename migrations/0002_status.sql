CREATE TABLE "status_publications" (
	"issuer_id" uuid NOT NULL,
	"list_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"signing_key_id" uuid NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "withdrawn_because" text;--> statement-breakpoint
ALTER TABLE "status_entries" ADD COLUMN "replaced_by_list_id" uuid;--> statement-breakpoint
ALTER TABLE "status_entries" ADD COLUMN "replaced_by_index" integer;--> statement-breakpoint
ALTER TABLE "status_publications" ADD CONSTRAINT "status_publications_issuer_id_issuers_id_fk" FOREIGN KEY ("issuer_id") REFERENCES "public"."issuers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_publications" ADD CONSTRAINT "status_publications_list_id_status_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."status_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_publications" ADD CONSTRAINT "status_publications_signing_key_id_signing_keys_id_fk" FOREIGN KEY ("signing_key_id") REFERENCES "public"."signing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_entries" ADD CONSTRAINT "status_entries_replaced_by" FOREIGN KEY ("replaced_by_list_id","replaced_by_index") REFERENCES "public"."status_entries"("list_id","index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "awards_withdrawn" ON "awards" USING btree ("issuer_id","id") WHERE state <> 'active';--> statement-breakpoint
CREATE INDEX "status_entries_set" ON "status_entries" USING btree ("list_id","index") WHERE state <> 'valid';