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
CREATE INDEX "idempotency_keys_expiry" ON "idempotency_keys" USING btree ("expires_at");