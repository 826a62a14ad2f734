-- CreateEnum
CREATE TYPE "campaign_state" AS ENUM ('UPLOADING', 'DRAFT', 'SENT');

-- AlterTable
ALTER TABLE "audit_log" ALTER COLUMN "id" DROP DEFAULT;
DROP SEQUENCE "audit_log_id_seq";

-- AlterTable
ALTER TABLE "groups" ADD COLUMN     "approval_above" INTEGER;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "end_audited_at" TIMESTAMPTZ(3),
ADD COLUMN     "resend_of" UUID;

-- AlterTable
ALTER TABLE "notifications" ADD COLUMN     "data" JSONB;

-- CreateTable
CREATE TABLE "saved_audiences" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "audience" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_audiences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topics" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "group_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "topics_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic_followers" (
    "topic_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "topic_followers_pkey" PRIMARY KEY ("topic_id","user_id")
);

-- CreateTable
CREATE TABLE "approvals" (
    "message_id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "wanted_for" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "approved" BOOLEAN,
    "reason" TEXT,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "campaigns" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "sender_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" "campaign_state" NOT NULL,
    "columns" TEXT[],
    "mapping" JSONB,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "message_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_rows" (
    "campaign_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "fields" TEXT[],
    "user_id" UUID,
    "flaw" TEXT,

    CONSTRAINT "campaign_rows_pkey" PRIMARY KEY ("campaign_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_audiences_owner_id_name_key" ON "saved_audiences"("owner_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "topics_name_key" ON "topics"("name");

-- CreateIndex
CREATE INDEX "topics_group_id_idx" ON "topics"("group_id");

-- CreateIndex
CREATE INDEX "topic_followers_user_id_idx" ON "topic_followers"("user_id");

-- CreateIndex
CREATE INDEX "approvals_waiting_idx" ON "approvals"("community_id", "message_id" DESC) WHERE (decided_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "campaigns_message_id_key" ON "campaigns"("message_id");

-- CreateIndex
CREATE INDEX "campaigns_sender_id_id_idx" ON "campaigns"("sender_id", "id" DESC);

-- CreateIndex
CREATE INDEX "campaign_rows_people_idx" ON "campaign_rows"("campaign_id", "user_id") WHERE (user_id IS NOT NULL AND flaw IS NULL);

-- CreateIndex
CREATE INDEX "messages_resend_of_idx" ON "messages"("resend_of") WHERE (resend_of IS NOT NULL);

-- CreateIndex
CREATE INDEX "messages_end_unaudited_idx" ON "messages"("id") WHERE (end_audited_at IS NULL AND origin = 'MEMBER'::message_origin AND state = ANY (ARRAY['COMPLETED'::message_state, 'FAILED'::message_state, 'CANCELLED'::message_state]));

-- CreateIndex
CREATE INDEX "users_admins_idx" ON "users"("id") WHERE (role = 'ADMIN'::role);

-- CreateIndex
CREATE INDEX "audit_log_action_id_idx" ON "audit_log"("action", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_actor_id_idx" ON "audit_log"("actor", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_subject_id_idx" ON "audit_log"("subject", "id" DESC);

-- AddForeignKey
ALTER TABLE "topic_followers" ADD CONSTRAINT "topic_followers_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topics"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_rows" ADD CONSTRAINT "campaign_rows_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on the log is told how a message ended; of those that have ended it was not even told that they began.
UPDATE "messages" SET "end_audited_at" = now() WHERE "origin" = 'MEMBER' AND "state" IN ('COMPLETED', 'FAILED', 'CANCELLED');

-- Who is erased follows nothing and keeps no lists, either.
CREATE OR REPLACE FUNCTION "leave_when_erased"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM "users" WHERE "id" = NEW."id" FOR UPDATE;
    DELETE FROM "group_members" WHERE "user_id" = NEW."id";
    DELETE FROM "topic_followers" WHERE "user_id" = NEW."id";
    DELETE FROM "saved_audiences" WHERE "owner_id" = NEW."id";
    DELETE FROM "campaigns" WHERE "sender_id" = NEW."id" AND "state" <> 'SENT';
    DELETE FROM "campaign_rows" WHERE "user_id" = NEW."id";
    -- Not to null: that would say that the message has nothing to be filled in.
    UPDATE "notifications" SET "data" = '{}' WHERE "user_id" = NEW."id" AND "data" IS NOT NULL;
    RETURN NEW;
END
$$;

-- What an entry's hash covers, and the hash before it. The array's text is the same for the same entry, wherever it is made.
CREATE FUNCTION "audit_covered"("entry" "audit_log") RETURNS TEXT LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_array("entry"."id", (extract(epoch FROM "entry"."at") * 1000)::bigint, "entry"."actor",
                             "entry"."action", "entry"."subject", "entry"."detail")::text
$$;

-- One after the other: whoever comes second waits until the first has committed and goes on from its entry, because
-- each statement of a function sees what was committed before it.
CREATE FUNCTION "chain_audit"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
    "last" "audit_log";
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('munadi.audit'));
    SELECT * INTO "last" FROM "audit_log" ORDER BY "id" DESC LIMIT 1;
    NEW."id" := COALESCE("last"."id", 0) + 1;
    NEW."at" := date_trunc('milliseconds', clock_timestamp());
    NEW."previous_hash" := COALESCE("last"."hash", '');
    NEW."hash" := sha256(NEW."previous_hash" || convert_to("audit_covered"(NEW), 'UTF8'));
    RETURN NEW;
END
$$;

CREATE FUNCTION "refuse_other_history"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log is only added to.';
END
$$;

CREATE TRIGGER "audit_log_chained" BEFORE INSERT ON "audit_log" FOR EACH ROW EXECUTE FUNCTION "chain_audit"();
CREATE TRIGGER "audit_log_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_other_history"();

-- CreateIndex
CREATE INDEX "group_members_heads_idx" ON "group_members"("group_id", "user_id", "joined_group_id", "role") WHERE (role <> 'MEMBER'::role);

-- Campaigns: what is wrong with one's rows, and where a person is in any of them.
ALTER TABLE "campaigns" ADD COLUMN "report" JSONB;
CREATE INDEX "campaign_rows_user_idx" ON "campaign_rows"("user_id") WHERE (user_id IS NOT NULL);
CREATE INDEX "users_phone_idx" ON "users"("phone") WHERE (phone IS NOT NULL);

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "confirmation" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "messages_confirmation_key" ON "messages"("confirmation") WHERE (confirmation IS NOT NULL);

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "group_names" JSONB;

-- AlterTable
ALTER TABLE "notifications" ADD COLUMN     "chosen_by" SMALLINT;
