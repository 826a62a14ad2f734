-- CreateTable
CREATE TABLE "group_sizes" (
    "group_id" UUID NOT NULL,
    "joined" INTEGER NOT NULL DEFAULT 0,
    "reached" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "group_sizes_pkey" PRIMARY KEY ("group_id")
);

-- AddForeignKey
ALTER TABLE "group_sizes" ADD CONSTRAINT "group_sizes_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The count rows are taken before anything is counted, in the order of their ids: of two who write about one
-- group the second one waits, and its count, a statement of its own, sees what the first has committed.
-- EXECUTE plans each time anew: the plan for one who joins a small table is none for a million. Each person is
-- looked up by itself, because a join that is planned without statistics may compare everybody with everybody.
CREATE FUNCTION "count_joined"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
    "erased" BOOLEAN;
BEGIN
    EXECUTE 'SELECT EXISTS (SELECT FROM "added"
                             WHERE (SELECT "erased_at" FROM "users" WHERE "id" = "user_id") IS NOT NULL)' INTO "erased";
    IF "erased" THEN
        RAISE EXCEPTION 'Who was erased belongs to no group.' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO "group_sizes" ("group_id") SELECT DISTINCT "group_id" FROM "added" ORDER BY "group_id"
        ON CONFLICT ("group_id") DO UPDATE SET "joined" = "group_sizes"."joined";
    -- Somebody is new where all their rows are the ones just written, and everybody where nobody was before.
    EXECUTE '
    UPDATE "group_sizes" SET "joined" = "group_sizes"."joined" + "gained"."joined",
                             "reached" = "group_sizes"."reached" + "gained"."reached"
      FROM (SELECT "group_id", count(*) FILTER (WHERE "before" = 0 OR "written" = "there") AS "reached",
                   count(*) FILTER (WHERE "written_here" > 0 AND ("before" = 0 OR "written_here" = "there_here")) AS "joined"
              FROM (SELECT "group_id", "user_id", count(*) AS "written",
                           count(*) FILTER (WHERE "joined_group_id" = "group_id") AS "written_here",
                           (SELECT "reached" FROM "group_sizes" AS "size" WHERE "size"."group_id" = "added"."group_id") AS "before"
                      FROM "added" GROUP BY "group_id", "user_id") AS "pairs"
             CROSS JOIN LATERAL (
                   SELECT count(*) AS "there", count(*) FILTER (WHERE "joined_group_id" = "group_id") AS "there_here"
                     FROM "group_members" AS "rows"
                    WHERE "before" > 0 AND "rows"."group_id" = "pairs"."group_id"
                      AND "rows"."user_id" = "pairs"."user_id") AS "found"
             GROUP BY "group_id") AS "gained"
     WHERE "group_sizes"."group_id" = "gained"."group_id"';
    RETURN NULL;
END
$$;

CREATE FUNCTION "count_left"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM "group_sizes" WHERE "group_id" IN (SELECT "group_id" FROM "removed") ORDER BY "group_id" FOR NO KEY UPDATE;
    -- Somebody is gone where no row of theirs is left.
    EXECUTE '
    UPDATE "group_sizes" SET "joined" = "group_sizes"."joined" - "lost"."joined",
                             "reached" = "group_sizes"."reached" - "lost"."reached"
      FROM (SELECT "group_id", count(*) FILTER (WHERE "there" = 0) AS "reached",
                   count(*) FILTER (WHERE "was_here" AND "there_here" = 0) AS "joined"
              FROM (SELECT "group_id", "user_id", bool_or("joined_group_id" = "group_id") AS "was_here"
                      FROM "removed" GROUP BY "group_id", "user_id") AS "pairs"
             CROSS JOIN LATERAL (
                   SELECT count(*) AS "there", count(*) FILTER (WHERE "joined_group_id" = "group_id") AS "there_here"
                     FROM "group_members" AS "rows"
                    WHERE "rows"."group_id" = "pairs"."group_id" AND "rows"."user_id" = "pairs"."user_id") AS "found"
             GROUP BY "group_id") AS "lost"
     WHERE "group_sizes"."group_id" = "lost"."group_id"';
    RETURN NULL;
END
$$;

CREATE FUNCTION "count_nobody"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM "group_sizes";
    RETURN NULL;
END
$$;

CREATE FUNCTION "refuse_other_membership"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A membership is left and another one joined; it is not turned into another one.';
END
$$;

-- Who is erased leaves every group. The lock waits for whoever is entering them into one just now, because a
-- foreign key holds on to the person that much, and it keeps everybody else waiting until we are done.
CREATE FUNCTION "leave_when_erased"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM "users" WHERE "id" = NEW."id" FOR UPDATE;
    DELETE FROM "group_members" WHERE "user_id" = NEW."id";
    RETURN NEW;
END
$$;

CREATE TRIGGER "group_members_joined" AFTER INSERT ON "group_members" REFERENCING NEW TABLE AS "added"
    FOR EACH STATEMENT EXECUTE FUNCTION "count_joined"();
CREATE TRIGGER "group_members_left" AFTER DELETE ON "group_members" REFERENCING OLD TABLE AS "removed"
    FOR EACH STATEMENT EXECUTE FUNCTION "count_left"();
CREATE TRIGGER "group_members_emptied" AFTER TRUNCATE ON "group_members"
    FOR EACH STATEMENT EXECUTE FUNCTION "count_nobody"();
CREATE TRIGGER "group_members_changed" BEFORE UPDATE OF "group_id", "user_id", "joined_group_id" ON "group_members"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_other_membership"();
CREATE TRIGGER "users_erased" BEFORE UPDATE OF "erased_at" ON "users" FOR EACH ROW
    WHEN (OLD."erased_at" IS NULL AND NEW."erased_at" IS NOT NULL) EXECUTE FUNCTION "leave_when_erased"();

-- The triggers hold their tables from here to the end of the migration, so nobody joins uncounted.
DELETE FROM "group_members" USING "users" WHERE "users"."id" = "user_id" AND "erased_at" IS NOT NULL;
TRUNCATE "group_sizes";
INSERT INTO "group_sizes" ("group_id", "joined", "reached")
SELECT "group_id", count(DISTINCT "user_id") FILTER (WHERE "joined_group_id" = "group_id"), count(DISTINCT "user_id")
  FROM "group_members" GROUP BY "group_id";
