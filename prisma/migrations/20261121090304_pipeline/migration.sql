-- A delivery is found by its notification and channel, never by its id alone: one index less on the largest table.
DROP INDEX "deliveries_message_id_notification_id_channel_key";

-- AlterTable
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_pkey",
DROP COLUMN "created_at",
ADD COLUMN     "ready_at" TIMESTAMPTZ(3),
ADD COLUMN     "tries" SMALLINT NOT NULL DEFAULT 0,
ADD CONSTRAINT "deliveries_pkey" PRIMARY KEY ("message_id", "notification_id", "channel");

UPDATE "deliveries" SET "ready_at" = "due_at";
ALTER TABLE "deliveries" ALTER COLUMN "ready_at" SET NOT NULL;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3),
ADD COLUMN     "dedupe_key" TEXT,
ADD COLUMN     "dedupe_seconds" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "notifications" ADD COLUMN     "withheld" "suppression_reason";

-- CreateIndex
CREATE INDEX "deliveries_dead_idx" ON "deliveries"("due_at" DESC) WHERE (status = ANY (ARRAY['FAILED'::delivery_status, 'UNKNOWN'::delivery_status]));

-- CreateIndex
CREATE INDEX "messages_dedupe_idx" ON "messages"("dedupe_key", "id" DESC) WHERE (dedupe_key IS NOT NULL);

-- CreateIndex
CREATE INDEX "messages_progressed_idx" ON "messages"("progressed_at" DESC);

-- When the quiet hours end that a moment falls into, in somebody's timezone; null outside of them. They may
-- go over midnight. A timezone that nobody knows has none, so that one wrong row stops nobody else's message.
CREATE FUNCTION "quiet_until"("at" TIMESTAMPTZ, "zone" TEXT, "begin" TIME, "end" TIME) RETURNS TIMESTAMPTZ
LANGUAGE plpgsql STABLE AS $$
DECLARE
    "local" TIMESTAMP;
    "until" TIMESTAMP;
BEGIN
    "local" := "at" AT TIME ZONE "zone";
    "until" := "local"::date + "end";
    IF "begin" < "end" AND ("local"::time < "begin" OR "local"::time >= "end") THEN RETURN NULL; END IF;
    IF "begin" >= "end" AND "local"::time < "begin" AND "local"::time >= "end" THEN RETURN NULL; END IF;
    IF "until" <= "local" THEN "until" := "until" + interval '1 day'; END IF;
    RETURN "until" AT TIME ZONE "zone";
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN NULL;
END
$$;
