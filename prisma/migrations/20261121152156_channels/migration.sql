-- DropIndex
DROP INDEX "templates_type_channel_locale_version_key";

-- DropIndex
DROP INDEX "webhook_endpoints_client_id_idx";

-- DropIndex
DROP INDEX "webhook_endpoints_user_id_idx";

-- AlterTable
ALTER TABLE "devices" ADD COLUMN     "service" TEXT NOT NULL DEFAULT 'fcm';

-- AlterTable
ALTER TABLE "templates" DROP COLUMN "state",
DROP COLUMN "type",
ADD COLUMN     "name" TEXT NOT NULL,
ALTER COLUMN "created_by" SET NOT NULL;

-- AlterTable
ALTER TABLE "webhook_endpoints" ADD COLUMN     "disabled_because" TEXT,
ADD COLUMN     "failing_since" TIMESTAMPTZ(3),
ADD COLUMN     "preset" TEXT NOT NULL DEFAULT 'standard',
ADD COLUMN     "rotated_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "webhook_tested_at" TIMESTAMPTZ(3);

-- DropEnum
DROP TYPE "template_state";

-- CreateTable
CREATE TABLE "provider_states" (
    "provider" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "probe_at" TIMESTAMPTZ(3),
    "trips" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "tokens" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "refilled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "promised_until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_states_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "whatsapp_windows" (
    "phone" TEXT NOT NULL,
    "open_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "whatsapp_windows_pkey" PRIMARY KEY ("phone")
);

-- CreateTable
CREATE TABLE "replies" (
    "id" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "replies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template_publications" (
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "channel" "channel" NOT NULL,
    "locale" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "published_by" UUID NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "template_publications_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE INDEX "template_publications_name_channel_locale_number_idx" ON "template_publications"("name", "channel", "locale", "number" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "templates_name_channel_locale_version_key" ON "templates"("name", "channel", "locale", "version");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_endpoints_client_id_key" ON "webhook_endpoints"("client_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_endpoints_user_id_key" ON "webhook_endpoints"("user_id");

-- CreateIndex
CREATE INDEX "deliveries_in_doubt_idx" ON "deliveries"("id") WHERE (status = ANY (ARRAY['SENDING'::delivery_status, 'UNKNOWN'::delivery_status]) AND channel = ANY (ARRAY['EMAIL'::channel, 'SMS'::channel, 'WHATSAPP'::channel]));
