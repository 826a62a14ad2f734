-- CreateEnum
CREATE TYPE "delivery_status" AS ENUM ('SCHEDULED', 'PENDING', 'SENDING', 'RETRYING', 'SENT', 'DELIVERED', 'FAILED', 'CANCELLED', 'SUPPRESSED', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "suppression_reason" AS ENUM ('PREFERENCE_OFF', 'NO_ADDRESS', 'INVALID_ADDRESS', 'UNSUBSCRIBED', 'BOUNCED', 'THROTTLED', 'DUPLICATE', 'QUOTA', 'EXPIRED');

-- CreateEnum
CREATE TYPE "attempt_outcome" AS ENUM ('SENT', 'RETRY', 'REJECTED', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('ADMIN', 'COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD', 'GOTRA_HEAD', 'FAMILY_HEAD', 'MEMBER');

-- CreateEnum
CREATE TYPE "group_kind" AS ENUM ('COMMUNITY', 'GOTRA', 'FAMILY', 'SCHOOL', 'COURSE');

-- CreateEnum
CREATE TYPE "device_platform" AS ENUM ('ANDROID', 'IOS', 'WEB');

-- CreateEnum
CREATE TYPE "channel" AS ENUM ('IN_APP', 'EMAIL', 'PUSH', 'SMS', 'WHATSAPP', 'WEBHOOK');

-- CreateEnum
CREATE TYPE "lane" AS ENUM ('critical', 'important', 'bulk');

-- CreateEnum
CREATE TYPE "priority" AS ENUM ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL');

-- CreateEnum
CREATE TYPE "strategy" AS ENUM ('BROADCAST', 'ESCALATION');

-- CreateEnum
CREATE TYPE "message_origin" AS ENUM ('EVENT', 'MEMBER', 'CLIENT');

-- CreateEnum
CREATE TYPE "message_state" AS ENUM ('SCHEDULED', 'FANNING_OUT', 'COMPLETED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "digest_interval" AS ENUM ('INSTANT', 'HOURLY', 'DAILY', 'WEEKLY');

-- CreateEnum
CREATE TYPE "community_event_status" AS ENUM ('PENDING', 'APPROVED', 'REJECTED');

-- CreateEnum
CREATE TYPE "template_state" AS ENUM ('DRAFT', 'PUBLISHED', 'RETIRED');

-- CreateTable
CREATE TABLE "clients" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "clients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "client_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_endpoints" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "client_id" UUID,
    "user_id" UUID,
    "url" TEXT NOT NULL,
    "secrets_sealed" TEXT[],
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "message_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "notification_id" UUID NOT NULL,
    "channel" "channel" NOT NULL,
    "lane" "lane" NOT NULL,
    "status" "delivery_status" NOT NULL,
    "reason" "suppression_reason",
    "batch" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "attempt" SMALLINT NOT NULL DEFAULT 0,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "provider" TEXT,
    "provider_message_id" TEXT,
    "error_code" TEXT,
    "error" TEXT,
    "cost" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("message_id","id")
) PARTITION BY RANGE ("message_id");

-- CreateTable
CREATE TABLE "attempts" (
    "message_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "number" SMALLINT NOT NULL,
    "provider" TEXT NOT NULL,
    "outcome" "attempt_outcome" NOT NULL,
    "error_code" TEXT,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("message_id","delivery_id","number")
) PARTITION BY RANGE ("message_id");

-- CreateTable
CREATE TABLE "digests" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "fired_at" TIMESTAMPTZ(3),
    "message_id" UUID,

    CONSTRAINT "digests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_outbox" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "channel" "channel" NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT,
    "body" TEXT NOT NULL,
    "html" TEXT,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "delivery_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sandbox_outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "role" "role" NOT NULL DEFAULT 'MEMBER',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "groups" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "kind" "group_kind" NOT NULL,
    "parent_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_members" (
    "group_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "joined_group_id" UUID NOT NULL,
    "role" "role" NOT NULL DEFAULT 'MEMBER',

    CONSTRAINT "group_members_pkey" PRIMARY KEY ("group_id","user_id","joined_group_id","role")
);

-- CreateTable
CREATE TABLE "devices" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "platform" "device_platform" NOT NULL,
    "token_sealed" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "domain_events" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "relayed_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "domain_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "type" TEXT NOT NULL,
    "origin" "message_origin" NOT NULL,
    "event_id" UUID,
    "declaration" TEXT,
    "sender_id" UUID,
    "client_id" UUID,
    "audience" JSONB NOT NULL,
    "channels" "channel"[],
    "priority" "priority" NOT NULL,
    "lane" "lane" NOT NULL,
    "strategy" "strategy" NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "content" JSONB,
    "link" TEXT,
    "template_version" INTEGER NOT NULL DEFAULT 0,
    "metadata" JSONB,
    "state" "message_state" NOT NULL,
    "scheduled_for" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "recipient_count" INTEGER NOT NULL DEFAULT 0,
    "planned_count" INTEGER NOT NULL DEFAULT 0,
    "cursor" UUID,
    "next_batch" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),
    "progressed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "message_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID,
    "address" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("message_id","id")
) PARTITION BY RANGE ("message_id");

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("caller","key")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "preferences" (
    "user_id" UUID NOT NULL,
    "in_app" BOOLEAN NOT NULL DEFAULT true,
    "email" BOOLEAN NOT NULL DEFAULT true,
    "sms" BOOLEAN NOT NULL DEFAULT true,
    "push" BOOLEAN NOT NULL DEFAULT true,
    "whatsapp" BOOLEAN NOT NULL DEFAULT true,
    "quiet_start" TIME(0),
    "quiet_end" TIME(0),
    "digest" "digest_interval" NOT NULL DEFAULT 'INSTANT',
    "digest_hour" SMALLINT NOT NULL DEFAULT 8,
    "types" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "preferences_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "suppressions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "channel" "channel" NOT NULL,
    "address" TEXT NOT NULL,
    "reason" "suppression_reason" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppressions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "community_events" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "title" TEXT NOT NULL,
    "description" TEXT,
    "location" TEXT,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "community_event_status" NOT NULL DEFAULT 'PENDING',
    "organizer_id" UUID NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "rejection_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "community_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_registrations" (
    "event_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_registrations_pkey" PRIMARY KEY ("event_id","user_id")
);

-- CreateTable
CREATE TABLE "templates" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "type" TEXT NOT NULL,
    "channel" "channel" NOT NULL,
    "locale" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" "template_state" NOT NULL DEFAULT 'DRAFT',
    "subject" TEXT,
    "body" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "templates_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "clients_email_key" ON "clients"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE INDEX "api_keys_client_id_idx" ON "api_keys"("client_id");

-- CreateIndex
CREATE INDEX "webhook_endpoints_client_id_idx" ON "webhook_endpoints"("client_id");

-- CreateIndex
CREATE INDEX "webhook_endpoints_user_id_idx" ON "webhook_endpoints"("user_id");

-- CreateIndex
CREATE INDEX "deliveries_claim_idx" ON "deliveries"("message_id", "batch") WHERE (status = 'PENDING'::delivery_status);

-- CreateIndex
CREATE INDEX "deliveries_waiting_idx" ON "deliveries"("lane", "due_at") WHERE (status = 'PENDING'::delivery_status);

-- CreateIndex
CREATE INDEX "deliveries_due_idx" ON "deliveries"("lane", "due_at") WHERE (status = ANY (ARRAY['SCHEDULED'::delivery_status, 'RETRYING'::delivery_status]));

-- CreateIndex
CREATE INDEX "deliveries_lease_idx" ON "deliveries"("lease_until") WHERE (status = 'SENDING'::delivery_status);

-- CreateIndex
CREATE INDEX "deliveries_callback_idx" ON "deliveries"("provider", "provider_message_id") WHERE (provider_message_id IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_message_id_notification_id_channel_key" ON "deliveries"("message_id", "notification_id", "channel");

-- CreateIndex
CREATE INDEX "digests_closes_at_idx" ON "digests"("closes_at");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "groups_parent_id_idx" ON "groups"("parent_id");

-- CreateIndex
CREATE INDEX "group_members_user_id_idx" ON "group_members"("user_id");

-- CreateIndex
CREATE INDEX "group_members_joined_group_id_idx" ON "group_members"("joined_group_id");

-- CreateIndex
CREATE UNIQUE INDEX "devices_token_hash_key" ON "devices"("token_hash");

-- CreateIndex
CREATE INDEX "devices_user_id_idx" ON "devices"("user_id");

-- CreateIndex
CREATE INDEX "domain_events_due_idx" ON "domain_events"("due_at") WHERE (relayed_at IS NULL AND failed_at IS NULL);

-- CreateIndex
CREATE INDEX "messages_sender_id_id_idx" ON "messages"("sender_id", "id" DESC);

-- CreateIndex
CREATE INDEX "messages_client_id_id_idx" ON "messages"("client_id", "id" DESC);

-- CreateIndex
CREATE INDEX "messages_fanning_out_idx" ON "messages"("progressed_at") WHERE (state = 'FANNING_OUT'::message_state);

-- CreateIndex
CREATE INDEX "messages_scheduled_idx" ON "messages"("scheduled_for") WHERE (state = 'SCHEDULED'::message_state);

-- CreateIndex
CREATE UNIQUE INDEX "messages_event_id_declaration_key" ON "messages"("event_id", "declaration");

-- CreateIndex
CREATE INDEX "notifications_feed_idx" ON "notifications"("user_id", "id" DESC);

-- CreateIndex
CREATE INDEX "notifications_unread_idx" ON "notifications"("user_id") WHERE (read_at IS NULL AND archived_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_message_id_user_id_key" ON "notifications"("message_id", "user_id");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "suppressions_channel_address_key" ON "suppressions"("channel", "address");

-- CreateIndex
CREATE INDEX "community_events_status_id_idx" ON "community_events"("status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "templates_type_channel_locale_version_key" ON "templates"("type", "channel", "locale", "version");

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groups" ADD CONSTRAINT "groups_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_joined_group_id_fkey" FOREIGN KEY ("joined_group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "devices" ADD CONSTRAINT "devices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_registrations" ADD CONSTRAINT "event_registrations_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "community_events"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Payloads over 8 kB of the Socket.IO adapter, in the shape that adapter expects.
CREATE TABLE "socket_io_attachments" (
    "id" BIGSERIAL UNIQUE,
    "created_at" TIMESTAMPTZ DEFAULT now(),
    "payload" BYTEA
);

-- The smallest UUIDv7 of a moment: its first 48 bits are milliseconds.
CREATE FUNCTION "uuidv7_floor"("at" TIMESTAMPTZ) RETURNS UUID LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM "at") * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of this month and the ones ahead; called here and by the clock.
CREATE FUNCTION "ensure_partitions"("months_ahead" INTEGER DEFAULT 3) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    "parent" TEXT;
    "month" TIMESTAMPTZ;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('munadi.ensure_partitions'));
    FOREACH "parent" IN ARRAY ARRAY['notifications', 'deliveries', 'attempts'] LOOP
        FOR "ahead" IN 0.."months_ahead" LOOP
            "month" := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => "ahead")) AT TIME ZONE 'UTC';
            EXECUTE format(
                'CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                "parent" || to_char("month" AT TIME ZONE 'UTC', '_YYYY_MM'),
                "parent",
                "uuidv7_floor"("month"),
                "uuidv7_floor"(("month" AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC')
            );
        END LOOP;
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I DEFAULT', "parent" || '_rest', "parent");
    END LOOP;
END
$$;

SELECT "ensure_partitions"();
