/**
 * Whether one of `people` was noted by this chunk, looked up in a hash. As a join it compares everybody with everybody
 * where PostgreSQL takes the people for few, as those of a list that has just been uploaded.
 */
export const isNoted = '(people.id IN (SELECT id FROM noted)) IS TRUE';
