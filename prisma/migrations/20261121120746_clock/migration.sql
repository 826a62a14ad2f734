-- DropIndex
DROP INDEX "deliveries_due_idx";

-- DropIndex
DROP INDEX "deliveries_waiting_idx";

-- DropIndex
DROP INDEX "digests_closes_at_idx";

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "digest_id" UUID,
ADD COLUMN     "held" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "digests" DROP COLUMN "fired_at",
DROP COLUMN "message_id",
ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "done_at" TIMESTAMPTZ(3),
ADD COLUMN     "due_at" TIMESTAMPTZ(6) NOT NULL;

-- AlterTable
ALTER TABLE "domain_events" ADD COLUMN     "key" TEXT;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "experiment" TEXT,
ADD COLUMN     "failing_since" TIMESTAMPTZ(3),
ADD COLUMN     "local_time" TIMESTAMP(3),
ADD COLUMN     "next_round_at" TIMESTAMPTZ(3),
ADD COLUMN     "schedule_id" UUID,
ADD COLUMN     "timings" JSONB;

-- AlterTable
ALTER TABLE "notifications" ADD COLUMN     "variant" TEXT;

-- AlterTable
ALTER TABLE "preferences" ADD COLUMN     "digest_weekday" SMALLINT NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "schedules" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "sender_id" UUID NOT NULL,
    "request" JSONB NOT NULL,
    "cron" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "occurrences" INTEGER NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3),
    "last_message_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "ended_because" TEXT,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experiment_winners" (
    "experiment" TEXT NOT NULL,
    "variant" TEXT NOT NULL,
    "decided_by_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "experiment_winners_pkey" PRIMARY KEY ("experiment")
);

-- CreateIndex
CREATE INDEX "schedules_sender_id_id_idx" ON "schedules"("sender_id", "id" DESC);

-- CreateIndex
CREATE INDEX "schedules_due_idx" ON "schedules"("next_at") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "deliveries_waiting_idx" ON "deliveries"("lane", "due_at") WHERE (status = 'PENDING'::delivery_status AND digest_id IS NULL);

-- CreateIndex
CREATE INDEX "deliveries_due_idx" ON "deliveries"("lane", "due_at") WHERE (status = ANY (ARRAY['SCHEDULED'::delivery_status, 'RETRYING'::delivery_status]) AND digest_id IS NULL);

-- CreateIndex
CREATE INDEX "deliveries_digest_idx" ON "deliveries"("digest_id") WHERE (digest_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "digests_due_idx" ON "digests"("due_at") WHERE (done_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "digests_open_key" ON "digests"("user_id", "type") WHERE (closed_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "domain_events_key_key" ON "domain_events"("key");

-- CreateIndex
CREATE INDEX "messages_experiment_idx" ON "messages"("experiment", "id" DESC) WHERE (experiment IS NOT NULL);

-- Messages on their way keep the steps that all had until now.
UPDATE "messages"
   SET "timings" = jsonb_build_array(jsonb_build_object('name', 'default', 'delays', (
         SELECT jsonb_agg(CASE WHEN "strategy" = 'BROADCAST' THEN 0 WHEN channel IN ('SMS', 'WHATSAPP') THEN 600 WHEN channel = 'EMAIL' THEN 2400 ELSE 0 END ORDER BY place)
           FROM unnest("channels") WITH ORDINALITY AS ways(channel, place))))
 WHERE "state" IN ('SCHEDULED', 'FANNING_OUT');

-- When a clock on somebody's wall shows a time. A timezone that nobody knows counts as UTC, so that one wrong row
-- stops nobody else's message.
CREATE FUNCTION "local_instant"("wall" TIMESTAMP, "zone" TEXT) RETURNS TIMESTAMPTZ
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN "wall" AT TIME ZONE "zone";
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN "wall" AT TIME ZONE 'UTC';
END
$$;

-- When a digest closes that a moment opens: an hour later, or at the next hour of the reader's choice on their
-- wall, on the weekday of their choice where it is weekly.
CREATE FUNCTION "digest_closes"("every" digest_interval, "at" TIMESTAMPTZ, "zone" TEXT, "hour" INT, "weekday" INT)
RETURNS TIMESTAMPTZ LANGUAGE plpgsql STABLE AS $$
DECLARE
    "day" DATE;
    "closes" TIMESTAMPTZ;
BEGIN
    IF "every" = 'HOURLY' THEN RETURN "at" + interval '1 hour'; END IF;
    IF "every" = 'INSTANT' THEN RETURN NULL; END IF;
    BEGIN
        "day" := ("at" AT TIME ZONE "zone")::date;
    EXCEPTION WHEN invalid_parameter_value THEN
        "day" := ("at" AT TIME ZONE 'UTC')::date;
    END;
    IF "every" = 'WEEKLY' THEN "day" := "day" + ("weekday" - extract(isodow FROM "day")::int + 7) % 7; END IF;
    "closes" := local_instant("day" + make_interval(hours => "hour"), "zone");
    IF "closes" <= "at" THEN
        "day" := "day" + CASE "every" WHEN 'WEEKLY' THEN 7 ELSE 1 END;
        "closes" := local_instant("day" + make_interval(hours => "hour"), "zone");
    END IF;
    RETURN "closes";
END
$$;

-- Quiet hours of a whole day would hold for ever; a host that writes such a row means none.
CREATE OR REPLACE FUNCTION "quiet_until"("at" TIMESTAMPTZ, "zone" TEXT, "begin" TIME, "end" TIME) RETURNS TIMESTAMPTZ
LANGUAGE plpgsql STABLE AS $$
DECLARE
    "local" TIMESTAMP;
    "until" TIMESTAMP;
BEGIN
    IF "begin" = "end" OR "end" - "begin" = interval '24 hours' THEN RETURN NULL; END IF;
    "local" := "at" AT TIME ZONE "zone";
    "until" := "local"::date + "end";
    IF "begin" < "end" AND ("local"::time < "begin" OR "local"::time >= "end") THEN RETURN NULL; END IF;
    IF "begin" > "end" AND "local"::time < "begin" AND "local"::time >= "end" THEN RETURN NULL; END IF;
    IF "until" <= "local" THEN "until" := "until" + interval '1 day'; END IF;
    RETURN "until" AT TIME ZONE "zone";
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN NULL;
END
$$;
