import { z } from 'zod';

/** Who learns where, and what. */
export const EDUCATION_EVENTS = {
  'student.registered': z.object({
    studentId: z.uuid(),
    schoolId: z.uuid(),
    schoolName: z.string(),
    userId: z.uuid(),
    userName: z.string(),
    registeredById: z.uuid(),
    registeredByName: z.string(),
    /** The communities that the school belongs to. */
    communityIds: z.array(z.uuid()),
  }),
  'course.registered': z.object({
    courseId: z.uuid(),
    courseName: z.string(),
    userId: z.uuid(),
    userName: z.string(),
    enrolledById: z.uuid(),
    enrolledByName: z.string(),
  }),
} as const;
