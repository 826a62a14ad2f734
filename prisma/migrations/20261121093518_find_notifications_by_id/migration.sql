-- Ids grow with time, so that a summary of each range of pages finds one. New ranges are summarized as they fill.
CREATE INDEX "notifications_id_brin_idx" ON "notifications" USING BRIN ("id") WITH (autosummarize = on);
